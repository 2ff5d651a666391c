/** A log of which the platform gave the end alone, with what stands before that in an archive. */
import type { LogExcerpt } from '../../model/platform';

/** So many lines in a row show where the end begins. */
const OVERLAP = 20;
/** So many lines behind these are compared as well: what is written every minute fits in many places. */
const MOST_COMPARED = 1_000;
/** Shorter lines (`}`, `done`, empty ones) are written by anybody: they are no sign of another container. */
const TELLING = 12;

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
    const others = new Set(
      own
        .filter((one) => one.pod === log.pod && one !== log)
        .flatMap(({ text }) => text.split('\n').map(bare)),
    );
    const head = linesBefore(log.text, kept.text, others);
    if (!head) return log;
    const before = head.lines.filter((line) => line.length <= TELLING || !others.has(bare(line)));
    return {
      ...log,
      text: [...before, log.text].join('\n'),
      // What the archive left out stood before what it gave; what fits in several places may lack something between.
      truncated: kept.truncated || !head.certain,
    };
  });
}

interface Head {
  readonly lines: readonly string[];
  /** The end fits nowhere else. */
  readonly certain: boolean;
}

/** The lines of `whole` that stand before `end` begins; undefined where that is not found. */
function linesBefore(end: string, whole: string, others: ReadonlySet<string>): Head | undefined {
  const wanted = end.trimEnd().split('\n').map(bare);
  const lines = whole.trimEnd().split('\n').map(bare);
  // The first line may have lost its beginning to a limit of bytes.
  for (const from of [0, 1]) {
    const some = wanted.slice(from, from + MOST_COMPARED);
    const first = some.slice(0, OVERLAP);
    if (first.length === 0) continue;
    const places = lines.flatMap((_, at) =>
      at >= from && first.every((line, offset) => lines[at + offset] === line) ? [at] : [],
    );
    const fitting = places.filter((at) => fits(some, lines, at, others));
    // Lines of a container whose own log is not known may stand between.
    const chosen = fitting.length > 0 ? fitting : places;
    const at = chosen.at(-1);
    if (at !== undefined)
      return { lines: whole.split('\n').slice(0, at - from), certain: chosen.length === 1 };
  }
  return undefined;
}

/** Whether the lines follow one another from there on, as far as there are any, but for those of other containers. */
function fits(
  wanted: readonly string[],
  lines: readonly string[],
  from: number,
  others: ReadonlySet<string>,
): boolean {
  let next = 0;
  for (let at = from; at < lines.length && next < wanted.length; at += 1) {
    const line = lines[at] as string;
    if (line === wanted[next]) next += 1;
    else if (!others.has(line)) return false;
  }
  return true;
}

const bare = (line: string): string => line.trimEnd();
