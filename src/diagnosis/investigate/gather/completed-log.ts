/** A log of which the platform gave the end alone, with what stands before that in an archive. */
import type { LogExcerpt } from '../../model/platform';

/** So many lines in a row show where the end begins. */
const OVERLAP = 20;

/**
 * Each log that is cut, with its beginning where the archive has it. An archive keeps the lines of all containers of a
 * pod together: those that another container wrote are left out.
 */
export function completed(
  own: readonly LogExcerpt[],
  archived: readonly LogExcerpt[],
): readonly LogExcerpt[] {
  return own.map((log) => {
    const kept = archived.find(({ pod }) => pod === log.pod);
    if (!log.truncated || !kept) return log;
    const head = linesBefore(log.text, kept.text);
    if (!head) return log;
    const others = new Set(
      own.filter((one) => one.pod === log.pod && one !== log).flatMap(({ text }) => text.split('\n')),
    );
    const before = head.filter((line) => !others.has(line));
    return {
      ...log,
      text: [...before, log.text].join('\n'),
      // What the archive left out stood before what it gave.
      truncated: kept.truncated,
    };
  });
}

/** The lines of `whole` that stand before `end` begins; undefined where that is not found. */
function linesBefore(end: string, whole: string): readonly string[] | undefined {
  const wanted = end.trimEnd().split('\n').map(bare).slice(0, OVERLAP);
  const lines = whole.split('\n');
  // The first line may have lost its beginning to a limit of bytes.
  for (const from of [0, 1]) {
    const some = wanted.slice(from);
    if (some.length === 0) continue;
    const at = lines.findIndex((_, index) =>
      some.every((line, offset) => bare(lines[index + offset] ?? '') === line),
    );
    if (at >= from) return lines.slice(0, at - from);
  }
  return undefined;
}

const bare = (line: string): string => line.trimEnd();
