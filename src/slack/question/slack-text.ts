/** What Slack does to typed text on its way to an app, undone. */

/**
 * Turns Slack's message markup into the characters that the person typed: links show their label and, where that is
 * another text than the address, the address behind it; mentions of people and groups vanish, `&lt;` `&gt;` `&amp;` become `<` `>` `&`.
 */
export function fromSlack(text: string): string {
  return (
    withCalled(text)
      .replace(/<([^<>\n]{1,3000})>/g, (whole, inside: string) => typed(inside) ?? whole)
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replaceAll('\u00a0', ' ')
      // Hyphens that editors put into names.
      .replace(/[\u2010\u2011]/g, '-')
  );
}

/** Those that an option calls stay, by their ids: elsewhere a mention is no part of what is asked. */
function withCalled(text: string): string {
  return text.replace(
    /([-‐‑‒–—]{1,2}(?:notify|call|mention)(?:\s*=\s*|\s+))((?:<[@!][^<>\n]{1,200}>[\s,;]*)+)/gi,
    (_whole, option: string, mentions: string) => {
      const ids = [...mentions.matchAll(/<(?:@|!subteam\^|!)([A-Za-z0-9]{2,40})[^<>]*>/g)].map(
        ([, id = '']) => (/^(?:here|channel)$/.test(id) ? `@${id}` : id),
      );
      return `${option.trimEnd()}${/=\s*$/.test(option) ? '' : ' '}${ids.join(',')} `;
    },
  );
}

/** What was typed for the inside of `<…>`; undefined when Slack did not make it. */
function typed(inside: string): string | undefined {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (/^@[UW][A-Z0-9]+$/.test(target)) return '';
  if (/^#[CG][A-Z0-9]+$/.test(target)) return label;
  if (/^!(?:here|channel|everyone|subteam\^[A-Z0-9]+)$/.test(target)) return '';
  if (target.startsWith('!date^')) return label;
  if (/^https?:\/\//i.test(target)) return isOwnLabel(label, target) ? label || target : `${label} ${target}`;
  if (/^(?:mailto|tel):/i.test(target)) return label || target.slice(target.indexOf(':') + 1);
  return undefined;
}

/** Slack made a link of what was typed: the label is the address, as far as it was typed. */
function isOwnLabel(label: string, target: string): boolean {
  const bare = (text: string) =>
    text
      .replace(/^https?:\/\//i, '')
      .replace(/\/$/, '')
      .toLowerCase();
  return !label || bare(label) === bare(target);
}
