/** Weighs what was read: the root, not the noise. */

import { type Followed, follows } from '../../causes/follow';
import { catalogue, traitsOf } from '../../causes/index';
import { phraseOf } from '../../causes/phrases';
import type { CauseId, Phase } from '../../model/cause-id';
import type { Fact, Thing, Tier, Went } from '../../reading/fact';
import { conclusionOf } from '../../reading/facts';
import type { Reading } from '../../reading/reader';
import type { Success } from '../../reading/signs';
import { rootness } from '../../reading/ways/index';
import { aboveFrames } from './above-frames';

export interface Decision {
  readonly cause: CauseId;
  readonly confidence: 'likely' | 'possible' | 'unknown';
  readonly proof?: { readonly line: string; readonly lineNumber: number };
  readonly telling: readonly string[];
  readonly captured: Readonly<Record<string, string>>;
  /** The tool that spoke the deciding line. */
  readonly tool?: string;
  /** Whether the deciding line was read by its tool's grammar, and not only put together from its words. */
  readonly byGrammar: boolean;
  /** Another cause that the text shows nearly as plainly. */
  readonly close?: { readonly cause: CauseId; readonly proof: Told };
}

/** A line of the text. */
export interface Told {
  readonly line: string;
  readonly lineNumber: number;
}

/** A fact with the cause that it shows. */
interface Candidate {
  readonly fact: Fact;
  readonly cause: CauseId;
  /** The object that decided, where one did. */
  readonly thing?: Thing;
  readonly tier: Tier;
  readonly score: number;
}

const MOST_TELLING = 12;
/** Shorter lines may well stand twice. */
const SHORTEST_SENTENCE = 20;

/** Scores that differ by less are close. */
const CLOSE = 3;
/** From here on the words are plain enough to call a cause likely. */
const PLAIN = 24;

/** How much each way to read a fact is trusted. */
const trust: Readonly<Record<Tier, number>> = { phrase: 50, tool: 40, composed: 30, alone: 16, symptom: 6 };
/** What a line's own level takes off. */
const doubts: Readonly<Record<string, number>> = { warning: 12, info: 24, normal: 24 };
/** What it costs that a fact was found only after lines had been put together. */
const JOINED = 4;
/** What it costs to be read from a piece of a line. */
const PIECE = 14;
/** What it costs to stand in a step that is not the failing one. */
const ELSEWHERE = 14;
/** What brings other failures about, and is brought about by none. */
const ROOT = 12;
const roots: ReadonlySet<Went> = new Set<Went>([
  'name-unresolved',
  'refused',
  'reset',
  'timeout',
  'plain-http',
  'cert-untrusted',
  'cert-expired',
  'cert-name',
  'proxy-failed',
  'rate-limited',
  'too-large',
  'credentials-expired',
  'address-refused',
  'policy-refused',
  'quota-storage',
  'quota-traffic',
  'quota',
  'immutable',
  'session-lost',
  'no-platform',
  'old-format',
  'no-space',
  'read-only',
  'storage-limit',
  'out-of-memory',
  'port-taken',
  'wrong-architecture',
  'library-missing',
  'not-running',
  'bad-credentials',
  'not-listening',
  'killed',
  'setup-failed',
  'time-limit',
]);

/** Decides. `asked`: the part of the work that the caller says the text comes from. */
export function decide(reading: Reading, asked: Phase | undefined): Decision {
  const candidates = candidatesOf(reading, asked);
  const best = rootOf(candidates);
  const failures = openFailures(reading);
  const onlyWarnings = candidates.every(
    ({ fact: { level } }) => level === 'warning' || level === 'info' || level === 'normal',
  );
  if (!best) return withoutCause(reading, failures);
  // A warning names a cause only where it is a root, and something failed, or nothing else is said.
  const heeded =
    failures.length > 0
      ? roots.has(best.fact.went) || best.tier === 'tool' || best.tier === 'phrase'
      : isAllThereIs(lastOf(best, candidates), reading) &&
        (roots.has(best.fact.went) || best.fact.order === reading.lines);
  if (onlyWarnings && !heeded) return withoutCause(reading, failures);
  const own = conclusionOf(best.fact) ?? ownLine(best, candidates);
  const { line, lineNumber } = aboveFrames(own, tellingLines(best.fact));
  return {
    cause: settleStage(best, candidates, reading),
    confidence: best.score >= PLAIN && isSure(best, reading, asked) ? 'likely' : 'possible',
    proof: { line, lineNumber },
    telling: withoutRepetition(tellingLines(best.fact)).slice(0, MOST_TELLING),
    captured: best.fact.named,
    ...(best.fact.who !== undefined && { tool: best.fact.who }),
    byGrammar: best.tier === 'phrase' || best.tier === 'tool' || conclusionOf(best.fact) !== undefined,
    ...closeTo(best, candidates),
  };
}

/** A row of `kubectl get pods` that is not well, whatever the rows below it say. */
const rowOfTable =
  /\d\/\d {1,40}(?:\w{1,20}:)?(?:ImagePullBackOff|ErrImagePull|CrashLoopBackOff|Error|Evicted|OOMKilled|CreateContainer\w{5,20}|InvalidImageName|RunContainerError|ContainerCannotRun|StartError)\b|\b0\/\d{1,3} {1,40}Running {1,40}[1-9]/;

/** A failure that another one explains is not the root. */
function rootOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates;
  if (!best) return undefined;
  let root = best;
  // What explains the explanation is nearer still; no chain is longer than this.
  for (let step = 0; step < 4; step += 1) {
    const because = catalogue.get(root.cause)?.becauseOf ?? [];
    const nearer = candidates.find(
      ({ cause, score, fact }) =>
        because.includes(cause) &&
        (score >= PLAIN || roots.has(fact.went) || fact.went === 'ended' || isMessageOf(root.fact, fact)),
    );
    if (!nearer) break;
    root = nearer;
  }
  return root;
}

/** What a program says in the lines below the one that it crashes with is what it died of. */
function isMessageOf(crash: Fact, { tier, order }: Fact): boolean {
  return crash.went === 'crashed' && tier !== 'symptom' && order > crash.order && order <= crash.order + 2;
}

/** The best cause besides, when little speaks for the one and against the other. */
function closeTo(best: Candidate, candidates: readonly Candidate[]): Pick<Decision, 'close'> {
  const because = catalogue.get(best.cause)?.becauseOf ?? [];
  const other = candidates.find(
    (one) =>
      one.cause !== best.cause &&
      one.fact.order !== best.fact.order &&
      one.score > best.score - CLOSE &&
      one.score >= PLAIN &&
      !because.includes(one.cause) &&
      !catalogue.get(one.cause)?.becauseOf?.includes(best.cause) &&
      one.cause !== 'container-exit-nonzero',
  );
  if (!other) return {};
  const { line, lineNumber } = ownLine(other, candidates);
  return { close: { cause: other.cause, proof: { line, lineNumber } } };
}

/** Of a line that was put together the very piece that says the same. */
function ownLine({ fact, cause }: Candidate, candidates: readonly Candidate[]): Fact {
  const piece = candidates.find(
    (one) => one.fact.piece && one.fact.order === fact.order && one.cause === cause,
  );
  return piece?.fact ?? fact;
}

/** The same cause, where it is named for the last time. */
function lastOf({ cause }: Candidate, candidates: readonly Candidate[]): Fact {
  const facts = candidates.filter((one) => one.cause === cause).map(({ fact }) => fact);
  return facts.reduce((last, fact) => (fact.order > last.order ? fact : last));
}

/** A warning in a text of a few lines, that nothing comes after, is what its reader asks about. */
function isAllThereIs({ order, level }: Fact, { successes, worked, lines, phases, usual }: Reading): boolean {
  const isLast = order <= 3 || (order >= lines - 1 && phases.size + usual.size > 0 && !phases.has('run'));
  return level === 'warning' && isLast && successes.size === 0 && worked <= order + 1;
}

const everyPhase: readonly Phase[] = ['source', 'build', 'push', 'pull', 'run'];

/** Where nobody says which part of the work it is, only what means the same in all of them is more than possible. */
function isSure(
  { fact, cause, tier, thing }: Candidate,
  reading: Reading,
  asked: Phase | undefined,
): boolean {
  // Put together with what its tool mostly works on, and not with what the line names.
  if (tier === 'composed' && thing !== undefined && fact.said && !fact.said.includes(thing)) return false;
  if (asked || (fact.phase && fact.phase !== 'source') || reading.phases.size > 0) return true;
  return everyPhase.every((phase) => {
    const other = causeOfFact(fact, phase)?.cause;
    return other === undefined || other === cause;
  });
}

function openFailures(reading: Reading) {
  return reading.failures.filter(
    (failure) =>
      !(failure.step && reading.succeeded.has(failure.step)) &&
      failure.order >
        lastSuccess(
          reading,
          rowOfTable.test(failure.text) ? ['all'] : ['build', 'push', 'all', 'packages', 'run'],
        ) &&
      !(
        /FailedScheduling|FailedMount|FailedCreatePodSandBox|Insufficient|^(?:Containers)?Ready:? +False$/.test(
          failure.text,
        ) && failure.order < lastSuccess(reading, ['start'])
      ),
  );
}

function withoutCause(reading: Reading, failures: Reading['failures']): Decision {
  const nothing = { confidence: 'unknown', telling: [], captured: {}, byGrammar: false } as const;
  if (reading.empty) return { cause: 'unknown', ...nothing };
  if (failures.length === 0) {
    // Neither failure nor work: it is no log at all.
    if (reading.worked === 0) return { cause: 'unknown', ...nothing };
    // That nothing was heard of a failure is less than that something went well.
    const confidence = reading.successes.size > 0 ? 'likely' : 'possible';
    return { cause: 'healthy-no-problem', ...nothing, confidence };
  }
  const worst = failures.at(-1);
  return {
    cause: 'unknown',
    confidence: 'unknown',
    telling: failures.map(({ text }) => text),
    captured: {},
    byGrammar: false,
    ...(worst && { proof: { line: worst.text, lineNumber: worst.lineNumber } }),
  };
}

/** Causes that facts show, the likeliest first. */
function candidatesOf(reading: Reading, asked: Phase | undefined): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const fact of reading.facts) {
    const followed = causeOfFact(fact, phaseOf(fact, reading, asked));
    if (!followed) continue;
    if (isSettled(fact, followed.cause, reading)) continue;
    // That a program ended well is a failure only where it is started again and again.
    if (fact.went === 'ended' && !startedAgain(reading)) continue;
    const tier =
      fact.tier === 'composed' && followed.byDefault
        ? 'alone'
        : fact.tier === 'alone' && !followed.byDefault
          ? 'composed'
          : fact.tier;
    found.push({
      fact,
      cause: followed.cause,
      ...(followed.thing && { thing: followed.thing }),
      tier,
      score: scoreOf(fact, tier, reading),
    });
  }
  return found.sort((a, b) => b.score - a.score || a.fact.order - b.fact.order);
}

function startedAgain({ facts }: Reading): boolean {
  const says = (what: RegExp) => facts.some(({ line }) => what.test(line));
  return (
    says(/\bBack-off restarting|\bCrashLoopBackOff\b/) &&
    !says(/\bexit(?:ed)? ?(?:with )?code:? {0,12}[1-9]|\bReason: {1,12}(?:Error|OOMKilled)\b/i)
  );
}

function causeOfFact(fact: Fact, phase: Phase): Followed | undefined {
  if (fact.phrase === undefined) return follows.from(fact, phase);
  const { cause, during } = phraseOf(fact.phrase);
  return !during || during.includes(phase) ? { cause } : undefined;
}

function scoreOf({ went, level, joined, piece, step }: Fact, tier: Tier, reading: Reading): number {
  return (
    trust[tier] +
    rootness(went) / 100 +
    (roots.has(went) ? ROOT : 0) -
    (doubts[level ?? ''] ?? 0) -
    (joined ? JOINED : 0) -
    (piece ? PIECE : 0) -
    (reading.failed.size > 0 && step?.startsWith('#') && !reading.failed.has(step) ? ELSEWHERE : 0)
  );
}

/** The deciding line with what stands around it; of a long stack trace its beginning and its end. */
function tellingLines(fact: Fact): readonly string[] {
  const { before, line, after } = fact;
  const end = conclusionOf(fact);
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

/** The line's own word, else the caller's, else whatever the rest of the text is about. */
function phaseOf(fact: Fact, { phases, usual }: Reading, asked: Phase | undefined): Phase {
  if (fact.phase && fact.phase !== 'source') return fact.phase;
  if (asked) return asked;
  // A tool that mostly does something else works for the build where there is one.
  const guest =
    phases.has('build') && (fact.usual === 'source' || (fact.usual === 'run' && !phases.has('run')));
  if (fact.usual && !guest && !(fact.who === 'shell' && fact.went === 'crashed')) return fact.usual;
  return (
    (['build', 'push', 'run', 'source', 'pull'] as const).find((phase) => phases.has(phase)) ??
    (usual.has('build') ? 'build' : 'pull')
  );
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

function isSettled(fact: Fact, cause: CauseId, reading: Reading): boolean {
  if (fact.step && reading.succeeded.has(fact.step)) return true;
  const stage = catalogue.get(cause)?.stage ?? 'build';
  const kinds: Success[] = [...(settledBy[stage] ?? [])];
  if (cause === 'package-install-network' || (cause.startsWith('package-') && fact.level === 'warning'))
    kinds.push('packages');
  // A probe that fails while the program starts is no news once it answers.
  if (cause === 'port-not-listening' || cause === 'runtime-dependency-unreachable') kinds.push('run');
  if (traitsOf(cause).overOnceStarted) kinds.push('start', 'run');
  return lastSuccess(reading, kinds) > fact.order;
}

/** Names that people give to stages, and that no image of Docker Hub's library has. */
const usualStage =
  /^(?:builder|build|base|deps|dependencies|runner|prod|production|dev|development|compile|compiler|publish|release|final|installer|install|assets|frontend|backend|test|tester|stage-?\d{0,2})$/;

/** `COPY --from=buidler`: a misspelt stage is looked up as an image of that name. */
function settleStage(
  { cause }: Candidate,
  candidates: readonly Candidate[],
  { stageName, retrieving, phases }: Reading,
): CauseId {
  if (
    !/^(?:base-image-not-found|base-image-access-denied|access-denied-or-not-found|image-tag-not-found)$/.test(
      cause,
    )
  ) {
    return cause;
  }
  const asked =
    candidates
      .filter((one) => one.cause === cause)
      .map(({ fact }) => /(?:\blibrary\/|\bfor )([\w-]{1,100})(?=[/:,\s"]|$)/.exec(fact.line)?.[1])
      .find((name) => name !== undefined) ?? retrieving;
  if (asked === undefined || !phases.has('build')) return cause;
  return asked === stageName || usualStage.test(asked) ? 'dockerfile-unknown-stage' : cause;
}
