import { WebClient } from '@slack/web-api';
import type { Check } from '../check';
import { failed, passed, skipped } from '../outcome';
import { slackTrouble, withoutToken } from './error';
import { sampleCards } from './sample-cards';

/** Slack says that it has no such method for this app. */
const notOffered: ReadonlySet<string> = new Set([
  'unknown_method',
  'missing_scope',
  'not_allowed_token_type',
  'method_deprecated',
  'access_denied',
]);

/** Slack would take every kind of card. */
export const slackCards: Check = {
  part: 'slack',
  name: 'Cards',
  async run({ slack, clientOptions }) {
    if (!slack.botToken) return withoutToken(slack);
    const client = new WebClient(slack.botToken.reveal(), clientOptions());
    const refused: string[] = [];
    const samples = sampleCards();
    for (const { name, surface, blocks } of samples) {
      try {
        await client.apiCall('blocks.validate', { surface, blocks: [...blocks] });
      } catch (error) {
        const { word } = slackTrouble(error);
        if (notOffered.has(word)) return skipped(`Slack does not offer blocks.validate here (${word})`);
        if (/^HTTP|^no answer|^ratelimited|^invalid_auth|^not_authed/.test(word)) {
          return skipped(`Slack did not look at the cards (${word})`);
        }
        refused.push(`${name} (${word}${firstError(error)})`);
      }
    }
    if (refused.length === 0) return passed(`${samples.length} kinds, all taken by blocks.validate`);
    return failed(
      `Slack would not take: ${refused.join(', ')}`,
      'They arrive all the same, in plainer forms. Please report it with this line.',
    );
  },
};

function firstError(error: unknown): string {
  const { errors } = ((error as { data?: unknown }).data ?? {}) as {
    readonly errors?: readonly { readonly pointer?: string; readonly message?: string }[];
  };
  const [first] = errors ?? [];
  return first ? ` at ${first.pointer ?? '?'}: ${first.message ?? '?'}` : '';
}
