import fc from 'fast-check';
import { renderMessage } from '../../src/cli/terminal';
import { reportCard } from '../../src/slack/cards/report';
import { failedApp } from '../support/reports';

const esc = '\u001b';

function draw(...blocks: unknown[]): string[] {
  return renderMessage({ blocks }, { width: 60 }).split('\n').slice(1, -2);
}

describe('a message in a terminal', () => {
  test('shows headers, text, fields, lists and buttons', () => {
    expect(
      draw(
        { type: 'header', text: { type: 'plain_text', text: '❌ App failed' } },
        {
          type: 'section',
          text: { type: 'mrkdwn', text: '*bold* `a &lt; b` <https://x.example|docs> <!date^1^{time}|10:11>' },
          fields: [
            { type: 'mrkdwn', text: '*Image*\n`icr.io/a`' },
            { type: 'mrkdwn', text: '*Port*\n`8080`' },
          ],
        },
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'Fix', style: { bold: true } }] },
            {
              type: 'rich_text_preformatted',
              elements: [{ type: 'text', text: 'ibmcloud ce app update\n--name x' }],
            },
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
            },
          ],
        },
        { type: 'divider' },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { type: 'plain_text', text: 'Check again' }, action_id: 'a' },
            {
              type: 'static_select',
              placeholder: { type: 'plain_text', text: 'Choose' },
              options: [{ text: { type: 'plain_text', text: 'App x' }, value: 'x' }],
            },
          ],
        },
      ),
    ).toEqual([
      '│ ❌ App failed',
      '│',
      '│ bold a < b docs (https://x.example) 10:11',
      '│ Image                         Port',
      '│ icr.io/a                      8080',
      '│',
      '│ Fix',
      '│     ibmcloud ce app update',
      '│     --name x',
      '│ • one',
      `│ ${'─'.repeat(58)}`,
      '│',
      '│ [ Check again ]  [ Choose ▾ ] App x',
    ]);
  });

  test('keeps the spaces between words wherever a line is full', () => {
    const words = Array.from({ length: 40 }, (_, n) => 'x'.repeat((n * 7) % 12 || 1));
    const text = words.join('   ');
    const lines = draw({ type: 'section', text: { type: 'plain_text', text } });
    expect(lines.join(' ').replaceAll('│', ' ').trim().split(/\s+/)).toEqual(words);
  });

  test('shows tables with their columns in line', () => {
    const row = (...cells: string[]) => cells.map((text) => ({ type: 'raw_text', text }));
    expect(
      draw({ type: 'table', rows: [row('Step', 'State'), row('fetch', 'done'), row('build', '失敗')] }),
    ).toEqual(['│ Step  │ State', '│ ──────┼──────', '│ fetch │ done', '│ build │ 失敗']);
  });

  test('falls back to the text of a message without blocks', () => {
    expect(renderMessage({ text: 'a &amp; *b*' })).toContain('│ a & b\n');
  });

  test('uses bold and colours only when they are wanted', () => {
    const card = reportCard(failedApp());
    expect(renderMessage(card)).not.toContain(esc);
    expect(renderMessage(card, { color: true })).toContain(`${esc}[1m`);
  });

  test('never lets a text drive the terminal, and keeps within the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 40, max: 120 }),
        (text, width) => {
          const hostile = `${text}${esc}]0;title\u0007${esc}[2J\u009b31m`;
          const drawn = renderMessage(
            {
              blocks: [
                { type: 'section', text: { type: 'mrkdwn', text: hostile } },
                {
                  type: 'rich_text',
                  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: hostile }] }],
                },
                { type: 'table', rows: [[{ type: 'raw_text', text: hostile }]] },
                {
                  type: 'actions',
                  elements: [{ type: 'button', text: { type: 'plain_text', text: hostile } }],
                },
                { type: hostile },
              ],
            },
            { width, title: hostile },
          );
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
          expect(drawn).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
          for (const line of drawn.split('\n')) {
            const visible = [...line].filter((each) => !/\p{Mark}|[\u200b-\u200f]/u.test(each));
            expect(visible.length).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  describe('for a person who copies', () => {
    const bare = (...blocks: unknown[]) => renderMessage({ blocks }, { width: 40, bare: true });
    const address =
      'https://github.com/example/shop-api/blob/0a1b2c3d4e5f60718293a4b5c6d7e8f901234567/Dockerfile#L7';

    test('an address stands whole, whatever the width', () => {
      const text = `Dockerfile line 7 <${address}|at the git host>, and more words behind it`;
      expect(bare({ type: 'context', elements: [{ type: 'mrkdwn', text }] })).toContain(address);
      const elements = [{ type: 'text', text: `Proven by the source check of ${address}.` }];
      expect(bare({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })).toContain(
        address,
      );
    });

    test('names that two columns would break stand one below the other', () => {
      const field = (label: string, value: string) => ({ type: 'mrkdwn', text: `*${label}*\n\`${value}\`` });
      const secret = 'ce-auto-icr-private-eu-de-of-the-shop';
      const drawn = bare({
        type: 'section',
        fields: [field('Registry secret', secret), field('Port', '8080')],
      });
      expect(drawn.split('\n')).toContain(secret);
      const short = bare({ type: 'section', fields: [field('Image', 'icr.io/a'), field('Port', '8080')] });
      expect(short).toMatch(/^icr\.io\/a +8080$/m);
    });

    test('a button that nobody can press is not drawn', () => {
      const accessory = { type: 'button', text: { type: 'plain_text', text: 'Why?' } };
      const text = { type: 'mrkdwn', text: 'Build failed' };
      expect(bare({ type: 'section', text, accessory })).toBe('Build failed\n');
    });

    test('a bracket stays with the name in it', () => {
      const text = { type: 'mrkdwn', text: 'There is no such app in the project (`eu-de`).' };
      expect(bare({ type: 'section', text })).toContain('\n(eu-de).');
    });
  });
});
