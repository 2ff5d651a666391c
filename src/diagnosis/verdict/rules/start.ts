/** Why what was pulled does not start, or does not stay. */
import { causeOf } from '../../causes/index';
import type { Evidence } from '../../model/evidence';
import type { AppInstance } from '../../model/platform';
import { present } from '../../model/present';
import type { RegistryCheck } from '../../model/registry-check';
import { buildSpec, workloadSpec } from '../../model/specs';
import type { Candidate, Side } from '../candidate';
import { checked, registryOf } from './rule';

/** Restarts of a container a day that Code Engine's documentation calls many. */
export const MANY_RESTARTS = 3;

/** What the program says it listens on, in the words of common servers. Bounded, hence linear. */
const listening =
  /(?:listen(?:ing|s)?|running|started|serving|ready|available)\b[^\n]{0,120}?(?::|\bport(?:\(s\))?[ =:]{1,3})(\d{2,5})\b/i;

/** The program says that it listens on another port than Code Engine asks. */
export function wrongPort(evidence: Evidence, side: Side): readonly Candidate[] {
  const revision = present(evidence.revision);
  if (side !== 'run' || revision?.reason !== 'initial_scale_never_achieved') return [];
  const expected = revision.imagePort ?? 8080;
  for (const log of present(evidence.logs) ?? []) {
    const said = listening.exec(log.text);
    const port = Number(said?.[1]);
    if (!said || port === expected || !(port > 0 && port < 65536)) continue;
    return [
      {
        cause: 'port-not-listening',
        strength: 'decisive',
        confidence: 'proven',
        proof: { source: 'log', text: lineOf(log.text, said.index), where: `${log.container} of ${log.pod}` },
        detail: `Code Engine waits for port ${expected}, and the program says that it listens on ${port}.`,
        captured: { port: String(port) },
        telling: [lineOf(log.text, said.index)],
      },
    ];
  }
  const bySource = exposedBySource(evidence);
  if (bySource) return [bySource];
  const exposed = (registryOf(evidence)?.facts?.exposedPorts ?? []).map((port) => Number.parseInt(port, 10));
  const [only] = exposed;
  if (only === undefined || exposed.includes(expected)) return [];
  return [
    {
      cause: 'port-not-listening',
      strength: 'decisive',
      confidence: 'likely',
      proof: {
        source: 'check',
        text: `the image exposes port ${exposed.join(', ')}`,
        where: 'image configuration',
      },
      detail: `Code Engine waits for port ${expected}, and the image exposes ${exposed.join(', ')}.`,
      captured: { port: String(only) },
    },
  ];
}

/** The line of the Dockerfile that says another port, at the very commit that the image was made of. */
function exposedBySource(evidence: Evidence): Candidate | undefined {
  const source = present(evidence.origin?.source);
  const finding = source?.findings.find(({ cause }) => cause === 'port-not-listening');
  if (!source || !finding) return undefined;
  const port = /\b\d{2,5}\b/.exec(finding.quote ?? '')?.[0];
  return {
    cause: 'port-not-listening',
    strength: 'decisive',
    confidence: 'likely',
    proof: {
      source: 'check',
      text: `${finding.file}:${finding.line}: ${finding.quote}`,
      where: `source check of ${source.url}`,
    },
    detail: finding.detail,
    ...(port !== undefined && { captured: { port } }),
  };
}

/**
 * What the source says cannot start, where no command takes its place. A program that wrote a log has started: there it
 * only supports what the platform says.
 */
export function cannotStartBySource(evidence: Evidence, side: Side): readonly Candidate[] {
  const source = present(evidence.origin?.source);
  const spec = workloadSpec(evidence);
  if (side !== 'run' || !source || spec?.commands?.length) return [];
  const fault = source.findings.find(({ kind, cause }) => kind === 'fails' && causeOf(cause).stage === 'run');
  if (!fault) return [];
  const how = present(evidence.logs)?.length
    ? ({ strength: 'symptom', confidence: 'possible' } as const)
    : ({ confidence: 'likely' } as const);
  return checked(fault.cause, fault.detail, `source check of ${source.url}`, how);
}

function lineOf(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

/** A probe that the app sets itself is answered with a status of 400 or more. */
export function failingHttpProbe(evidence: Evidence, side: Side): readonly Candidate[] {
  const revision = present(evidence.revision);
  if (side !== 'run' || !revision) return [];
  const probe = [revision.probeReadiness, revision.probeLiveness].find((one) => one?.type === 'http');
  if (!probe) return [];
  const event = (present(evidence.events) ?? []).find(({ message }) =>
    /probe failed: HTTP probe failed with statuscode: [45]\d\d/i.test(message),
  );
  if (!event) return [];
  return [
    {
      cause: 'probe-misconfigured',
      strength: 'decisive',
      confidence: 'proven',
      proof: { source: 'event', text: event.message, where: event.object ?? 'event' },
      detail: `The program answers, but not on the probe’s path ${probe.path ?? '/'}: ${event.message}`,
      captured: { path: probe.path ?? '/' },
    },
  ];
}

/** Neither the image nor the workload says what to run. */
export function noCommand(evidence: Evidence, side: Side): readonly Candidate[] {
  const check = registryOf(evidence);
  const spec = workloadSpec(evidence);
  if (side !== 'run' || !spec || spec.commands?.length || !check?.facts || !configRead(check)) return [];
  if (check.facts.entrypoint?.length || check.facts.cmd?.length) return [];
  return checked(
    'no-entrypoint',
    'The image has neither ENTRYPOINT nor CMD, and no command is set.',
    'image configuration',
  );
}

function configRead(check: RegistryCheck | undefined): boolean {
  return check?.steps.some(({ step, status }) => step === 'config' && status === 'passed') ?? false;
}

/** A buildpack's default process for Python is the interpreter, which ends at once (case B-21). */
export function buildpackWithoutStart(evidence: Evidence, side: Side): readonly Candidate[] {
  const origin = evidence.origin && buildSpec(evidence.origin);
  if (side !== 'run' || origin?.strategyType !== 'buildpacks') return [];
  if (!endedCleanly(evidence)) return [];
  return [
    {
      cause: 'buildpack-no-start-command',
      strength: 'decisive',
      confidence: 'likely',
      proof: { source: 'platform', text: 'the container ended with exit code 0', where: 'container state' },
      detail:
        'The image comes from a buildpack and its default process ends at once, as it does without a Procfile that names the start command.',
    },
  ];
}

/** An app ended with exit code 0, where it should go on. */
export function exitsCleanly(evidence: Evidence, side: Side): readonly Candidate[] {
  if (side !== 'run' || !present(evidence.app) || !endedCleanly(evidence)) return [];
  return [
    {
      cause: 'app-exits-cleanly',
      strength: 'symptom',
      confidence: 'likely',
      proof: { source: 'platform', text: 'the container ended with exit code 0', where: 'container state' },
    },
  ];
}

function endedCleanly(evidence: Evidence): boolean {
  if (present(evidence.revision)?.reason === 'container_failed_exit_code_0') return true;
  return (present(evidence.pods) ?? []).some((pod) =>
    pod.containers.some(
      (one) => one.name === 'user-container' && (one.terminated ?? one.lastTerminated)?.exitCode === 0,
    ),
  );
}

/** A job of mode daemon ended with exit code 0. */
export function daemonThatEnds(evidence: Evidence, side: Side): readonly Candidate[] {
  const run = present(evidence.jobRun);
  if (side !== 'run' || run?.runMode !== 'daemon' || run.status === 'running' || !(run.succeeded ?? 0))
    return [];
  return checked(
    'daemon-exit-zero',
    'The job runs as a daemon and its container ended with exit code 0, which counts as an intended stop.',
    `job run ${run.name}`,
  );
}

/** A container was started again and again. */
export function manyRestarts(evidence: Evidence, side: Side): readonly Candidate[] {
  if (side !== 'run') return [];
  const worst = mostRestarts(evidence);
  if (worst < MANY_RESTARTS) return [];
  return [
    {
      cause: 'container-restarts',
      strength: 'symptom',
      // The number is a fact, only the reason for it is not known.
      confidence: 'proven',
      proof: { source: 'check', text: `${worst} restarts`, where: 'instances of the app' },
      detail: `A container of the app restarted ${worst} times${lastEnd(evidence, worst)}.`,
    },
  ];
}

/** How the container that restarted most ended the last time, as the end of a sentence. */
function lastEnd(evidence: Evidence, restarts: number): string {
  const code = instancesInQuestion(evidence).find((one) => one.restarts === restarts)?.last?.exitCode;
  return code === undefined ? '' : `; the last time it ended with exit code ${code}`;
}

/** Restarts of the instance that restarted most, of the revision in question. */
export function mostRestarts(evidence: Evidence): number {
  return instancesInQuestion(evidence).reduce((most, one) => Math.max(most, one.restarts ?? 0), 0);
}

function instancesInQuestion(evidence: Evidence): readonly AppInstance[] {
  const revision = present(evidence.revision);
  return (present(evidence.instances) ?? []).filter(
    (one) => !revision || !one.revisionName || one.revisionName === revision.name,
  );
}
