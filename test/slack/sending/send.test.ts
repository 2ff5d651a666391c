import type { KnownBlock, ModalView } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Card } from '../../../src/slack/cards/blocks';
import { HALF_BUDGET, weigh } from '../../../src/slack/cards/budget';
import { reportCard } from '../../../src/slack/cards/report';
import { transcriptCard } from '../../../src/slack/cards/transcript';
import { versions, viewVersions, wordsOf } from '../../../src/slack/sending/plainer';
import { CardSender } from '../../../src/slack/sending/send';
import { TextRefused } from '../../../src/slack/sending/slack-words';
import { failedApp, failedBuild, healthy, transcript, workload } from '../../support/reports';

const refusal = (word: string, messages: readonly string[] = []) =>
  new WebAPIPlatformError({ ok: false, error: word, response_metadata: { messages: [...messages] } });

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const card: Card = {
  text: '❌ Build shop-api failed',
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: '❌ Build shop-api failed' } },
    section('No Dockerfile at this path.'),
    section('x'.repeat(2900)),
    section('y'.repeat(2900)),
    section('z'.repeat(2900)),
    {
      type: 'container',
      title: { type: 'plain_text', text: 'What was seen' },
      child_blocks: [{ type: 'divider' }],
    },
  ],
};

describe('a card in plainer versions', () => {
  test('first without what is folded, then half, then the words, then bare text', () => {
    const all = [...versions(card)];
    expect(all.map(({ plainness }) => plainness)).toEqual(['whole', 'unfolded', 'half', 'headline', 'text']);
    expect(all[2]?.blocks.length).toBeGreaterThan(1);
    expect(weigh(all[2]?.blocks ?? [])).toBeLessThanOrEqual(HALF_BUDGET);
    expect(all[4]).toMatchObject({
      blocks: [],
      text: expect.stringContaining('No Dockerfile at this path.'),
    });
  });

  test('of a workspace that does not fold has what was seen behind the button Details', () => {
    const whole = reportCard(failedBuild());
    const [first] = [...versions(whole, false)];
    expect(first?.plainness).toBe('unfolded');
    expect(first?.blocks.some(({ type }) => type === 'container')).toBe(false);
    const buttons = (first?.blocks ?? []).flatMap((block) =>
      block.type === 'actions' ? block.elements : [],
    );
    expect(buttons).toContainEqual(
      expect.objectContaining({ action_id: 'show_details', value: expect.stringContaining('shop-api') }),
    );
    // Everything that stood open stands as before.
    const open = whole.blocks.filter(({ type }) => type !== 'container' && type !== 'actions');
    for (const block of open) expect(first?.blocks).toContainEqual(block);
    expect(first?.blocks.length).toBeLessThanOrEqual(whole.blocks.length);
  });

  test('of such a workspace that names nothing to ask again shows what was folded, and loses nothing', () => {
    const { text, blocks } = reportCard(failedBuild());
    const whole = { text, blocks: blocks.filter(({ type }) => type !== 'actions') };
    const [first] = [...versions(whole, false)];
    expect(first?.plainness).toBe('unfolded');
    expect(first?.blocks.some(({ type }) => type === 'container')).toBe(false);
    const opened = whole.blocks.flatMap((block) =>
      block.type === 'container' ? block.child_blocks : [block],
    );
    expect(first?.blocks).toEqual(opened);
  });

  test('gives life to nothing that was only a word, and keeps what the card calls and dates', () => {
    const live = '<!channel> <@U0ADA> <https://evil.example|click> &amp; <!here>';
    const escaped =
      '&lt;!channel&gt; &lt;@U0ADA&gt; &lt;https://evil.example|click&gt; &amp;amp; &lt;!here&gt;';
    const foreign: Card = {
      text: 'headline',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: live } },
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: live }] }],
        },
        section('🔔 <!subteam^S0ONCALL> since <!date^1764000000^{date}|2025-11-24>'),
      ],
    };
    const plain = [...versions(foreign)].filter(
      ({ plainness }) => plainness === 'headline' || plainness === 'text',
    );
    expect(plain).toHaveLength(2);
    for (const { plainness, text, blocks } of plain) {
      const said = plainness === 'text' ? text : JSON.stringify(blocks);
      expect(said.split(escaped)).toHaveLength(3);
      expect(said).not.toMatch(/<!channel>|<@U0ADA>|<https:|<!here>/);
      expect(said).toContain('<!subteam^S0ONCALL> since <!date^1764000000^{date}|2025-11-24>');
    }
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: live },
      blocks: foreign.blocks,
    } as const;
    for (const each of [view, { ...view, blocks: [] }] as ModalView[]) {
      const last = [...viewVersions(each)].at(-1)?.view.blocks;
      expect(JSON.stringify(last)).not.toMatch(/<!channel>|<@U0ADA>|<https:|<!here>/);
      expect(JSON.stringify(last)).toContain('&lt;!channel&gt;');
    }
  });

  test.each<[string, Card]>([
    ['a failed app', reportCard(failedApp())],
    ['a failed build', reportCard(failedBuild())],
    ['what is well', reportCard(healthy())],
    ['a log', transcriptCard('logs', workload('app', 'shop-api'), transcript(400))],
  ])('%s says its first line in every version', (_name, each) => {
    for (const { plainness, text, blocks } of versions(each)) {
      expect(text.length).toBeGreaterThan(0);
      if (plainness !== 'text') expect(blocks.length).toBeGreaterThan(0);
      if (plainness === 'headline') expect(wordsOf(blocks).join()).toContain(each.text.slice(0, 40));
    }
  });
});

describe('sending', () => {
  const sender = (warnings: string[] = []) => new CardSender({ warn: (text) => warnings.push(text) });

  test.each([0, 1, 2, 3, 4])('a card that is refused %i times for its blocks arrives', async (times) => {
    let left = times;
    const arrived = await sender().send(card, async (content) => {
      if (left-- > 0) throw refusal('invalid_blocks');
      return content;
    });
    expect(JSON.stringify(arrived)).toContain('shop-api failed');
  });

  test('what Slack said of the blocks is logged', async () => {
    const warnings: string[] = [];
    let first = true;
    await sender(warnings).send(card, async () => {
      if (!first) return;
      first = false;
      throw refusal('invalid_blocks', ['[ERROR] unsupported type: container [json-pointer:/blocks/5]']);
    });
    expect(warnings.join('\n')).toContain('unsupported type: container [json-pointer:/blocks/5]');
  });

  test('a workspace that takes no folded blocks is asked once', async () => {
    const folded: boolean[] = [];
    const one = sender();
    for (let at = 0; at < 2; at += 1) {
      await one.send(card, async ({ blocks }) => {
        const has = blocks.some(({ type }) => type === 'container');
        folded.push(has);
        if (has) throw refusal('invalid_blocks');
      });
    }
    expect(folded).toEqual([true, false, false]);
  });

  test('other trouble is not taken for a refusal', async () => {
    let tries = 0;
    await expect(
      sender().send(card, async () => {
        tries += 1;
        throw refusal('channel_not_found');
      }),
    ).rejects.toThrow('channel_not_found');
    expect(tries).toBe(1);
  });

  test('a card that is refused even as text rejects with Slack’s word', async () => {
    await expect(
      sender().send(card, async () => {
        throw refusal('msg_too_long');
      }),
    ).rejects.toMatchObject({ data: { error: 'msg_too_long' } });
  });

  test.each(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'])(
    'bare text has no blocks: that it is refused with %s is Slack’s own trouble',
    async (word) => {
      await expect(
        sender().send(card, async () => {
          throw refusal(word);
        }),
      ).rejects.toThrow(new TextRefused(word));
    },
  );
});
