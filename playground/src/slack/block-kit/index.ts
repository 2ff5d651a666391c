/**
 * What Slack accepts of Block Kit: every block and element, its fields and limits, and where it may stand.
 * Sources: docs.slack.dev/reference/block-kit/blocks ("Available in surfaces"), docs.slack.dev/reference/views, and the pages that the
 * other files of this folder name; numbers stand in contract/block-kit-limits.json.
 */
import limits from '../../contract/block-kit-limits.json';
import { anything, boolean, byType, isObject, list, shape, string, type Violation } from '../schema';
import { pick } from './blocks';
import { externalOptions } from './elements';
import { plainText, type } from './objects';

export type Surface = 'message' | 'modal' | 'home';

/** Blocks of one message, modal or home tab. Source: docs.slack.dev/reference/block-kit/blocks. */
export const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/**
 * Bytes of a message's serialised blocks at which Slack answers `msg_blocks_too_long`. Slack documents neither
 * the number nor how it counts; slackapi/bolt-js#2509 measured about this much.
 */
export const MOST_MESSAGE_BYTES = 13_200;

const everywhere = [
  'actions',
  'card',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'video',
];
const blocksOf: Readonly<Record<Surface, readonly string[]>> = {
  message: [
    ...everywhere,
    'carousel',
    'container',
    'context_actions',
    'data_table',
    'data_visualization',
    'file',
    'markdown',
    'plan',
    'table',
    'task_card',
  ],
  modal: [...everywhere, 'alert'],
  home: [...everywhere, 'carousel'],
};

/** Everything that Slack would refuse of `value` as the blocks of a surface. */
export function blockViolations(value: unknown, surface: Surface, pointer = '/blocks'): Violation[] {
  const found: Violation[] = [];
  list(byType(pick(blocksOf[surface]), `${surface} block`), { max_items: mostBlocks[surface] })(
    value,
    pointer,
    found,
  );
  if (Array.isArray(value)) found.push(...acrossBlocks(value, surface, pointer));
  return found;
}

/** Everything that Slack would refuse of `value` as the options of an external menu. */
export function optionsViolations(value: unknown): Violation[] {
  const found: Violation[] = [];
  externalOptions(value, '', found);
  return found;
}

/** Everything that Slack would refuse of `value` as a view. */
export function viewViolations(value: unknown): Violation[] {
  const found: Violation[] = [];
  const common = {
    private_metadata: string(limits.view.private_metadata),
    callback_id: string(limits.view.callback_id),
    external_id: string({ max_length: 255 }),
    blocks: anything,
  };
  const isHome = isObject(value) && value.type === 'home';
  byType(
    {
      home: shape({ ...type('home'), blocks: list(anything, limits.view.blocks) }, common),
      modal: shape(
        { ...type('modal'), title: plainText(limits.view.title), blocks: list(anything, limits.view.blocks) },
        {
          ...common,
          submit: plainText(limits.view.submit),
          close: plainText(limits.view.close),
          clear_on_close: boolean(),
          notify_on_close: boolean(),
          submit_disabled: boolean(),
        },
      ),
    },
    'view',
  )(value, '/view', found);
  if (isObject(value)) {
    found.push(...blockViolations(value.blocks, isHome ? 'home' : 'modal', '/view/blocks'));
    const inputs =
      Array.isArray(value.blocks) && value.blocks.some((block) => isObject(block) && block.type === 'input');
    if (!isHome && inputs && !value.submit) {
      found.push({
        pointer: '/view',
        code: 'missing_field',
        message: 'submit is required when an input block is present',
      });
    }
  }
  return found;
}

/** Rules over several blocks: unique ids, one table, markdown in total. */
function acrossBlocks(value: readonly unknown[], surface: Surface, pointer: string): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<unknown>();
  let tables = 0;
  let markdown = 0;
  value.forEach((block, at) => {
    if (!isObject(block)) return;
    const here = `${pointer}/${at}`;
    // Views name their inputs by block_id; a message may say one twice.
    if (surface !== 'message' && block.block_id !== undefined) {
      if (seen.has(block.block_id)) {
        found.push({ pointer: `${here}/block_id`, code: 'duplicate_id', message: 'block_id already exists' });
      }
      seen.add(block.block_id);
    }
    const actions = new Set<unknown>();
    for (const element of interactiveElements(block)) {
      if (element.action_id === undefined) continue;
      if (actions.has(element.action_id)) {
        found.push({
          pointer: here,
          code: 'duplicate_id',
          message: `action_id ${String(element.action_id)} already exists in the block`,
        });
      }
      actions.add(element.action_id);
    }
    if (block.type === 'table' || block.type === 'data_table') tables += 1;
    if (block.type === 'markdown' && typeof block.text === 'string') markdown += block.text.length;
  });
  if (tables > 1)
    found.push({ pointer, code: 'too_many_items', message: 'only one table is allowed in a message' });
  if (markdown > limits.markdown.text.max_length) {
    found.push({
      pointer,
      code: 'too_long',
      message: 'markdown must be less than 12001 characters in total',
    });
  }
  return found;
}

/** Elements of a block that can be pressed or chosen from. */
export function interactiveElements(block: Record<string, unknown>): Record<string, unknown>[] {
  const own = [
    ...(block.type === 'actions' || block.type === 'context_actions' ? asList(block.elements) : []),
    ...(block.type === 'section' ? [block.accessory] : []),
    ...(block.type === 'input' ? [block.element] : []),
    ...(block.type === 'card' ? asList(block.actions) : []),
  ].filter(isObject);
  const inner = [...asList(block.child_blocks), ...(block.type === 'carousel' ? asList(block.elements) : [])];
  return [...own, ...inner.filter(isObject).flatMap(interactiveElements)].filter(
    (each) => each.type !== 'image',
  );
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Size of a message's blocks in the unit that counts most: Slack documents none, so bytes stand for all of them. */
export function messageSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value ?? []));
}
