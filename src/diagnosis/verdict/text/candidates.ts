/** Which causes the facts of a text show, and how plainly. */
import { type Followed, follows } from '../../causes/follow';
import { catalogue, traitsOf } from '../../causes/index';
import { phraseOf } from '../../causes/phrases';
import { imageThings } from '../../causes/shared/facts';
import type { CauseId, Phase } from '../../model/cause-id';
import type { Fact, Thing, Tier, Went } from '../../reading/fact';
import type { Reading } from '../../reading/reader';
import type { Success } from '../../reading/signs';
import { rootness } from '../../reading/ways/index';

/** A fact with the cause that it shows. */
export interface TextCandidate {
  readonly fact: Fact;
  readonly cause: CauseId;
  /** The object that decided, where one did. */
  readonly thing?: Thing;
  readonly tier: Tier;
  readonly score: number;
}

/** From here on the words are plain enough to call a cause likely. */
export const PLAIN = 24;

/** How much each way to read a fact is trusted. */
const trust: Readonly<Record<Tier, number>> = { phrase: 50, tool: 40, composed: 30, alone: 16, symptom: 6 };
/** What a line's own level takes off. */
const doubts: Readonly<Record<string, number>> = { warning: 12, info: 24, normal: 24 };
/** What it costs that a fact was found only after lines had been put together. */
const JOINED = 4;
/** What it costs to be the help that follows a complaint, and not the complaint. */
const HELP = 1;
/** What it costs to be read from a piece of a line. */
const PIECE = 14;
/** What it costs to stand in a step that is not the failing one. */
const ELSEWHERE = 14;
/** What brings other failures about, and is brought about by none. */
const ROOT = 12;
export const roots: ReadonlySet<Went> = new Set<Went>([
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
  'tests-failed',
  'tool-broke',
  'engine-broke',
]);

/** Causes that facts show, the likeliest first. */
export function candidatesOf(reading: Reading, asked: Phase | undefined): readonly TextCandidate[] {
  const found: TextCandidate[] = [];
  for (const fact of reading.facts) {
    const followed = causeOfFact(fact, phaseOf(fact, reading, asked));
    if (!followed) continue;
    if (isSettled(fact, followed.cause, reading)) continue;
    // That a program ended well is a failure only where it is started again and again.
    if (fact.went === 'ended' && !startedAgain(reading)) continue;
    if (isBareEnd(fact, reading, asked)) continue;
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

/** That something ended with a code is no failure of a workload where the text shows none at work, and no crash. */
function isBareEnd(
  { went, tier, phase, line }: Fact,
  { phases, usual, facts }: Reading,
  asked: Phase | undefined,
): boolean {
  return (
    went === 'exited' &&
    tier === 'symptom' &&
    !asked &&
    (!phase || phase === 'source') &&
    !phases.has('run') &&
    !phases.has('pull') &&
    !usual.has('run') &&
    !/\b(?:container|pod|instance|replica|dyno|machine|service|app(?:lication)?|worker|web|server|main|child)\b/i.test(
      line,
    ) &&
    !facts.some((other) => other.went === 'crashed')
  );
}

function startedAgain({ facts }: Reading): boolean {
  const says = (what: RegExp) => facts.some(({ line }) => what.test(line));
  return (
    says(/\bBack-off restarting|\bCrashLoopBackOff\b/) &&
    !says(/\bexit(?:ed)? ?(?:with )?code:? {0,12}[1-9]|\bReason: {1,12}(?:Error|OOMKilled)\b/i)
  );
}

/** The cause that a fact says in a phase; undefined when it says none. */
export function causeOfFact(fact: Fact, phase: Phase): Followed | undefined {
  if (fact.phrase === undefined) return follows.from(fact, phase);
  const { cause, during } = phraseOf(fact.phrase);
  return !during || during.includes(phase) ? { cause } : undefined;
}

function scoreOf({ went, level, line, joined, piece, step }: Fact, tier: Tier, reading: Reading): number {
  return (
    trust[tier] +
    rootness(went) / 100 +
    (roots.has(went) ? ROOT : 0) -
    (doubts[level ?? ''] ?? 0) -
    (went === 'usage' && /^usage\b/i.test(line) ? HELP : 0) -
    (joined ? JOINED : 0) -
    (piece ? PIECE : 0) -
    (reading.failed.size > 0 && step?.startsWith('#') && !reading.failed.has(step) ? ELSEWHERE : 0)
  );
}

/** The line's own word, else the caller's, else whatever the rest of the text is about. */
function phaseOf(fact: Fact, { phases, usual }: Reading, asked: Phase | undefined): Phase {
  if (fact.phase && fact.phase !== 'source') return fact.phase;
  if (asked) return asked;
  // A build tool that talks to a registry of images in a text that speaks of a push is pushing.
  if (fact.usual === 'build' && phases.has('push') && !phases.has('build') && isOfImages(fact)) return 'push';
  // Only package managers write to lock files.
  if (phases.size === 0 && usual.size === 0 && fact.to.includes('lock-file')) return 'build';
  // A tool that mostly does something else works for the build where there is one.
  const guest =
    phases.has('build') && (fact.usual === 'source' || (fact.usual === 'run' && !phases.has('run')));
  if (fact.usual && !guest && !(fact.who === 'shell' && fact.went === 'crashed')) return fact.usual;
  return (
    (['build', 'push', 'run', 'source', 'pull'] as const).find((phase) => phases.has(phase)) ??
    (usual.has('build') ? 'build' : 'pull')
  );
}

function isOfImages({ to: [nearest] }: Fact): boolean {
  return nearest !== undefined && imageThings.includes(nearest);
}

/** The line of the last success of these kinds, counted from 1; 0: there is none. */
export function lastSuccess({ successes }: Reading, kinds: readonly Success[]): number {
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
  const { about, settledBy: also, overOnceStarted } = traitsOf(cause);
  if (also) kinds.push(also);
  if (about === 'packages' && fact.level === 'warning') kinds.push('packages');
  // What a running program goes on after was no failed pull.
  if (stage === 'pull' && fact.tier === 'alone') kinds.push('run');
  if (overOnceStarted) kinds.push('start', 'run');
  return lastSuccess(reading, kinds) > fact.order;
}
