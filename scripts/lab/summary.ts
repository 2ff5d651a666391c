import type { LabText } from './case';
import type { Result } from './runner';

const count = <T>(items: readonly T[], key: (item: T) => string) => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => a.localeCompare(b)));
};

/** Texts by tool and version and by cause, and what was dropped and why; as a table or as JSON. */
export function summary(texts: readonly LabText[], results: readonly Result[], asJson: boolean): string {
  const byTool = count(texts, ({ tool, version }) => `${tool} ${version}`);
  const byCause = count(texts, ({ cause }) => cause);
  const dropped = results.flatMap(({ tool, suite, name, dropped: why }) =>
    why ? [{ case: `${tool}/${name}`, suite, why }] : [],
  );
  if (asJson) {
    const object = {
      texts: texts.length,
      byTool: Object.fromEntries(byTool),
      byCause: Object.fromEntries(byCause),
      dropped,
    };
    return JSON.stringify(object, null, 2);
  }
  const table = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, n]) => `  ${name.padEnd(40)}${String(n).padStart(5)}`).join('\n');
  const lost = dropped.map(
    ({ case: name, suite, why }) => `  ${name} on ${suite}: ${why.replace(/\n/g, '\n      ')}`,
  );
  const parts = [`${texts.length} texts`, 'by tool', table(byTool), 'by cause', table(byCause)];
  return [...parts, ...(lost.length > 0 ? ['dropped', ...lost] : [])].join('\n');
}
