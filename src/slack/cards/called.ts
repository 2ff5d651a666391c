/** Whom a message calls: mentioned, which Slack makes a sound of, or only named. */
import type { Called } from '../../alerts';
import { type Card, context, header, section } from './blocks';
import { code, escapeMrkdwn, line } from './text';

/** What somebody is called; undefined when that is not known. */
export type NameOf = (id: string) => string | undefined;

/**
 * Slack's mention; mrkdwn. Nothing else than an id goes in.
 * Source: docs.slack.dev/messaging/formatting-message-text, mentions of people, groups and channels.
 */
function mention(called: Called): string {
  if (!('id' in called)) return `<!${called.kind}>`;
  if (!/^[A-Z0-9]{1,40}$/.test(called.id)) return code(called.id, 40);
  return called.kind === 'group' ? `<!subteam^${called.id}>` : `<@${called.id}>`;
}

/** The same in words that call nobody; mrkdwn. */
export function calledName(called: Called, nameOf: NameOf = () => undefined): string {
  if (!('id' in called)) return `@${called.kind}`;
  const name = called.name ?? nameOf(called.id) ?? called.id;
  return `@${escapeMrkdwn(line(name.replace(/^@/, ''), 60))}`;
}

/** `🔔 …`, mentioned or named; undefined: nobody is called. mrkdwn. */
export function callWords(
  calls: readonly Called[] | undefined,
  mentions: boolean,
  nameOf?: NameOf,
): string | undefined {
  if (!calls || calls.length === 0) return undefined;
  return `🔔 ${calls
    .slice(0, MOST)
    .map((each) => (mentions ? mention(each) : calledName(each, nameOf)))
    .join(' ')}`;
}

/** More than these nobody reads. */
const MOST = 10;

/** Nobody is called like this: what to type instead. Only whoever may watch is told which groups there are. */
export function unknownCalledCard({
  unknown,
  near,
  groups,
}: {
  readonly unknown: string;
  readonly near?: string;
  readonly groups?: readonly string[];
}): Card {
  const word = line(unknown, 60);
  const text = `❓ Nobody is called ${word}`;
  const shown = groups?.slice(0, 12).map((handle) => code(`@${handle}`, 60));
  const more =
    groups && shown && groups.length > shown.length ? ` and ${groups.length - shown.length} more` : '';
  const words = !groups
    ? 'ce-image is not allowed to read this workspace’s user groups (scope `usergroups:read`), so it finds them by their id alone: `--notify S0123ABC`. It stands at the end of the group’s address. A person is found by `@name`.'
    : groups.length === 0
      ? 'This workspace has no user groups. A person is found by `@name`; `@here` and `@channel` work as well.'
      : `User groups here: ${shown?.join(' ')}${more}. A person is found by \`@name\`; \`@here\` and \`@channel\` work as well.`;
  return {
    text: escapeMrkdwn(text),
    blocks: [
      header(text),
      ...(near ? [section(`Did you mean ${code(`@${near}`, 60)}?`)] : []),
      section(words),
      context('Nothing was changed.'),
    ],
  };
}

/** The operator has set up no webhook of this name. */
export function unknownWebhookCard(name: string, names: readonly string[]): Card {
  const text = `❓ There is no webhook ${line(name, 40)}`;
  const words =
    names.length === 0
      ? 'None is set up. Whoever runs ce-image names webhooks in `ALERT_WEBHOOKS`.'
      : `There is ${names
          .slice(0, 20)
          .map((each) => code(each, 40))
          .join(', ')}. Whoever runs ce-image names them in \`ALERT_WEBHOOKS\`.`;
  return {
    text: escapeMrkdwn(text),
    blocks: [header(text), section(words), context('Nothing was changed.')],
  };
}
