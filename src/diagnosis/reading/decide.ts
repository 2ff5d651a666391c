/** Weighs what was read: the root, not the noise. */

import { causeOf } from '../causes/index';
import type { CauseId, Phase } from '../model/cause-id';
import { conclusionOf, type Hit } from './hits';
import type { Reading } from './reader';
import type { Success } from './signs';

export interface Decision {
  readonly cause: CauseId;
  readonly confidence: 'likely' | 'possible' | 'unknown';
  readonly proof?: { readonly line: string; readonly lineNumber: number };
  readonly telling: readonly string[];
  readonly captured: Readonly<Record<string, string>>;
}

const MOST_TELLING = 12;
/** Shorter lines may well stand twice. */
const SHORTEST_SENTENCE = 20;
/** From this score on the words are plain enough. */
const LIKELY = 54;

/** What a line's own level takes off the weight of its match. */
const doubts: Readonly<Record<string, number>> = { warning: 8, info: 30, normal: 30 };
/** What it costs that a match was found only after lines had been put together. */
const JOINED = 4;

/** Decides. `asked`: the part of the work that the caller says the text comes from. */
export function decide(reading: Reading, asked: Phase | undefined): Decision {
  const counted = reading.hits.filter(
    (hit) =>
      !isSettled(hit, reading) && (!hit.rule.phase || hit.rule.phase.includes(phaseOf(hit, reading, asked))),
  );
  const [best] = [...counted].sort((a, b) => scoreOf(b) - scoreOf(a) || a.order - b.order);
  const failures = reading.failures.filter(
    (failure) =>
      !(failure.step && reading.succeeded.has(failure.step)) &&
      failure.order > lastSuccess(reading, ['build', 'push', 'all', 'packages']),
  );
  const onlyWarnings = counted.every(
    ({ level }) => level === 'warning' || level === 'info' || level === 'normal',
  );
  if (!best || (onlyWarnings && failures.length === 0)) {
    if (reading.empty) return { cause: 'unknown', confidence: 'unknown', telling: [], captured: {} };
    if (failures.length === 0) {
      return { cause: 'healthy-no-problem', confidence: 'likely', telling: [], captured: {} };
    }
    const worst = failures.at(-1);
    return {
      cause: 'unknown',
      confidence: 'unknown',
      telling: failures.map(({ text }) => text),
      captured: {},
      ...(worst && { proof: { line: worst.text, lineNumber: worst.lineNumber } }),
    };
  }
  const { line, lineNumber } = conclusionOf(best) ?? best;
  return {
    cause: settleStage(best, reading),
    confidence: scoreOf(best) >= LIKELY ? 'likely' : 'possible',
    proof: { line, lineNumber },
    telling: withoutRepetition(tellingLines(best)).slice(0, MOST_TELLING),
    captured: best.captured,
  };
}

/** The deciding line with what stands around it; of a long stack trace its beginning and its end. */
function tellingLines(hit: Hit): readonly string[] {
  const { before, line, after } = hit;
  const end = conclusionOf(hit);
  if (!end || after.includes(end.line)) return [...before, line, ...after];
  const frames = end.before.filter((frame) => !after.slice(0, 2).includes(frame));
  return [...before, line, ...after.slice(0, 2), '…', ...frames, end.line];
}

/** Leaves out rules drawn across the log, and lines that only say an earlier one again with a few words more. */
function withoutRepetition(lines: readonly string[]): readonly string[] {
  const told: string[] = [];
  for (const line of lines) {
    const again = told.some((earlier) => earlier.length > SHORTEST_SENTENCE && line.startsWith(earlier));
    if (!again && !/^[-=_*#]{4,400}$/.test(line)) told.push(line);
  }
  return told;
}

function scoreOf({ rule, level, joined }: Hit): number {
  return rule.weight - (doubts[level ?? ''] ?? 0) - (joined ? JOINED : 0);
}

/** The line's own word, else the caller's, else whatever the rest of the text is about. */
function phaseOf(hit: Hit, { phases }: Reading, asked: Phase | undefined): Phase {
  if (hit.phase && hit.phase !== 'source') return hit.phase;
  if (asked) return asked;
  return (['build', 'push', 'run', 'source', 'pull'] as const).find((phase) => phases.has(phase)) ?? 'pull';
}

function lastSuccess({ successes }: Reading, kinds: readonly Success[]): number {
  return Math.max(0, ...kinds.map((kind) => successes.get(kind) ?? 0));
}

/** Kinds of success that settle a cause of a stage when they come after it. */
const settledBy: Readonly<Record<string, readonly Success[]>> = {
  source: ['source', 'build', 'push', 'all'],
  build: ['build', 'push', 'all'],
  push: ['push', 'all'],
  pull: ['build', 'push', 'all'],
  run: ['all'],
  platform: ['all'],
};

function isSettled(hit: Hit, reading: Reading): boolean {
  if (hit.step && reading.succeeded.has(hit.step)) return true;
  const { stage, id } = causeOf(hit.rule.cause);
  const kinds: Success[] = [...(settledBy[stage] ?? [])];
  if (id.startsWith('package-')) kinds.push('packages');
  // A probe that fails while the program starts is no news once it answers.
  if (id === 'port-not-listening' || id === 'waiting-for-resources') kinds.push('run');
  return lastSuccess(reading, kinds) > hit.order;
}

/** Names that people give to stages, and that no image of Docker Hub's library has. */
const usualStage =
  /^(?:builder|build|base|deps|dependencies|runner|prod|production|dev|development|compile|compiler|publish|release|final|installer|install|assets|frontend|backend|test|tester|stage-?\d{0,2})$/;

/** `COPY --from=buidler`: a misspelt stage is looked up as an image of that name. */
function settleStage(best: Hit, { stageName, retrieving, phases }: Reading): CauseId {
  const { cause } = best.rule;
  if (
    !/^(?:base-image-not-found|base-image-access-denied|access-denied-or-not-found|image-tag-not-found)$/.test(
      cause,
    )
  ) {
    return cause;
  }
  const asked = /(?:\blibrary\/|\bfor )([\w-]{1,100})(?=[/:,\s"]|$)/.exec(best.line)?.[1] ?? retrieving;
  if (asked === undefined || !phases.has('build')) return cause;
  return asked === stageName || usualStage.test(asked) ? 'dockerfile-unknown-stage' : cause;
}
