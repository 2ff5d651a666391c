/** Files of settings in YAML or JSON: what is wrong with one is told with its line. */
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** What a text holds, or what is wrong with it: a sentence each, with its line. Never throws. */
export function readLined<S extends z.ZodType>(
  text: string,
  schema: S,
  /** What an empty file needs, for example `rules:`. */
  needs: string,
): { readonly value: z.output<S> } | { readonly mistakes: readonly string[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    return {
      mistakes: document.errors.slice(0, 10).map(({ pos, message }) => {
        const [reason = message] = message.split('\n');
        return `line ${lines.linePos(pos[0]).line}: ${reason.replace(/ at line \d+, column \d+:?$/, '')}`;
      }),
    };
  }
  if (document.contents === null) return { mistakes: [`the file is empty: it needs “${needs}”`] };
  let held: unknown;
  try {
    held = document.toJS({ maxAliasCount: 100 });
  } catch {
    return { mistakes: ['the file repeats itself too often (aliases)'] };
  }
  const parsed = schema.safeParse(held);
  if (parsed.success) return { value: parsed.data };
  const lineOf = (path: readonly PropertyKey[]): number => {
    // Of what is missing, the line of what should hold it.
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length) as (string | number)[], true) as
        | { range?: number[] }
        | undefined;
      if (node?.range?.[0] !== undefined) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return {
    mistakes: flat(parsed.error.issues)
      .slice(0, 20)
      .map(({ path, message }) => {
        const where = path
          .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
          .join('');
        return `line ${lineOf(path)}: ${where.replace(/^\./, '') || 'the file'}: ${message}`;
      }),
  };
}

type Issue = z.core.$ZodIssue;

/** Of a choice, the mistakes of the branch that was meant: of a list, those of its elements. */
function flat(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const deeper = issue.errors.flat().filter(({ path }) => path.length > 0);
    return deeper.length > 0
      ? deeper.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
      : [issue];
  });
}
