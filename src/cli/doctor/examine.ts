/** Runs checks side by side, and tells of them in their order. */
import type { Masker } from '../../diagnosis/model/secrets';
import type { CliOptions } from '../options';
import type { Check, Context } from './check';
import { type Result, renderDoctor, renderTitle } from './render';

export interface Examining extends CliOptions {
  readonly stdout: NodeJS.WritableStream;
  readonly masker: Masker;
}

/** Resolves to the exit code (1: something failed), and to how many checks passed, failed and were skipped. */
export async function examine(
  checks: readonly Check[],
  context: Context,
  { stdout, masker, ...options }: Examining,
): Promise<{ readonly code: number; readonly counts: Readonly<Record<string, string>> }> {
  const running = checks.map(async (check): Promise<readonly Result[]> => {
    const outcomes = [await check.run(context)].flat();
    return outcomes.map((outcome) => ({ name: check.name, ...outcome }));
  });
  // One that fails before its turn to be told is told in its turn.
  for (const each of running) each.catch(() => undefined);
  const nameColumns = 2 + Math.max(...checks.map(({ name }) => name.length));
  const results: Result[] = [];
  for (const [at, each] of running.entries()) {
    const own = await each;
    results.push(...own);
    if (options.json) continue;
    const part = checks[at]?.part;
    if (part && part !== checks[at - 1]?.part) {
      stdout.write(`${at > 0 ? '\n' : ''}${renderTitle(part, options)}`);
    }
    stdout.write(masker.mask(renderDoctor(own, { ...options, nameColumns })));
  }
  const count = (wanted: Result['state']) => results.filter(({ state }) => state === wanted).length;
  const failures = count('failed');
  if (options.json) {
    const all = { ok: failures === 0, checks: results };
    stdout.write(`${masker.mask(JSON.stringify(all, undefined, 2))}\n`);
  } else {
    const words = failures === 1 ? '1 check' : `${failures} checks`;
    stdout.write(failures === 0 ? '\nNothing failed.\n' : `\n${words} failed.\n`);
  }
  const counts = {
    passed: String(count('passed')),
    failed: String(failures),
    skipped: String(count('skipped')),
  };
  return { code: failures === 0 ? 0 : 1, counts };
}
