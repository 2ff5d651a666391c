/** Channels, people and user groups that rules name and Slack does not know: a rule holds for none of them. */
import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Rules } from './policy';

/** People and channels that are asked for; Slack answers some fifty of each a minute. */
const MOST_ASKED = 40;

/** Slack's words for what it does not know. Source: Slack's pages of the three methods. */
const unknownWords: ReadonlySet<string> = new Set([
  'channel_not_found',
  'user_not_found',
  'user_not_visible',
]);

export class UnknownNames {
  #last:
    | { readonly rules: Rules; readonly text: string; readonly words: Promise<readonly string[]> }
    | undefined;

  constructor(
    private readonly client: () => Promise<WebClient>,
    private readonly logger: Pick<Logger, 'warn' | 'error'>,
  ) {}

  /**
   * A sentence for each; asked and logged once for the same rules. What Slack does not tell counts as known. Never
   * rejects.
   */
  of(rules: Rules): Promise<readonly string[]> {
    if (this.#last?.rules === rules) return this.#last.words;
    // Rules in the database are read anew every two seconds.
    const text = JSON.stringify(rules);
    const words = this.#last?.text === text ? this.#last.words : this.#ask(rules);
    this.#last = { rules, text, words };
    return words;
  }

  async #ask(rules: Rules): Promise<readonly string[]> {
    const seeing = new Set(rules.rules.flatMap(({ see }) => see));
    const all = new Set([
      ...rules.admins,
      ...rules.rules.flatMap(({ see, act }) => [see, act ?? []].flat(2)),
    ]);
    all.delete('everyone');
    const isGroup = (id: string) => id.startsWith('S');
    const groups = [...all].filter(isGroup);
    const unknown = new Set(groups.length > 0 ? await this.#unknownGroups(groups) : []);
    // One after the other: answers to people are not to wait behind them.
    const others = [...all].filter((id) => !isGroup(id)).slice(0, MOST_ASKED);
    for (const id of others) if (await this.#isUnknown(id)) unknown.add(id);
    const words = [...unknown].map(wordsFor);
    for (const each of words) this.logger.warn(`the access rules name ${each}`);
    if (seeing.size > 0 && [...seeing].every((id) => unknown.has(id))) {
      this.logger.error('no access rule lets anybody in: only administrators of the workspace get in');
    }
    return words;
  }

  /** One call tells of all. */
  async #unknownGroups(groups: readonly string[]): Promise<readonly string[]> {
    try {
      const { usergroups = [] } = await (await this.client()).usergroups.list({ include_disabled: true });
      return groups.filter((id) => !usergroups.some((each) => each.id === id));
    } catch {
      return [];
    }
  }

  async #isUnknown(id: string): Promise<boolean> {
    try {
      const client = await this.client();
      if (/^[CDG]/.test(id)) await client.conversations.info({ channel: id });
      else return (await client.users.info({ user: id })).user?.deleted === true;
      return false;
    } catch (error) {
      return error instanceof WebAPIPlatformError && unknownWords.has(error.data.error);
    }
  }
}

function wordsFor(id: string): string {
  if (/^[CDG]/.test(id))
    return `${id}, a channel that Slack does not show the bot: there is none, or it is private and the bot is not in it`;
  return id.startsWith('S')
    ? `${id}, a user group that there is not`
    : `${id}, a person who is not in the workspace`;
}
