/** Weighs what was read: the root, not the noise. */

import { catalogue } from '../../causes/index';
import type { CauseId, Phase } from '../../model/cause-id';
import type { Fact } from '../../reading/fact';
import { conclusionOf } from '../../reading/facts';
import type { Reading } from '../../reading/reader';
import { aboveFrames } from './above-frames';
import { candidatesOf, causeOfFact, lastSuccess, PLAIN, roots, type TextCandidate } from './candidates';
import { settleStage } from './settle-stage';
import { tellingLines, withoutRepetition } from './telling-lines';

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
  readonly close?: { readonly cause: CauseId; readonly proof: TextLine };
}

/** A line of the text. */
export interface TextLine {
  readonly line: string;
  readonly lineNumber: number;
}

const MOST_TELLING = 12;
/** Scores that differ by less are close. */
const CLOSE = 3;

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
  if (onlyWarnings && !heeded && !isLastWord(best, reading)) return withoutCause(reading, failures);
  const own = conclusionOf(best.fact) ?? ownLine(best, candidates);
  if (best.cause === 'unknown') return brokenTool(own, failures);
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
function rootOf(candidates: readonly TextCandidate[]): TextCandidate | undefined {
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

/** A tool that broke by itself: where it says so is the most telling line, and why is not known. */
function brokenTool({ line, lineNumber }: TextLine, failures: Reading['failures']): Decision {
  return {
    cause: 'unknown',
    confidence: 'unknown',
    proof: { line, lineNumber },
    telling: withoutRepetition([line, ...failures.map(({ text }) => text)]).slice(0, MOST_TELLING),
    captured: {},
    byGrammar: false,
  };
}

/** What a program says in the line that it crashes with, or in the next two, is what it died of. */
function isMessageOf(crash: Fact, { tier, order }: Fact): boolean {
  return crash.went === 'crashed' && tier !== 'symptom' && order >= crash.order && order <= crash.order + 2;
}

/** The best cause besides, when little speaks for the one and against the other. */
function closeTo(best: TextCandidate, candidates: readonly TextCandidate[]): Pick<Decision, 'close'> {
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
function ownLine({ fact, cause }: TextCandidate, candidates: readonly TextCandidate[]): Fact {
  const piece = candidates.find(
    (one) => one.fact.piece && one.fact.order === fact.order && one.cause === cause,
  );
  return piece?.fact ?? fact;
}

/** The same cause, where it is named for the last time. */
function lastOf({ cause }: TextCandidate, candidates: readonly TextCandidate[]): Fact {
  const facts = candidates.filter((one) => one.cause === cause).map(({ fact }) => fact);
  return facts.reduce((last, fact) => (fact.order > last.order ? fact : last));
}

/** A warning in a text of a few lines, that nothing comes after, is what its reader asks about. */
function isAllThereIs({ order, level }: Fact, { successes, worked, lines, phases, usual }: Reading): boolean {
  const isLast = order <= 3 || (order >= lines - 1 && phases.size + usual.size > 0 && !phases.has('run'));
  return level === 'warning' && isLast && successes.size === 0 && worked <= order + 1;
}

/** A warning, or news, of an error that nothing goes well after: whoever pastes that does not ask whether all is well. */
function isLastWord({ fact: { order, line, level } }: TextCandidate, { successes, lines }: Reading): boolean {
  return (
    (level === 'warning' || level === 'info') &&
    order >= lines - 3 &&
    /\w(?:Exception|Error)\b|\berror\b|\bfailed\b/i.test(line) &&
    [...successes.values()].every((success) => success < order)
  );
}

const everyPhase: readonly Phase[] = ['source', 'build', 'push', 'pull', 'run'];

/** Where nobody says which part of the work it is, only what means the same in all of them is more than possible. */
function isSure(
  { fact, cause, tier, thing }: TextCandidate,
  reading: Reading,
  asked: Phase | undefined,
): boolean {
  // Put together with what its tool mostly works on, and not with what the line names.
  if (tier === 'composed' && thing !== undefined && fact.said && !fact.said.includes(thing)) return false;
  // Tests print what they try, and whatever of it went wrong was perhaps meant to.
  if (reading.facts.some(({ went }) => went === 'tests-failed')) return false;
  // A program that came up after it crashed may well be the one that is asked about.
  if (!asked && fact.went === 'crashed' && lastSuccess(reading, ['run']) > fact.order) return false;
  if (asked || (fact.phase && fact.phase !== 'source') || reading.phases.size > 0) return true;
  // Put together from its words in a text that shows no program at work: it may as well be a step of a build.
  if ((tier === 'composed' || tier === 'alone') && isOfRun(cause) && !fact.who && !reading.usual.has('run')) {
    return false;
  }
  return everyPhase.every((phase) => {
    const other = causeOfFact(fact, phase)?.cause;
    return other === undefined || other === cause;
  });
}

function isOfRun(cause: CauseId): boolean {
  return catalogue.get(cause)?.stage === 'run';
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

/** A program that tells of itself line by line, and of no trouble in any, is at work, whatever it does. */
function isRecord({ recorded, lines, waits }: Reading): boolean {
  return !waits && recorded >= 3 && recorded >= lines / 2;
}

function withoutCause(reading: Reading, failures: Reading['failures']): Decision {
  const nothing = { confidence: 'unknown', telling: [], captured: {}, byGrammar: false } as const;
  if (reading.empty) return { cause: 'unknown', ...nothing };
  if (failures.length === 0) {
    // Neither failure nor work: it is no log at all.
    if (reading.worked === 0 && !isRecord(reading)) return { cause: 'unknown', ...nothing };
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
