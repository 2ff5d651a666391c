/** The part of Markdown that `markdown` blocks are written in. Text becomes text nodes only. */
import type { ComponentChildren } from 'preact';
import { Link } from './mrkdwn';

export function Markdown({ text }: { readonly text: string }) {
  const blocks: ComponentChildren[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.startsWith('```')) {
      const end = lines.findIndex((each, index) => index > at && each.startsWith('```'));
      const stop = end < 0 ? lines.length : end;
      blocks.push(<pre>{lines.slice(at + 1, stop).join('\n')}</pre>);
      at = stop + 1;
    } else if (heading) {
      blocks.push(<p class="heading">{inline(heading[2] ?? '')}</p>);
      at += 1;
    } else if (/^\s*(?:[-*+]|\d+\.)\s/.test(line)) {
      const items: ComponentChildren[] = [];
      const ordered = /^\s*\d/.test(line);
      for (; /^\s*(?:[-*+]|\d+\.)\s/.test(lines[at] ?? ''); at += 1)
        items.push(<li>{inline((lines[at] ?? '').replace(/^\s*(?:[-*+]|\d+\.)\s+/, ''))}</li>);
      blocks.push(ordered ? <ol>{items}</ol> : <ul>{items}</ul>);
    } else if (/^(?:-{3,}|\*{3,})$/.test(line.trim())) {
      blocks.push(<hr />);
      at += 1;
    } else if (line.startsWith('>')) {
      blocks.push(<blockquote>{inline(line.replace(/^>\s?/, ''))}</blockquote>);
      at += 1;
    } else {
      if (line.trim()) blocks.push(<p>{inline(line)}</p>);
      at += 1;
    }
  }
  return <div class="rich-text">{blocks}</div>;
}

const pattern =
  /`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|\*\*(?=\S)(.+?)\*\*|~~(?=\S)(.+?)~~|(?<!\w)[*_](?=\S)([^*_]+)[*_](?!\w)/g;

function inline(text: string): ComponentChildren[] {
  const found: ComponentChildren[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) found.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [, code, label, url, bold, strike, italic] = match;
    if (code !== undefined) found.push(<code>{code}</code>);
    else if (label !== undefined) found.push(<Link url={url ?? ''}>{inline(label)}</Link>);
    else if (bold !== undefined) found.push(<b>{inline(bold)}</b>);
    else if (strike !== undefined) found.push(<s>{inline(strike)}</s>);
    else if (italic !== undefined) found.push(<i>{inline(italic)}</i>);
  }
  if (from < text.length) found.push(text.slice(from));
  return found;
}
