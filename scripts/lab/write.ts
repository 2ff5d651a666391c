import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabText, Tool } from './case';
import { setFolder } from './places';
import type { Result } from './runner';

/** What two versions of a tool say in the same words is one text; digits that only count or measure do not part them. */
const words = (text: string) => text.replace(/[\da-f]{7,}|\d+/g, '#');

/** Writes one file a tool, without doubles, sorted by id; gives back what was written. */
export function writeSet(tools: readonly Tool[], results: readonly Result[]): readonly LabText[] {
  mkdirSync(setFolder, { recursive: true });
  return tools.flatMap((tool) => {
    const texts = results.flatMap(({ text }) => (text && text.tool === tool.name ? [text] : []));
    texts.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    const seen = new Set<string>();
    const kept = texts.filter(({ text }) => !seen.has(words(text)) && seen.add(words(text)));
    if (kept.length === 0) return [];
    writeFileSync(
      join(setFolder, `${tool.name}.jsonl`),
      kept.map((text) => `${JSON.stringify(text)}\n`).join(''),
    );
    return kept;
  });
}
