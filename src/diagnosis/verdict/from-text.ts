/** Messages in words: Shipwright's failure message, waiting messages, events, logs. */

import { causeOf } from '../causes/index';
import type { Phase } from '../model/cause-id';
import type { Evidence } from '../model/evidence';
import type { LogExcerpt, PlatformEvent, Pod } from '../model/platform';
import { present } from '../model/present';
import type { ProofSource } from '../model/report';
import type { Candidate, Side } from './candidate';
import { containerStates, onSide } from './from-platform';
import { explain, type TextFinding } from './text/explain';
import { explainLog } from './text/explain-log';

/** Candidates that messages and logs name, and the most telling lines when no cause is known. */
export function fromText(
  evidence: Evidence,
  side: Side,
): {
  readonly candidates: readonly Candidate[];
  readonly telling?: { where: string; lines: readonly string[] };
} {
  const candidates: Candidate[] = [];
  let telling: { where: string; lines: readonly string[] } | undefined;
  const run = present(evidence.buildRun);
  const detail = present(evidence.buildRunDetail);
  const gitFailed = gitReason.test(detail?.failureReason ?? '');

  const read = (text: string | undefined, phase: Phase, source: ProofSource, where: string) => {
    if (text?.trim()) note(explain(text, { phase }), text, phase, source, where);
  };

  const note = (
    finding: TextFinding,
    text: string,
    phase: Phase,
    source: ProofSource,
    where: string,
    proven = false,
  ) => {
    if (finding.cause === 'healthy-no-problem') return;
    // A git step never speaks of an image registry: what it calls a repository is one of git.
    if (gitFailed && phase === 'source' && ['pull', 'push'].includes(causeOf(finding.cause).stage)) return;
    if (finding.cause === 'unknown') {
      if (source === 'log' && finding.telling.length > 0) telling ??= { where, lines: finding.telling };
      return;
    }
    const sure = finding.confidence === 'unknown' ? 'possible' : finding.confidence;
    const cause = onSide(finding.cause, side);
    if (!cause) return;
    candidates.push({
      cause,
      // What the reader only deems possible says that something failed, rarely why.
      strength: sure === 'possible' ? 'symptom' : 'decisive',
      // Only the failed step's own error, in the grammar of its tool, is more than a pattern.
      confidence:
        proven && sure !== 'possible' && finding.byGrammar ? 'proven' : sure === 'proven' ? 'likely' : sure,
      proof: { source, text: finding.proof?.line ?? firstLine(text), where },
      captured: finding.captured,
      ...(proven && { ofFailedStep: true }),
      ...(source === 'log' && { telling: finding.telling }),
    });
  };

  if (side === 'build' && detail) {
    const phase = gitFailed ? 'source' : phaseOf(detail.failedContainer ?? '', 'build');
    read(detail.failureMessage, phase, 'event', `build run ${run?.name ?? ''}`.trim());
    read(detail.message, phase, 'event', `build run ${run?.name ?? ''}`.trim());
  }

  const fleet = present(evidence.fleet);
  if (fleet) read(fleet.reason, 'pull', 'platform', `fleet ${fleet.name}`);
  for (const { reason, index } of present(evidence.fleetTasks) ?? []) {
    read(reason, 'run', 'platform', `task ${index ?? ''}`.trim());
  }

  const pods = present(evidence.pods) ?? [];
  for (const pod of pods) {
    for (const container of pod.containers) {
      for (const state of containerStates(container)) {
        // A container that waits has not started: its message is about the pull or the start.
        const phase = state === container.waiting ? 'pull' : phaseOf(container.name, side);
        read(joinWords(state.reason, state.message), phase, 'event', `${pod.name}/${container.name}`);
      }
    }
    for (const condition of pod.conditions) read(condition.message, side, 'event', `pod ${pod.name}`);
  }

  for (const event of mostRecentWarnings(present(evidence.events) ?? [])) {
    read(joinWords(event.reason, event.message), eventPhase(event, side), 'event', event.object ?? 'event');
  }

  for (const condition of present(evidence.revisionDetail)?.conditions ?? []) {
    if (condition.status === 'True') continue;
    read(joinWords(condition.reason, condition.message), 'pull', 'event', 'revision condition');
  }

  for (const log of present(evidence.logs) ?? []) {
    const exit = exitCodeOf(pods, log.pod, log.container);
    // An error inside a step that went on to succeed does not count.
    if (exit === 0 && !log.previous) continue;
    const failedHere = exit !== undefined && exit !== 0;
    const phase = phaseOf(log.container, side);
    if (log.text.trim()) note(explainLog(log, phase), log.text, phase, 'log', placeOf(log), failedHere);
  }
  return { candidates, ...(telling && { telling }) };
}

/** Where a log line stands, as a card says it. */
function placeOf({ container, pod, previous, keptBy }: LogExcerpt): string {
  if (keptBy !== undefined) return `${keptBy}, ${pod}`;
  return `${container} of ${pod}${previous ? ' (previous start)' : ''}`;
}

/** Shipwright's reasons of its git step. Source: docs of Shipwright's build runs, error details of git. */
const gitReason = /^(?:Git|RemoteRepo|AuthUnexpectedHTTP)/;

function phaseOf(container: string, side: Side): Phase {
  if (/^step-(?:source|git)/.test(container)) return 'source';
  return side === 'build' ? 'build' : 'run';
}

function eventPhase(event: PlatformEvent, side: Side): Phase {
  return /pull|backoff|inspectfailed/i.test(event.reason ?? '') || /pull|image/i.test(event.message)
    ? 'pull'
    : side;
}

/** Warnings, newest first; the same message once. */
function mostRecentWarnings(events: readonly PlatformEvent[]): readonly PlatformEvent[] {
  const seen = new Set<string>();
  return events
    .filter((event) => event.type !== 'Normal')
    .toReversed()
    .filter((event) => !seen.has(event.message) && seen.add(event.message));
}

function exitCodeOf(pods: readonly Pod[], podName: string, containerName: string): number | undefined {
  const container = pods
    .find((pod) => pod.name === podName)
    ?.containers.find((one) => one.name === containerName);
  return container?.terminated?.exitCode;
}

function joinWords(...words: readonly (string | undefined)[]): string {
  return words.filter(Boolean).join(': ');
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
