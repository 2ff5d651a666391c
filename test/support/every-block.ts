/** Every block of Block Kit that a message or a modal may hold, as an app sends it. */

type Block = Readonly<Record<string, unknown>>;

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (text: string, value: string) => ({ text: plain(text), value });
const picture = { type: 'image', image_url: 'https://example.com/picture.png', alt_text: 'A picture' };
const section = (...elements: readonly unknown[]) => ({ type: 'rich_text_section', elements });
const rich = (...elements: readonly unknown[]) => ({ type: 'rich_text', elements });
const words = (text: string, style?: Record<string, boolean>) => ({
  type: 'text',
  text,
  ...(style && { style }),
});
const button = (text: string, more: Record<string, unknown> = {}) => ({
  type: 'button',
  action_id: text.toLowerCase().replaceAll(' ', '_'),
  text: plain(text),
  ...more,
});

const richText = rich(
  section(
    words('bold', { bold: true }),
    words(' italic', { italic: true }),
    words(' struck', { strike: true }),
    words(' code', { code: true }),
    words(' '),
    { type: 'link', url: 'https://example.com/docs', text: 'a link' },
    words(' '),
    { type: 'user', user_id: 'U0BEN' },
    words(' '),
    { type: 'channel', channel_id: 'C0GENERAL' },
    words(' '),
    { type: 'emoji', name: 'tada', unicode: '1f389' },
    words(' '),
    { type: 'date', timestamp: 1_777_888_999, format: '{date_num}', fallback: 'a day' },
  ),
  {
    type: 'rich_text_list',
    style: 'bullet',
    elements: [section(words('a point')), section(words('another'))],
  },
  { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section(words('further in'))] },
  { type: 'rich_text_list', style: 'ordered', offset: 2, elements: [section(words('the third'))] },
  { type: 'rich_text_quote', elements: [words('said before')] },
  { type: 'rich_text_preformatted', elements: [words('$ ibmcloud ce build get\nas it is')] },
);

const task = (title: string, status: string) => ({
  type: 'task_card',
  task_id: title,
  title,
  status,
  details: rich(section(words(`details of ${title}`))),
});

const rows = [
  [
    { type: 'raw_text', text: 'Step' },
    { type: 'raw_text', text: 'Seconds' },
  ],
  [rich(section(words('push', { bold: true }))), { type: 'raw_number', value: 12.5, text: '12.5' }],
];

/** Two messages, because one may hold one table only. */
export const messages: readonly (readonly Block[])[] = [
  [
    { type: 'header', text: plain('A header') },
    {
      type: 'section',
      text: mrkdwn(
        'A section: *bold* _italic_ ~struck~ `code` <https://example.com|a link> <@U0BEN>\n> a quote',
      ),
      accessory: {
        type: 'static_select',
        action_id: 'one',
        placeholder: plain('Choose one'),
        options: [option('First', '1'), option('Second', '2')],
      },
    },
    { type: 'section', fields: [mrkdwn('*Field*\nleft'), mrkdwn('*Field*\nright')] },
    { type: 'section', text: mrkdwn('With a picture'), accessory: picture },
    { type: 'section', text: mrkdwn('```\nlog line 1\nlog line 2\n```') },
    { type: 'context', elements: [picture, mrkdwn('a context')] },
    { type: 'divider' },
    {
      type: 'actions',
      elements: [
        button('Plain'),
        button('Primary', { style: 'primary' }),
        button('Danger', {
          style: 'danger',
          confirm: {
            title: plain('Really?'),
            text: plain('It is gone then.'),
            confirm: plain('Do it'),
            deny: plain('No'),
            style: 'danger',
          },
        }),
        button('Elsewhere', { url: 'https://example.com/elsewhere' }),
        {
          type: 'external_select',
          action_id: 'project',
          placeholder: plain('Choose a project'),
          min_query_length: 1,
        },
        { type: 'overflow', action_id: 'more', options: [option('This', 'this'), option('That', 'that')] },
      ],
    },
    richText,
    {
      type: 'markdown',
      text: '## A heading\n\nWith **bold**, *italic*, `code` and [a link](https://example.com).\n\n- one\n- two\n\n```\nfenced\n```',
    },
    { ...picture, title: plain('Title of a picture') },
    {
      type: 'container',
      title: plain('A container'),
      subtitle: plain('with a subtitle'),
      is_collapsible: true,
      has_header_divider: true,
      child_blocks: [{ type: 'section', text: mrkdwn('inside the container') }],
    },
    {
      type: 'container',
      rich_text_title: rich(section(words('Folded', { bold: true }))),
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: [{ type: 'section', text: mrkdwn('inside the folded one') }],
    },
    {
      type: 'card',
      icon: picture,
      title: mrkdwn('*A card*'),
      subtitle: mrkdwn('its subtitle'),
      body: mrkdwn('its body'),
      actions: [button('Of the card')],
    },
    {
      type: 'carousel',
      elements: [1, 2, 3].map((n) => ({
        type: 'card',
        title: mrkdwn(`Card ${n}`),
        body: mrkdwn('one of several'),
      })),
    },
    {
      type: 'plan',
      title: 'A plan',
      tasks: [
        task('look', 'complete'),
        task('think', 'in_progress'),
        task('fix', 'pending'),
        task('push', 'error'),
      ],
    },
    {
      ...task('A task alone', 'complete'),
      sources: [{ type: 'url', url: 'https://example.com/source', text: 'its source' }],
    },
    { type: 'table', rows, column_settings: [{ align: 'left' }, { align: 'right' }] },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'feedback',
          positive_button: { text: plain('Helpful'), value: 'yes' },
          negative_button: { text: plain('Not helpful'), value: 'no' },
        },
        { type: 'icon_button', action_id: 'remove', icon: 'trash', text: plain('Remove') },
        {
          type: 'icon_button',
          action_id: 'hidden',
          icon: 'trash',
          text: plain('For Ben only'),
          visible_to_user_ids: ['U0BEN'],
        },
      ],
    },
  ],
  [
    {
      type: 'data_table',
      caption: 'Runs of a week',
      page_size: 5,
      row_header_column_index: 0,
      rows: [
        [
          { type: 'raw_text', text: 'Run' },
          { type: 'raw_text', text: 'Seconds' },
        ],
        ...Array.from({ length: 7 }, (_, index) => [
          { type: 'raw_text', text: `run-${index + 1}` },
          { type: 'raw_number', value: 40 + index, text: `${40 + index}` },
        ]),
      ],
    },
    {
      type: 'video',
      title: plain('A video'),
      title_url: 'https://example.com/video',
      video_url: 'https://example.com/embed',
      thumbnail_url: 'https://example.com/thumbnail.png',
      alt_text: 'A video',
      provider_name: 'Example',
      description: plain('what it shows'),
    },
    { type: 'file', external_id: 'F-1', source: 'remote' },
    {
      type: 'section',
      text: mrkdwn(Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n')),
    },
  ],
];

const input = (label: string, element: Block, more: Block = {}) => ({
  type: 'input',
  block_id: label,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});

/** A modal with every input, and the blocks that only a modal may hold. */
export const modal: Block = {
  type: 'modal',
  callback_id: 'every-input',
  title: plain('Every input'),
  submit: plain('Send'),
  blocks: [
    ...['info', 'success', 'warning', 'error'].map((level) => ({
      type: 'alert',
      level,
      text: plain(`An alert: ${level}`),
    })),
    input(
      'Name',
      { type: 'plain_text_input', placeholder: plain('shop-api') },
      { hint: plain('As in the project') },
    ),
    input('Notes', { type: 'plain_text_input', multiline: true }, { optional: true }),
    input('Count', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
    input('Address', { type: 'url_text_input' }, { optional: true }),
    input('Mail', { type: 'email_text_input' }, { optional: true }),
    input('Day', { type: 'datepicker' }, { optional: true }),
    input('Hour', { type: 'timepicker' }, { optional: true }),
    input(
      'Kinds',
      { type: 'checkboxes', options: [option('Builds', 'builds'), option('Apps', 'apps')] },
      { optional: true },
    ),
    input(
      'How',
      { type: 'radio_buttons', options: [option('At once', 'now'), option('Later', 'later')] },
      { optional: true },
    ),
    input(
      'Region',
      { type: 'static_select', options: [option('Frankfurt', 'eu-de'), option('Dallas', 'us-south')] },
      { optional: true },
    ),
    input('Project', { type: 'external_select', min_query_length: 2, placeholder: plain('Type a name') }),
    input('Person', { type: 'users_select' }, { optional: true }),
    input('Channels', { type: 'multi_channels_select' }, { optional: true }),
  ],
};
