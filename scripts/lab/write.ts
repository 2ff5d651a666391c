import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabText, Tool } from './case';
import { setFolder } from './places';
import type { Result } from './runner';

/** What two versions of a tool say in the same words is one text; digits that only count or measure do not part them. */
const words = (text: string) => text.replace(/[\da-f]{7,}|\d+/g, '#');

/** What two causes say in the same words proves neither: such texts are left out. */
function withoutContradictions(texts: readonly LabText[]): readonly LabText[] {
  const causes = new Map<string, Set<string>>();
  for (const { text, cause } of texts)
    causes.set(words(text), (causes.get(words(text)) ?? new Set()).add(cause));
  return texts.filter(({ text }) => causes.get(words(text))?.size === 1);
}

/** Writes one file a tool, without doubles, sorted by id; gives back what was written. */
export function writeSet(tools: readonly Tool[], results: readonly Result[]): readonly LabText[] {
  mkdirSync(setFolder, { recursive: true });
  const names = [...new Set(tools.map(({ name }) => name))];
  return names.flatMap((name) => {
    const texts = results.flatMap(({ text }) => (text && text.tool === name ? [text] : []));
    texts.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    const seen = new Set<string>();
    const kept = withoutContradictions(texts).filter(
      ({ text }) => !seen.has(words(text)) && seen.add(words(text)),
    );
    if (kept.length === 0) return [];
    writeFileSync(join(setFolder, `${name}.jsonl`), kept.map((text) => `${JSON.stringify(text)}\n`).join(''));
    return kept;
  });
}
