/** Functions. */
import type { Evidence } from '../../model/evidence';
import { present } from '../../model/present';
import type { Candidate, Side } from '../candidate';
import { checked, registryOf } from './rule';

/** The runtime is deprecated, or no longer offered. */
export function unsupportedRuntime(evidence: Evidence, side: Side): readonly Candidate[] {
  const runtime = present(evidence.function)?.runtime;
  const offered = present(evidence.functionRuntimes);
  if (side !== 'run' || !runtime || !offered?.length) return [];
  const found = offered.find(({ id }) => id === runtime);
  if (found && !found.deprecated) return [];
  const names = offered.filter(({ deprecated }) => !deprecated).map(({ id }) => id);
  return checked(
    'function-runtime-unsupported',
    `The runtime ${runtime} is ${found ? 'deprecated' : 'not offered any more'}; offered are ${names.join(', ')}.`,
    'function runtimes',
    { captured: { runtime: successor(runtime, names) ?? '' }, advisory: found !== undefined },
  );
}

/** The newest runtime of the same language: of `nodejs-16` among `nodejs-22`, `nodejs-24`, `python-3.13` the second. */
function successor(runtime: string, offered: readonly string[]): string | undefined {
  const language = (id: string) => id.replace(/-?[\d.]{1,10}$/, '');
  return offered
    .filter((id) => language(id) === language(runtime))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0];
}

/** A function's code bundle that the registry does not give out. */
export function functionBundle(evidence: Evidence, side: Side): readonly Candidate[] {
  const fn = present(evidence.function);
  const check = registryOf(evidence);
  const failed = check?.steps.find(({ status }) => status === 'failed');
  const why = check?.findings[0]?.detail ?? failed?.proof;
  if (side !== 'run' || !fn || fn.status === 'ready' || why === undefined) return [];
  return checked(
    'function-bundle-invalid',
    `The code bundle ${fn.codeReference ?? ''} cannot be fetched: ${why.replace(/\.$/, '')}.`,
    'registry check of the code bundle',
  );
}
