/** A card in plainer and plainer versions, down to bare text: what Slack does not take whole arrives all the same. Pure. */
import type { KnownBlock, ModalView } from '@slack/types';
import type { Card } from '../cards/blocks';
import { HALF_BUDGET, MOST_BLOCKS, MOST_BYTES, weigh } from '../cards/budget';
import { behindButton } from '../cards/details';
import { clip, escapeMrkdwn } from '../cards/text';

/** How plain a version is, for the log and the counters. */
export type Plainness = 'whole' | 'unfolded' | 'half' | 'headline' | 'text';

export interface Version extends Card {
  readonly plainness: Plainness;
}

/** Characters of a section's text, and of a message without blocks. Slack takes 3,000 and 40,000; people read less. */
const MOST_SECTION = 2900;

/**
 * The versions of a card, the fullest first; a version that would be the same as the one before is left out.
 * @param folds whether this workspace is known to take folded blocks; absent: not known yet
 */
export function* versions(card: Card, folds = true): Generator<Version> {
  const hasFolded = card.blocks.some(({ type }) => type === 'container');
  const unfolded = hasFolded ? openedUp(behindButton(card.blocks) ?? card.blocks) : card.blocks;
  if (folds || !hasFolded) yield { ...card, plainness: 'whole' };
  if (hasFolded) yield { text: card.text, blocks: unfolded, plainness: 'unfolded' };
  const half = withinHalf(unfolded);
  if (half.length < unfolded.length && half.length > 0) {
    yield { text: card.text, blocks: half, plainness: 'half' };
  }
  const words = wordsOf(unfolded);
  const said = clip([card.text, ...words.filter((each) => each !== card.text)].join('\n'), MOST_SECTION);
  if (words.length > 0) {
    yield {
      text: card.text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: said, verbatim: true } }],
      plainness: 'headline',
    };
  }
  yield { text: said, blocks: [], plainness: 'text' };
}

/**
 * The versions of a modal, the fullest first. A form is never halved: what takes its place is `typed`, which says how the
 * same is typed.
 */
export function* viewVersions(
  view: ModalView,
  typed?: Card,
): Generator<{ readonly plainness: Plainness; readonly view: ModalView }> {
  yield { plainness: 'whole', view };
  const { submit: _, ...rest } = view;
  const isForm = view.blocks.some(({ type }) => type === 'input');
  const blocks = view.blocks.filter(({ type }) => type !== 'input') as KnownBlock[];
  const half = withinHalf(blocks);
  if (!isForm && half.length < blocks.length && half.length > 0) {
    yield { plainness: 'half', view: { ...rest, blocks: half } };
  }
  const words = wordsOf(typed?.blocks ?? blocks).join('\n');
  const text = {
    type: 'mrkdwn',
    text: clip(words, MOST_SECTION) || escapeMrkdwn(view.title.text),
    verbatim: true,
  } as const;
  yield { plainness: 'headline', view: { ...rest, blocks: [{ type: 'section', text }] } };
}

/** What is folded still stands open; where that is too long, the end of it goes. */
function openedUp(blocks: readonly KnownBlock[]): KnownBlock[] {
  const kept: KnownBlock[] = [];
  let left = blocks.reduce(
    (sum, block) => sum - (block.type === 'container' ? 0 : weigh([block])),
    MOST_BYTES,
  );
  for (const block of blocks) {
    if (block.type !== 'container') {
      kept.push(block);
      continue;
    }
    for (const child of block.child_blocks as readonly KnownBlock[]) {
      left -= weigh([child]);
      if (left >= 0 && kept.length < MOST_BLOCKS - blocks.length) kept.push(child);
    }
  }
  return kept;
}

/** The blocks that fit half of the budget, in their order; what can be pressed is kept when it fits. */
function withinHalf(blocks: readonly KnownBlock[]): KnownBlock[] {
  const kept: KnownBlock[] = [];
  for (const block of blocks.slice(0, MOST_BLOCKS / 2)) {
    if (weigh([...kept, block]) <= HALF_BUDGET) kept.push(block);
  }
  return kept;
}

/**
 * Everything that people read in some blocks, a line of mrkdwn each; labels of buttons and menus are left out. Without blocks
 * Slack reads a message's text as mrkdwn, so what stood in plain or rich text, where `<!channel>` is only a word, is escaped.
 */
export function wordsOf(blocks: readonly KnownBlock[]): readonly string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (block.type === 'actions') continue;
    const words = textsOf(block).join('').trim();
    if (words) lines.push(words);
  }
  return lines;
}

function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, accessory: _, ...rest } = value as Record<string, unknown>;
  // A rich text's section and a list's item begin a line of their own.
  const ends =
    typeof type === 'string' && /^rich_text_(?:section|preformatted|quote)$|^mrkdwn$/.test(type)
      ? ['\n']
      : [];
  const own = typeof text === 'string' ? [type === 'mrkdwn' ? text : escapeMrkdwn(text)] : textsOf(text);
  return [...own, ...Object.values(rest).flatMap(textsOf), ...ends];
}
