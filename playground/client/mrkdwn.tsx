/** Slack's markup as elements. Text becomes text nodes only: nothing that somebody wrote is ever read as HTML. */
import type { ComponentChildren } from 'preact';
import { current, decoded } from './store';

const pattern =
  /```\n?([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]*[^_\s])_(?![\w_])|(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])/g;

export function Mrkdwn({ text }: { readonly text: string }) {
  const lines: ComponentChildren[] = [];
  // Quotes are whole lines; everything else may stand within one.
  for (const part of text.split(/((?:^|\n)(?:&gt;|>)[^\n]*)/)) {
    const quote = /^\n?(?:&gt;|>) ?([^\n]*)$/.exec(part);
    if (quote) lines.push(<blockquote>{spans(quote[1] ?? '')}</blockquote>);
    else if (part) lines.push(...spans(part));
  }
  return <span class="mrkdwn">{lines}</span>;
}

function spans(text: string): ComponentChildren[] {
  const found: ComponentChildren[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) found.push(decoded(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const [, fence, code, inside, bold, italic, strike] = match;
    if (fence !== undefined) found.push(<pre>{decoded(fence)}</pre>);
    else if (code !== undefined) found.push(<code>{decoded(code)}</code>);
    else if (inside !== undefined) found.push(reference(inside));
    else if (bold !== undefined) found.push(<b>{spans(bold)}</b>);
    else if (italic !== undefined) found.push(<i>{spans(italic)}</i>);
    else if (strike !== undefined) found.push(<s>{spans(strike)}</s>);
  }
  if (from < text.length) found.push(decoded(text.slice(from)));
  return found;
}

/** What stands between angle brackets: a date, a mention, a link. */
function reference(inside: string): ComponentChildren {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : decoded(inside.slice(bar + 1));
  const date = /^!date\^(\d+)\^([^^]+)/.exec(target);
  if (date) return <DateText seconds={Number(date[1])} format={date[2] ?? ''} />;
  if (target.startsWith('@')) return <Mention>{`@${label ?? userName(target.slice(1))}`}</Mention>;
  if (target.startsWith('#')) return <Mention>{`#${label ?? channelName(target.slice(1))}`}</Mention>;
  const group = /^!subteam\^([A-Z0-9]+)$/.exec(target)?.[1];
  if (group) return <Mention>{label ?? `@${groupHandle(group)}`}</Mention>;
  if (target.startsWith('!')) return <Mention>{label ?? `@${target.slice(1)}`}</Mention>;
  return <Link url={decoded(target)}>{label ?? decoded(target).replace(/^mailto:/, '')}</Link>;
}

/** A link where the address is one that may be followed, plain text otherwise. */
export function Link({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

export function Mention({ children }: { readonly children: ComponentChildren }) {
  return <span class="mention">{children}</span>;
}

export function DateText({ seconds, format }: { readonly seconds: number; readonly format: string }) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return <>{format}</>;
  const text = format.replace(/\{(\w+)\}/g, (whole, name: string) => datePart(at, name) ?? whole);
  return <time dateTime={at.toISOString()}>{text}</time>;
}

function datePart(at: Date, name: string): string | undefined {
  const day = (options: Intl.DateTimeFormatOptions) => at.toLocaleDateString('en', options);
  const days = Math.floor((startOfDay(new Date()) - startOfDay(at)) / 86_400_000);
  const near = name.endsWith('_pretty') ? [`today`, `yesterday`][days] : undefined;
  switch (name.replace(/_pretty$/, '')) {
    case 'date':
      return near ?? day({ month: 'long', day: 'numeric', year: 'numeric' });
    case 'date_short':
      return near ?? day({ month: 'short', day: 'numeric', year: 'numeric' });
    case 'date_long':
      return near ?? day({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
    case 'date_num':
      return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
    case 'time':
      return at.toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit' });
    case 'time_secs':
      return at.toLocaleTimeString('en', { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    default:
      return undefined;
  }
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

export function userName(id: string): string {
  return current().snapshot?.users.find((user) => user.id === id)?.name ?? id;
}

function groupHandle(id: string): string {
  return current().snapshot?.groups[id] ?? id;
}

export function channelName(id: string): string {
  return current().snapshot?.channels.find((channel) => channel.id === id)?.name ?? id;
}
