/** Every block: its fields and limits. Source: docs.slack.dev/reference/block-kit/blocks, the page of each block. */
import limits from '../../contract/block-kit-limits.json';
import {
  also,
  boolean,
  byType,
  isObject,
  later,
  list,
  number,
  type Rule,
  shape,
  string,
  word,
} from '../schema';
import { dataVisualization } from './charts';
import { button, feedbackButton, inputs, overflow, pickers, selects, workflowButton } from './elements';
import {
  actionId,
  blockId,
  confirm,
  hasImage,
  imageElement,
  mrkdwn,
  plainText,
  slackFile,
  text,
  type,
} from './objects';
import { richText } from './rich-text';

const cell = byType(
  {
    raw_text: shape({ ...type('raw_text'), text: string() }),
    raw_number: shape({ ...type('raw_number'), value: number(), text: string() }),
    rich_text: richText,
  },
  'table cell',
);

const card = also(
  shape(type('card'), {
    ...blockId,
    hero_image: imageElement,
    icon: imageElement,
    slack_icon: shape({ ...type('icon'), name: string({ min_length: 1 }) }),
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

/** A task by itself is a block; in a plan its type goes without saying. */
const taskCard = (own: Readonly<Record<string, Rule>>) =>
  shape(
    {
      ...own,
      task_id: string({ min_length: 1 }),
      title: string({ min_length: 1 }),
      status: word('pending', 'in_progress', 'complete', 'error'),
    },
    {
      ...(own.type ? {} : type('task_card')),
      ...blockId,
      details: richText,
      output: richText,
      sources: list(
        shape({ ...type('url'), url: string(limits.url_source.url), text: string({ min_length: 1 }) }),
      ),
    },
  );

/** A cell of a data table is not empty; one of a plain table may be. */
const dataCell = also(cell, ({ type: kind, text: said }) =>
  kind === 'raw_text' && said === '' ? 'cell text must not be empty' : undefined,
);

/** Rows are equally long, and settings, where there are some, are one a column. */
function tableShape({ rows, column_settings: settings }: Record<string, unknown>): string | undefined {
  if (!Array.isArray(rows)) return undefined;
  const widths = new Set(rows.map((row) => (Array.isArray(row) ? row.length : 0)));
  if (widths.size > 1) return 'every row must have the same number of cells';
  const [width] = widths;
  if (Array.isArray(settings) && settings.length !== width) return 'column_settings must match the columns';
  return undefined;
}

function cellTexts({ rows }: Record<string, unknown>): string | undefined {
  const texts = (Array.isArray(rows) ? rows.flat() : []).map((cell) =>
    isObject(cell) && typeof cell.text === 'string' ? cell.text : '',
  );
  const total = texts.reduce((sum, each) => sum + [...each].length, 0);
  return total > limits.data_table.content.max_length
    ? `cells must hold no more than ${limits.data_table.content.max_length} characters in total`
    : undefined;
}

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
          later(() => byType(pick(inContainer), 'container child block')),
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
  data_table: also(
    shape(
      {
        ...type('data_table'),
        caption: string({ min_length: 1 }),
        rows: list(
          list(dataCell, {
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
    cellTexts,
  ),
  data_visualization: dataVisualization,
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
  plan: shape(
    { ...type('plan'), title: string({ min_length: 1 }) },
    { ...blockId, tasks: list(taskCard({})) },
  ),
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
  table: also(
    shape(
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
    tableShape,
  ),
  task_card: taskCard(type('task_card')),
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

/** What a container takes. */
const inContainer = [
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
];

/** The rules of some blocks, by type. */
export function pick(names: readonly string[]): Readonly<Record<string, Rule>> {
  return Object.fromEntries(names.map((name) => [name, blocks[name] as Rule]));
}
