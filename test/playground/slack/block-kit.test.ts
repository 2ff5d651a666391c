import fc from 'fast-check';
import { blockViolations, viewViolations } from '../../../playground/src/slack/block-kit';

const text = (of: string) => ({ type: 'plain_text', text: of });
const button = (label: string, id?: string) => ({
  type: 'button',
  text: text(label),
  ...(id ? { action_id: id } : {}),
});
const option = (label: string, value: string) => ({ text: text(label), value });
const x = (n: number) => 'x'.repeat(n);
const times = <T>(n: number, value: T) => Array.from({ length: n }, () => value);
const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements });

describe('what Slack refuses of a message, with a pointer to it', () => {
  test.each<[string, unknown, string, string]>([
    ['no list', { type: 'divider' }, '/blocks', 'wrong_type'],
    ['51 blocks', times(51, { type: 'divider' }), '/blocks', 'too_many_items'],
    ['an unknown block', [{ type: 'headline' }], '/blocks/0/type', 'unsupported_type'],
    ['a block for modals', [{ type: 'alert', text: text('x') }], '/blocks/0/type', 'unsupported_type'],
    ['an unknown field', [{ type: 'divider', color: 'red' }], '/blocks/0', 'unknown_field'],
    ['a header without text', [{ type: 'header' }], '/blocks/0', 'missing_field'],
    ['an empty header', [{ type: 'header', text: text('') }], '/blocks/0/text/text', 'too_short'],
    ['a long header', [{ type: 'header', text: text(x(151)) }], '/blocks/0/text/text', 'too_long'],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      '/blocks/0/text/type',
      'invalid_value',
    ],
    ['a section of nothing', [{ type: 'section' }], '/blocks/0', 'invalid_combination'],
    ['a long section', [{ type: 'section', text: text(x(3001)) }], '/blocks/0/text/text', 'too_long'],
    [
      'eleven fields',
      [{ type: 'section', fields: times(11, text('x')) }],
      '/blocks/0/fields',
      'too_many_items',
    ],
    ['a long field', [{ type: 'section', fields: [text(x(2001))] }], '/blocks/0/fields/0/text', 'too_long'],
    ['an empty context', [{ type: 'context', elements: [] }], '/blocks/0/elements', 'too_few_items'],
    [
      'eleven context elements',
      [{ type: 'context', elements: times(11, text('x')) }],
      '/blocks/0/elements',
      'too_many_items',
    ],
    [
      'a button in a context',
      [{ type: 'context', elements: [button('x')] }],
      '/blocks/0/elements/0/type',
      'unsupported_type',
    ],
    [
      '26 buttons',
      [{ type: 'actions', elements: times(26, button('x')) }],
      '/blocks/0/elements',
      'too_many_items',
    ],
    [
      'a long button',
      [{ type: 'actions', elements: [button(x(76))] }],
      '/blocks/0/elements/0/text/text',
      'too_long',
    ],
    [
      'a long value',
      [{ type: 'actions', elements: [{ ...button('x'), value: x(2001) }] }],
      '/blocks/0/elements/0/value',
      'too_long',
    ],
    [
      'an empty value',
      [{ type: 'actions', elements: [{ ...button('x'), value: '' }] }],
      '/blocks/0/elements/0/value',
      'too_short',
    ],
    [
      'one action id twice',
      [{ type: 'actions', elements: [button('x', 'a'), button('y', 'a')] }],
      '/blocks/0',
      'duplicate_id',
    ],
    [
      'a menu of 101',
      [{ type: 'actions', elements: [{ type: 'static_select', options: times(101, option('x', 'y')) }] }],
      '/blocks/0/elements/0/options',
      'too_many_items',
    ],
    [
      'a menu of nothing',
      [{ type: 'actions', elements: [{ type: 'static_select' }] }],
      '/blocks/0/elements/0',
      'invalid_combination',
    ],
    [
      'a long option value',
      [{ type: 'actions', elements: [{ type: 'static_select', options: [option('x', x(151))] }] }],
      '/blocks/0/elements/0/options/0/value',
      'too_long',
    ],
    [
      'two tables',
      times(2, { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }),
      '/blocks',
      'too_many_items',
    ],
    [
      'a wide table',
      [{ type: 'table', rows: [times(21, { type: 'raw_text', text: 'x' })] }],
      '/blocks/0/rows/0',
      'too_many_items',
    ],
    ['too much markdown', times(2, { type: 'markdown', text: x(7000) }), '/blocks', 'too_long'],
    ['empty rich text', [richText()], '/blocks/0/elements', 'too_few_items'],
    [
      'an empty text in rich text',
      [richText({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
      '/blocks/0/elements/0/elements/0/text',
      'too_short',
    ],
    [
      'a mention in preformatted text',
      [richText({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] })],
      '/blocks/0/elements/0/elements/0/type',
      'unsupported_type',
    ],
    [
      'a container without a title',
      [{ type: 'container', child_blocks: [{ type: 'divider' }] }],
      '/blocks/0',
      'invalid_combination',
    ],
    [
      'a container in a container',
      [
        {
          type: 'container',
          title: text('x'),
          child_blocks: [{ type: 'container', title: text('y'), child_blocks: [] }],
        },
      ],
      '/blocks/0/child_blocks/0/type',
      'unsupported_type',
    ],
    ['an empty card', [{ type: 'card' }], '/blocks/0', 'invalid_combination'],
    [
      'an image without words',
      [{ type: 'image', image_url: 'https://x.example/y.png' }],
      '/blocks/0',
      'missing_field',
    ],
  ])('%s', (_name, blocks, pointer, code) => {
    expect(blockViolations(blocks, 'message')).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  test('nothing of what it takes', () => {
    const all = [
      { type: 'header', text: text(x(150)) },
      { type: 'section', text: { type: 'mrkdwn', text: '*x*', verbatim: true }, accessory: button('x', 'a') },
      { type: 'section', fields: times(10, text(x(2000))) },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'x' }] },
      {
        type: 'actions',
        elements: [button('x', 'a'), { type: 'static_select', options: [option('x', 'y')] }],
      },
      richText(
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { bold: true } }] },
        { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [] }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: '```' }] },
      ),
      { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]], column_settings: [{ align: 'right' }] },
      {
        type: 'container',
        title: text('x'),
        is_collapsible: true,
        default_collapsed: true,
        child_blocks: [{ type: 'divider' }],
      },
      {
        type: 'plan',
        title: 'x',
        tasks: [{ type: 'task_card', task_id: 't', title: 'y', status: 'complete' }],
      },
      { type: 'image', image_url: 'https://x.example/y.png', alt_text: 'x' },
    ];
    expect(blockViolations(all, 'message')).toEqual([]);
  });
});

describe('what Slack refuses of a view', () => {
  const modal = { type: 'modal', title: text('x'), blocks: [{ type: 'divider' }] };

  test.each<[string, unknown, string]>([
    [
      'a message block',
      { ...modal, blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }] },
      '/view/blocks/0/type',
    ],
    ['no title', { type: 'modal', blocks: modal.blocks }, '/view'],
    ['a long title', { ...modal, title: text(x(25)) }, '/view/title/text'],
    ['long metadata', { ...modal, private_metadata: x(3001) }, '/view/private_metadata'],
    ['no blocks', { ...modal, blocks: [] }, '/view/blocks'],
    [
      'an input without submit',
      { ...modal, blocks: [{ type: 'input', label: text('x'), element: { type: 'plain_text_input' } }] },
      '/view',
    ],
  ])('%s', (_name, view, pointer) => {
    expect(viewViolations(view).map((each) => each.pointer)).toContain(pointer);
  });

  test('nothing of a good one', () => {
    expect(viewViolations(modal)).toEqual([]);
    expect(viewViolations({ type: 'home', blocks: times(100, { type: 'divider' }) })).toEqual([]);
  });
});

test('whatever is sent is judged, not stumbled over', () => {
  const types = fc.constantFrom(
    'section',
    'actions',
    'rich_text',
    'table',
    'container',
    'input',
    '__proto__',
    'toString',
  );
  const block = fc.record({
    type: types,
    text: fc.jsonValue(),
    elements: fc.jsonValue(),
    rows: fc.jsonValue(),
    element: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.oneof(block, fc.jsonValue()))), (value) => {
      expect(Array.isArray(blockViolations(value, 'message'))).toBe(true);
      expect(viewViolations({ type: 'modal', blocks: value })).not.toEqual([]);
    }),
  );
});

describe('what Slack takes, and a strict reader may forget', () => {
  const pie = (segments: unknown) => ({
    type: 'data_visualization',
    title: 'Failures',
    chart: { type: 'pie', segments },
  });
  const lines = (series: unknown, categories: unknown = ['Mon']) => ({
    type: 'data_visualization',
    title: 'Failures',
    chart: { type: 'line', series, axis_config: { categories } },
  });
  const point = { label: 'Mon', value: 3 };

  test.each<[string, Record<string, unknown>]>([
    ['a header of 150 emoji', { type: 'header', text: { type: 'plain_text', text: '🚀'.repeat(150) } }],
    [
      'a card’s icon',
      { type: 'card', title: { type: 'mrkdwn', text: 'x' }, slack_icon: { type: 'icon', name: 'bot' } },
    ],
    ['a pie chart', pie([{ label: 'pull', value: 4 }])],
    ['a line chart', lines([{ name: 'builds', data: [point] }])],
    [
      'a plan whose tasks name no type',
      { type: 'plan', title: 'Steps', tasks: [{ task_id: 'a', title: 'Look', status: 'complete' }] },
    ],
    [
      'a list with a border of three pixels',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_list',
            style: 'ordered',
            border: 3,
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
          },
        ],
      },
    ],
  ])('%s', (_name, block) => expect(blockViolations([block], 'message')).toEqual([]));

  test('one block_id twice in a message, though not in a view', () => {
    const twice = [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ];
    expect(blockViolations(twice, 'message')).toEqual([]);
    expect(blockViolations(twice, 'modal')).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a header of 151 emoji', { type: 'header', text: { type: 'plain_text', text: '🚀'.repeat(151) } }],
    ['a pie without segments', pie([])],
    ['a pie of more than 12', pie(Array.from({ length: 13 }, (_, at) => ({ label: `${at}`, value: 1 })))],
    ['a segment of nothing', pie([{ label: 'pull', value: 0 }])],
    ['a chart without a series', lines([])],
    ['a series without a point', lines([{ name: 'builds', data: [] }])],
    ['a chart without categories', lines([{ name: 'builds', data: [point] }], [])],
    ['a label of 21 characters', lines([{ name: 'x'.repeat(21), data: [point] }])],
    [
      'a table with a ragged row',
      {
        type: 'table',
        rows: [
          [{ type: 'raw_text', text: 'a' }],
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_text', text: 'b' },
          ],
        ],
      },
    ],
    [
      'a table whose settings do not match',
      { type: 'table', column_settings: [{}, {}], rows: [[{ type: 'raw_text', text: 'a' }]] },
    ],
    [
      'an empty cell of a data table',
      {
        type: 'data_table',
        caption: 'x',
        rows: [[{ type: 'raw_text', text: 'a' }], [{ type: 'raw_text', text: '' }]],
      },
    ],
    [
      'a data table of more than 20,000 characters',
      {
        type: 'data_table',
        caption: 'x',
        rows: Array.from({ length: 3 }, () => [{ type: 'raw_text', text: 'x'.repeat(9000) }]),
      },
    ],
    [
      'an image by address and by file',
      { type: 'image', alt_text: 'x', image_url: 'https://a.example/b', slack_file: { id: 'F1' } },
    ],
  ])('%s is refused', (_name, block) => expect(blockViolations([block], 'message')).not.toEqual([]));
});
