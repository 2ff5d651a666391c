/** `rich_text` blocks and what stands in them. */
import type { ComponentChildren } from 'preact';
import { asList, type Json } from './json';
import { channelName, DateText, Link, Mention, userName } from './mrkdwn';

export function RichText({ block }: { readonly block: Json }) {
  return (
    <div class="rich-text">
      {asList(block.elements).map((part) => (
        <Part part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { readonly part: Json }) {
  const inside = asList(part.elements);
  switch (part.type) {
    case 'rich_text_preformatted':
      return <pre tabIndex={0}>{inside.map(leafText).join('')}</pre>;
    case 'rich_text_quote':
      return <blockquote>{inside.map(leaf)}</blockquote>;
    case 'rich_text_list': {
      const items = inside.map((item) => <li>{asList(item.elements).map(leaf)}</li>);
      const indent = `indent-${Math.min(8, Number(part.indent) || 0)}`;
      if (part.style !== 'ordered') return <ul class={indent}>{items}</ul>;
      return (
        <ol class={indent} start={(Number(part.offset) || 0) + 1}>
          {items}
        </ol>
      );
    }
    default:
      return <p>{inside.map(leaf)}</p>;
  }
}

function leaf(element: Json): ComponentChildren {
  const style = (element.style ?? {}) as Json;
  let shown: ComponentChildren = plain(element);
  if (style.code) shown = <code>{shown}</code>;
  if (style.bold) shown = <b>{shown}</b>;
  if (style.italic) shown = <i>{shown}</i>;
  if (style.strike) shown = <s>{shown}</s>;
  if (style.underline) shown = <u>{shown}</u>;
  return shown;
}

function plain(element: Json): ComponentChildren {
  switch (element.type) {
    case 'link':
      return <Link url={String(element.url ?? '')}>{leafText(element)}</Link>;
    case 'user':
    case 'channel':
    case 'usergroup':
    case 'broadcast':
      return <Mention>{leafText(element)}</Mention>;
    case 'date':
      return <DateText seconds={Number(element.timestamp)} format={String(element.format ?? '')} />;
    default:
      return leafText(element);
  }
}

export function leafText(element: Json): string {
  switch (element.type) {
    case 'link':
      return String(element.text || element.url || '');
    case 'emoji':
      return typeof element.unicode === 'string'
        ? String.fromCodePoint(...element.unicode.split('-').map((code) => Number.parseInt(code, 16)))
        : `:${String(element.name ?? '')}:`;
    case 'user':
      return `@${userName(String(element.user_id ?? ''))}`;
    case 'channel':
      return `#${channelName(String(element.channel_id ?? ''))}`;
    case 'usergroup':
      return `@${String(element.usergroup_id ?? '')}`;
    case 'broadcast':
      return `@${String(element.range ?? '')}`;
    default:
      return String(element.text ?? '');
  }
}
