/** What Slack accepts of Block Kit: every block and element, its fields and limits, and where it may stand. */
import limits from '../contract/block-kit-limits.json';
import {
  also,
  anything,
  boolean,
  byType,
  isObject,
  later,
  list,
  number,
  type Rule,
  shape,
  string,
  type Violation,
  word,
} from './schema';

export type Surface = 'message' | 'modal' | 'home';

/** Blocks of one message, modal or home tab. */
export const mostBlocks: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

/**
 * Serialised size of a message's blocks at which Slack answers `msg_blocks_too_long`. Slack documents neither
 * the number nor how it counts; slackapi/bolt-js#2509 measured about this much.
 */
export const MOST_MESSAGE_CHARACTERS = 13_200;

const actionId = string({ min_length: 1, ...limits.action_id });
const type = (name: string) => ({ type: word(name) });

function plainText(size: { readonly max_length?: number; readonly min_length?: number } = limits.text): Rule {
  return shape({ ...type('plain_text'), text: string({ min_length: 1, ...size }) }, { emoji: boolean() });
}

function mrkdwn(size: { readonly max_length?: number } = limits.text): Rule {
  return shape({ ...type('mrkdwn'), text: string({ min_length: 1, ...size }) }, { verbatim: boolean() });
}

function text(size: { readonly max_length?: number } = limits.text): Rule {
  return byType({ plain_text: plainText(size), mrkdwn: mrkdwn(size) }, 'text');
}

const confirm = shape(
  {
    title: plainText(limits.confirmation.title),
    text: text(limits.confirmation.text),
    confirm: plainText(limits.confirmation.confirm),
    deny: plainText(limits.confirmation.deny),
  },
  { style: word('primary', 'danger') },
);

const option = shape(
  { text: text(limits.option.text), value: string({ min_length: 1, ...limits.option.value }) },
  { description: text(limits.option.description), url: string(limits.option.url) },
);

const slackFile = also(shape({}, { url: string(), id: string() }), (file) =>
  file.url || file.id ? undefined : 'missing required field: url or id',
);

function hasImage(value: Record<string, unknown>): string | undefined {
  return value.image_url || value.slack_file ? undefined : 'missing required field: image_url or slack_file';
}

const imageElement = also(
  shape(
    { ...type('image'), alt_text: string({ min_length: 1, ...limits.image.alt_text }) },
    { image_url: string(limits.image.image_url), slack_file: slackFile },
  ),
  hasImage,
);

const interactive = { confirm, focus_on_load: boolean() };
const placeholder = { placeholder: plainText(limits.select.placeholder) };
const dispatch = { dispatch_action_config: anything };

const button = shape(
  { ...type('button'), text: plainText(limits.button.text) },
  {
    action_id: actionId,
    url: string(limits.button.url),
    value: string({ min_length: 1, ...limits.button.value }),
    style: word('primary', 'danger'),
    confirm,
    accessibility_label: string(limits.button.accessibility_label),
  },
);

function staticSelect(name: string, initial: Readonly<Record<string, Rule>>): Rule {
  return also(
    shape(type(name), {
      action_id: actionId,
      options: list(option, { min_items: 1, ...limits.select.options }),
      option_groups: list(
        shape({
          label: plainText(limits.option_group.label),
          options: list(option, limits.option_group.options),
        }),
        { min_items: 1, ...limits.select.option_groups },
      ),
      max_selected_items: number({ min: 1, integer: true }),
      ...initial,
      ...interactive,
      ...placeholder,
    }),
    (select) => {
      if (!select.options === !select.option_groups) return 'must provide either options or option_groups';
      return undefined;
    },
  );
}

function otherSelect(name: string, fields: Readonly<Record<string, Rule>>): Rule {
  return shape(type(name), { action_id: actionId, ...fields, ...interactive, ...placeholder });
}

const conversationFields = {
  default_to_current_conversation: boolean(),
  filter: anything,
  response_url_enabled: boolean(),
};
const most = { max_selected_items: number({ min: 1, integer: true }) };
const ids = list(string());

const selects: Readonly<Record<string, Rule>> = {
  static_select: staticSelect('static_select', { initial_option: option }),
  multi_static_select: staticSelect('multi_static_select', {
    initial_options: list(option, { min_items: 1 }),
  }),
  external_select: otherSelect('external_select', {
    initial_option: option,
    min_query_length: number({ min: 0 }),
  }),
  multi_external_select: otherSelect('multi_external_select', {
    initial_options: list(option),
    min_query_length: number({ min: 0 }),
    ...most,
  }),
  users_select: otherSelect('users_select', { initial_user: string() }),
  multi_users_select: otherSelect('multi_users_select', { initial_users: ids, ...most }),
  channels_select: otherSelect('channels_select', {
    initial_channel: string(),
    response_url_enabled: boolean(),
  }),
  multi_channels_select: otherSelect('multi_channels_select', { initial_channels: ids, ...most }),
  conversations_select: otherSelect('conversations_select', {
    initial_conversation: string(),
    ...conversationFields,
  }),
  multi_conversations_select: otherSelect('multi_conversations_select', {
    initial_conversations: ids,
    ...conversationFields,
    ...most,
  }),
};

const pickers: Readonly<Record<string, Rule>> = {
  checkboxes: shape(
    { ...type('checkboxes'), options: list(option, limits.checkboxes.options) },
    { action_id: actionId, initial_options: list(option, { min_items: 1 }), ...interactive },
  ),
  radio_buttons: shape(
    { ...type('radio_buttons'), options: list(option, limits.radio_buttons.options) },
    { action_id: actionId, initial_option: option, ...interactive },
  ),
  datepicker: otherSelect('datepicker', { initial_date: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }) }),
  timepicker: otherSelect('timepicker', {
    initial_time: string({ pattern: /^\d{2}:\d{2}$/ }),
    timezone: string(),
  }),
  datetimepicker: otherSelect('datetimepicker', { initial_date_time: number({ integer: true }) }),
};

const length = number({ min: 0, max: limits.plain_text_input.max_length.max, integer: true });
const inputs: Readonly<Record<string, Rule>> = {
  plain_text_input: otherSelect('plain_text_input', {
    initial_value: string(),
    multiline: boolean(),
    min_length: length,
    max_length: length,
    ...dispatch,
  }),
  email_text_input: otherSelect('email_text_input', { initial_value: string(), ...dispatch }),
  url_text_input: otherSelect('url_text_input', { initial_value: string(), ...dispatch }),
  number_input: shape(
    { ...type('number_input'), is_decimal_allowed: boolean() },
    {
      action_id: actionId,
      initial_value: string(),
      min_value: string(),
      max_value: string(),
      ...interactive,
      ...placeholder,
      ...dispatch,
    },
  ),
  rich_text_input: otherSelect('rich_text_input', { initial_value: later(() => richText), ...dispatch }),
  file_input: shape(type('file_input'), {
    action_id: actionId,
    filetypes: list(string()),
    max_files: number({ ...limits.file_input.max_files, integer: true }),
  }),
};

const overflow = shape(
  { ...type('overflow'), options: list(option, limits.overflow.options) },
  { action_id: actionId, confirm },
);

const workflowButton = shape(
  { ...type('workflow_button'), text: plainText(limits.button.text), workflow: anything },
  { action_id: actionId, style: word('primary', 'danger'), accessibility_label: string() },
);

const feedbackButton = shape(
  { text: plainText(limits.feedback_button.text), value: string(limits.feedback_button.value) },
  { accessibility_label: string(limits.feedback_button.accessibility_label) },
);

const style = shape(
  {},
  Object.fromEntries(
    ['bold', 'italic', 'strike', 'code', 'underline', 'highlight', 'client_highlight', 'unlink'].map(
      (name) => [name, boolean()],
    ),
  ),
);

const richTextLeaves: Readonly<Record<string, Rule>> = {
  text: shape({ ...type('text'), text: string({ min_length: 1 }) }, { style }),
  link: shape(
    { ...type('link'), url: string({ min_length: 1 }) },
    { text: string(), unsafe: boolean(), style },
  ),
  emoji: shape(
    { ...type('emoji'), name: string({ min_length: 1 }) },
    { unicode: string(), url: string(), style },
  ),
  user: shape({ ...type('user'), user_id: string() }, { style }),
  usergroup: shape({ ...type('usergroup'), usergroup_id: string() }, { style }),
  team: shape({ ...type('team'), team_id: string() }, { style }),
  channel: shape({ ...type('channel'), channel_id: string() }, { style }),
  broadcast: shape({ ...type('broadcast'), range: word('here', 'channel', 'everyone') }, { style }),
  color: shape({ ...type('color'), value: string() }, { style }),
  date: shape(
    { ...type('date'), timestamp: number({ integer: true }), format: string({ min_length: 1 }) },
    { url: string(), fallback: string(), style },
  ),
};

const leaf = byType(richTextLeaves, 'rich text element');
const border = { border: number({ min: 0, max: 1, integer: true }) };
const richTextSection = shape({ ...type('rich_text_section'), elements: list(leaf) });
const richText: Rule = shape(
  {
    ...type('rich_text'),
    elements: list(
      byType(
        {
          rich_text_section: richTextSection,
          rich_text_list: shape(
            {
              ...type('rich_text_list'),
              style: word('bullet', 'ordered'),
              elements: list(richTextSection, { min_items: 1 }),
            },
            {
              indent: number({ min: 0, max: 8, integer: true }),
              offset: number({ min: 0, integer: true }),
              ...border,
            },
          ),
          rich_text_quote: shape({ ...type('rich_text_quote'), elements: list(leaf) }, border),
          rich_text_preformatted: shape(
            {
              ...type('rich_text_preformatted'),
              elements: list(
                byType(
                  { text: richTextLeaves.text as Rule, link: richTextLeaves.link as Rule },
                  'preformatted element',
                ),
              ),
            },
            { language: string(), ...border },
          ),
        },
        'rich text',
      ),
      { min_items: 1 },
    ),
  },
  { block_id: string(limits.block_id) },
);

const cell = byType(
  {
    raw_text: shape({ ...type('raw_text'), text: string() }),
    raw_number: shape({ ...type('raw_number'), value: number(), text: string() }),
    rich_text: richText,
  },
  'table cell',
);

const blockId = { block_id: string(limits.block_id) };

const card = also(
  shape(type('card'), {
    ...blockId,
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwn(limits.card.title),
    subtitle: mrkdwn(limits.card.subtitle),
    body: mrkdwn(limits.card.body),
    subtext: mrkdwn(limits.card.subtext),
    actions: list(button, limits.card.actions),
  }),
  (value) =>
    value.hero_image || value.title || value.actions || value.body
      ? undefined
      : 'must provide one of: hero_image, title, actions, body',
);

const taskCard = shape(
  {
    ...type('task_card'),
    task_id: string({ min_length: 1 }),
    title: string({ min_length: 1 }),
    status: word('pending', 'in_progress', 'complete', 'error'),
  },
  {
    ...blockId,
    details: richText,
    output: richText,
    sources: list(
      shape({ ...type('url'), url: string(limits.url_source.url), text: string({ min_length: 1 }) }),
    ),
  },
);

const blocks: Readonly<Record<string, Rule>> = {
  actions: shape(
    {
      ...type('actions'),
      elements: list(
        byType(
          { button, overflow, workflow_button: workflowButton, ...selects, ...pickers },
          'actions element',
        ),
        { min_items: 1, ...limits.actions.elements },
      ),
    },
    blockId,
  ),
  alert: shape(
    { ...type('alert'), text: text(limits.alert.text) },
    { ...blockId, level: word('default', 'info', 'warning', 'error', 'success') },
  ),
  card,
  carousel: shape({ ...type('carousel'), elements: list(card, limits.carousel.elements) }, blockId),
  container: also(
    shape(
      {
        ...type('container'),
        child_blocks: list(
          later(() => containerChild),
          { min_items: 1, ...limits.container.child_blocks },
        ),
      },
      {
        ...blockId,
        title: plainText(limits.container.title),
        rich_text_title: richText,
        subtitle: text(limits.container.subtitle),
        width: word('narrow', 'standard', 'wide', 'full'),
        icon: imageElement,
        is_collapsible: boolean(),
        default_collapsed: boolean(),
        has_header_divider: boolean(),
      },
    ),
    (value) => {
      if (!value.title && !value.rich_text_title) return 'missing required field: title or rich_text_title';
      if (value.default_collapsed && !value.is_collapsible)
        return 'default_collapsed requires is_collapsible';
      return undefined;
    },
  ),
  context: shape(
    {
      ...type('context'),
      elements: list(
        byType({ image: imageElement, plain_text: plainText(), mrkdwn: mrkdwn() }, 'context element'),
        {
          min_items: 1,
          ...limits.context.elements,
        },
      ),
    },
    blockId,
  ),
  context_actions: shape(
    {
      ...type('context_actions'),
      elements: list(
        byType(
          {
            feedback_buttons: shape(
              {
                ...type('feedback_buttons'),
                positive_button: feedbackButton,
                negative_button: feedbackButton,
              },
              { action_id: actionId },
            ),
            icon_button: shape(
              {
                ...type('icon_button'),
                icon: string({ min_length: 1 }),
                text: plainText(limits.button.text),
              },
              {
                action_id: actionId,
                accessibility_label: string(limits.button.accessibility_label),
                value: string(limits.button.value),
                confirm,
                visible_to_user_ids: list(string(), limits.icon_button.visible_to_user_ids),
              },
            ),
          },
          'context_actions element',
        ),
        { min_items: 1, ...limits.context_actions.elements },
      ),
    },
    blockId,
  ),
  data_table: shape(
    {
      ...type('data_table'),
      caption: string({ min_length: 1 }),
      rows: list(
        list(cell, {
          min_items: limits.data_table.columns.min_items,
          max_items: limits.data_table.columns.max_items,
        }),
        limits.data_table.rows,
      ),
    },
    {
      ...blockId,
      page_size: number({ ...limits.data_table.page_size, integer: true }),
      row_header_column_index: number({ min: 0, integer: true }),
    },
  ),
  divider: shape(type('divider'), blockId),
  file: shape({ ...type('file'), external_id: string({ min_length: 1 }), source: word('remote') }, blockId),
  header: shape({ ...type('header'), text: plainText(limits.header.text) }, blockId),
  image: also(
    shape(
      { ...type('image'), alt_text: string({ min_length: 1, ...limits.image.alt_text }) },
      {
        ...blockId,
        image_url: string(limits.image.image_url),
        slack_file: slackFile,
        title: plainText({ max_length: 2000 }),
      },
    ),
    hasImage,
  ),
  input: shape(
    {
      ...type('input'),
      label: plainText(limits.input.label),
      element: byType({ ...inputs, ...selects, ...pickers }, 'input element'),
    },
    { ...blockId, hint: plainText(limits.input.hint), optional: boolean(), dispatch_action: boolean() },
  ),
  markdown: shape({ ...type('markdown'), text: string(limits.markdown.text) }, blockId),
  plan: shape({ ...type('plan'), title: string({ min_length: 1 }) }, { ...blockId, tasks: list(taskCard) }),
  rich_text: richText,
  section: also(
    shape(type('section'), {
      ...blockId,
      text: text(limits.section.text),
      fields: list(text({ max_length: limits.section.fields.item_max_length }), {
        min_items: 1,
        max_items: limits.section.fields.max_items,
      }),
      accessory: byType(
        { button, image: imageElement, overflow, workflow_button: workflowButton, ...selects, ...pickers },
        'section accessory',
      ),
      expand: boolean(),
    }),
    (value) => (value.text || value.fields ? undefined : 'missing required field: text or fields'),
  ),
  table: shape(
    {
      ...type('table'),
      rows: list(list(cell, { min_items: 1, max_items: 20 }), { min_items: 1, max_items: 100 }),
    },
    {
      ...blockId,
      column_settings: list(shape({}, { align: word('left', 'center', 'right'), is_wrapped: boolean() }), {
        max_items: 20,
      }),
    },
  ),
  task_card: taskCard,
  video: shape(
    {
      ...type('video'),
      alt_text: string(limits.video.alt_text),
      title: plainText(limits.video.title),
      video_url: string({ pattern: /^https:/ }),
      thumbnail_url: string(),
    },
    {
      ...blockId,
      title_url: string({ pattern: /^https:/ }),
      author_name: string(limits.video.author_name),
      provider_name: string(limits.video.provider_name),
      provider_icon_url: string(),
      description: plainText(limits.video.description),
    },
  ),
};

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
    'file',
    'markdown',
    'plan',
    'table',
    'task_card',
  ],
  modal: [...everywhere, 'alert'],
  home: [...everywhere, 'carousel'],
};

const containerChild = byType(
  pick([
    'actions',
    'context',
    'divider',
    'file',
    'header',
    'image',
    'input',
    'rich_text',
    'section',
    'table',
    'video',
  ]),
  'container child block',
);

function pick(names: readonly string[]): Readonly<Record<string, Rule>> {
  return Object.fromEntries(names.map((name) => [name, blocks[name] as Rule]));
}

/** Everything that Slack would refuse of `value` as the blocks of a surface. */
export function blockViolations(value: unknown, surface: Surface, pointer = '/blocks'): Violation[] {
  const found: Violation[] = [];
  list(byType(pick(blocksOf[surface]), `${surface} block`), { max_items: mostBlocks[surface] })(
    value,
    pointer,
    found,
  );
  if (Array.isArray(value)) found.push(...acrossBlocks(value, pointer));
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
function acrossBlocks(value: readonly unknown[], pointer: string): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<unknown>();
  let tables = 0;
  let markdown = 0;
  value.forEach((block, at) => {
    if (!isObject(block)) return;
    const here = `${pointer}/${at}`;
    if (block.block_id !== undefined) {
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

/** Size of a message's blocks as the total limit counts it. */
export function messageSize(value: unknown): number {
  return JSON.stringify(value ?? []).length;
}
