/** What follows from facts that no message states: a referenced secret that is not there, a port that
 * nothing opens, a quota that is full. One small rule a function; each returns candidates or nothing. */
import type { Evidence } from '../evidence';
import { hostOf, isIbmRegistry } from '../image-host';
import type { BuildSpec, SecretSummary, WorkloadSpec } from '../platform';
import { present } from '../present';
import { quantity } from '../quantity';
import type { RegistryCheck } from '../registry-check';
import type { Candidate, Side } from './candidate';

type Rule = (evidence: Evidence, side: Side) => readonly Candidate[];

/** Limit of builds' objects in a project. Docs: limits and quotas. */
const MOST_BUILD_RUNS = 100;
/** A pull of more than this takes long enough to be felt at every start, bytes. */
const LARGE_IMAGE = 2 * 1024 ** 3;
/** Restarts of a container a day that Code Engine's documentation calls many. */
const MANY_RESTARTS = 3;

const rules: readonly Rule[] = [
  missingSecrets,
  wrongSecretFormat,
  localBuildNeedsIcr,
  fullQuota,
  fullRegistryQuota,
  neverStarted,
  wrongPort,
  failingHttpProbe,
  noCommand,
  buildpackWithoutStart,
  exitsCleanly,
  daemonThatEnds,
  manyRestarts,
  slowPull,
  waitingForBuild,
  unsupportedRuntime,
  functionBundle,
  movedTag,
  vulnerableImage,
];

/** Candidates of every rule. */
export function fromRules(evidence: Evidence, side: Side): readonly Candidate[] {
  return rules.flatMap((rule) => rule(evidence, side));
}

function checked(
  cause: Candidate['cause'],
  detail: string,
  where: string,
  more: Partial<Candidate> = {},
): readonly Candidate[] {
  return [
    {
      cause,
      strength: 'decisive',
      confidence: 'proven',
      proof: { source: 'check', text: detail, where },
      detail,
      ...more,
    },
  ];
}

/** The spec that failed: the run's own, else its definition's. */
export function buildSpec(evidence: Evidence): BuildSpec | undefined {
  return present(evidence.buildRun) ?? present(evidence.build);
}

export function workloadSpec(evidence: Evidence): WorkloadSpec | undefined {
  return (
    present(evidence.revision) ?? present(evidence.jobRun) ?? present(evidence.app) ?? present(evidence.job)
  );
}

interface SecretUse {
  readonly name: string;
  readonly use: string;
  /** Formats that fit; absent: any. */
  readonly formats?: readonly string[];
}

function secretUses(evidence: Evidence, side: Side): readonly SecretUse[] {
  if (side === 'build') {
    const spec = buildSpec(evidence);
    return [
      ...(spec?.outputSecret
        ? [{ name: spec.outputSecret, use: 'the push of the image', formats: ['registry', 'other'] }]
        : []),
      ...(spec?.sourceSecret
        ? [
            {
              name: spec.sourceSecret,
              use: 'the git repository',
              formats: ['ssh_auth', 'basic_auth', 'other'],
            },
          ]
        : []),
    ];
  }
  const spec = workloadSpec(evidence);
  const fn = present(evidence.function);
  const pullSecret = spec?.imageSecret ?? fn?.codeSecret;
  const references = (spec?.env ?? []).flatMap((variable) =>
    variable.type?.startsWith('secret_') && variable.reference
      ? [
          {
            name: variable.reference,
            use: `the environment variable ${variable.name ?? variable.key ?? ''}`.trim(),
          },
        ]
      : [],
  );
  return [
    ...(pullSecret
      ? [{ name: pullSecret, use: 'the pull of the image', formats: ['registry', 'other'] }]
      : []),
    ...references,
  ];
}

function missingSecrets(evidence: Evidence, side: Side): readonly Candidate[] {
  const secrets = present(evidence.secrets);
  if (!secrets) return [];
  return secretUses(evidence, side)
    .filter(({ name }) => !secrets.some((secret) => secret.name === name))
    .flatMap(({ name, use }) =>
      // Code Engine makes this secret itself; when it is gone, all images of the project lose access.
      name.startsWith('ce-auto-icr-private-')
        ? checked(
            'managed-secret-missing',
            `Code Engine's own secret ${name}, needed for ${use}, is gone from the project.`,
            'secrets of the project',
            { captured: { secret: name } },
          )
        : checked(
            'secret-not-found',
            `The secret ${name}, needed for ${use}, does not exist in the project.`,
            'secrets of the project',
            { captured: { secret: name } },
          ),
    );
}

function wrongSecretFormat(evidence: Evidence, side: Side): readonly Candidate[] {
  const secrets = present(evidence.secrets) ?? [];
  return secretUses(evidence, side).flatMap(({ name, use, formats }) => {
    const secret = secrets.find((one): one is SecretSummary => one.name === name);
    if (!secret?.format || !formats || formats.includes(secret.format) || !use.includes('image')) return [];
    return checked(
      'registry-secret-wrong-format',
      `The secret ${name} is used for ${use}, but its format is ${secret.format}, not registry.`,
      'secrets of the project',
      { captured: { secret: name, format: secret.format } },
    );
  });
}

function localBuildNeedsIcr(evidence: Evidence, side: Side): readonly Candidate[] {
  const spec = buildSpec(evidence);
  if (side !== 'build' || spec?.sourceType !== 'local' || !spec.outputImage) return [];
  const host = hostOf(spec.outputImage);
  if (isIbmRegistry(host)) return [];
  return checked(
    'local-build-needs-icr',
    `The build takes local source and pushes to ${host}; local source works with IBM Cloud Container Registry only.`,
    'build configuration',
  );
}

function fullQuota(evidence: Evidence, side: Side): readonly Candidate[] {
  if (!waits(evidence, side)) return [];
  const full = (present(evidence.quotas) ?? []).filter(({ used, hard }) => {
    const limit = quantity(hard);
    return limit !== undefined && limit > 0 && (quantity(used) ?? 0) >= limit;
  });
  const [first] = full;
  if (!first) return [];
  const named = full.map(({ resource, used, hard }) => `${resource} ${used} of ${hard}`).join(', ');
  return checked('project-quota-exceeded', `The project's quota is used up: ${named}.`, 'resource quota', {
    captured: { resource: first.resource, limit: first.hard },
  });
}

function waits(evidence: Evidence, side: Side): boolean {
  if (side === 'build') return ['pending', 'failed'].includes(present(evidence.buildRun)?.status ?? '');
  const revision = present(evidence.revision)?.status;
  return (
    present(evidence.jobRun)?.status === 'pending' ||
    revision === 'loading' ||
    (revision === 'failed' && /waiting/.test(present(evidence.revision)?.reason ?? '')) ||
    present(evidence.app)?.reason === 'waiting_for_resources'
  );
}

function fullRegistryQuota(evidence: Evidence, side: Side): readonly Candidate[] {
  const icr = registryOf(evidence)?.icr;
  const full = (part: { used: number; limit: number } | undefined) =>
    part && part.limit > 0 && part.used >= part.limit;
  if (side === 'build' && full(icr?.storage)) {
    return checked(
      'registry-quota-storage',
      `The registry account stores ${megabytes(icr?.storage?.used)} of ${megabytes(icr?.storage?.limit)}.`,
      'IBM Cloud Container Registry quota',
      { advisory: present(evidence.buildRun)?.status === 'succeeded' },
    );
  }
  if (side === 'run' && full(icr?.traffic)) {
    return checked(
      'registry-quota-traffic',
      `The registry account has pulled ${megabytes(icr?.traffic?.used)} of ${megabytes(icr?.traffic?.limit)} this month.`,
      'IBM Cloud Container Registry quota',
    );
  }
  return [];
}

function megabytes(bytes: number | undefined): string {
  return `${Math.round((bytes ?? 0) / 1024 ** 2)} MB`;
}

/** A build run that stays pending without a pod. */
function neverStarted(evidence: Evidence, side: Side): readonly Candidate[] {
  const run = present(evidence.buildRun);
  if (side !== 'build' || run?.status !== 'pending' || run.startTime) return [];
  if ((present(evidence.pods) ?? []).length > 0) return [];
  return [
    {
      cause: 'build-run-not-started',
      strength: 'symptom',
      confidence: 'possible',
      proof: { source: 'platform', text: 'pending, and no pod was made yet', where: `build run ${run.name}` },
      detail: `The build run has not started; a project keeps at most ${MOST_BUILD_RUNS} build runs.`,
    },
  ];
}

/** What the program says it listens on, in the words of common servers. Bounded, hence linear. */
const listening =
  /(?:listen(?:ing|s)?|running|started|serving|ready|available)\b[^\n]{0,120}?(?::|\bport[ =:]{1,3})(\d{2,5})\b/i;

function wrongPort(evidence: Evidence, side: Side): readonly Candidate[] {
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

function lineOf(text: string, index: number): string {
  const start = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

function failingHttpProbe(evidence: Evidence, side: Side): readonly Candidate[] {
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
      detail: `The program answers, but not on the probe's path ${probe.path ?? '/'}: ${event.message}`,
      captured: { path: probe.path ?? '/' },
    },
  ];
}

function noCommand(evidence: Evidence, side: Side): readonly Candidate[] {
  const check = registryOf(evidence);
  const spec = workloadSpec(evidence);
  if (side !== 'run' || !spec || spec.commands?.length || !configRead(check)) return [];
  if (check?.facts?.entrypoint?.length || check?.facts?.cmd?.length) return [];
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
function buildpackWithoutStart(evidence: Evidence, side: Side): readonly Candidate[] {
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

function exitsCleanly(evidence: Evidence, side: Side): readonly Candidate[] {
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

function daemonThatEnds(evidence: Evidence, side: Side): readonly Candidate[] {
  const run = present(evidence.jobRun);
  if (side !== 'run' || run?.runMode !== 'daemon' || run.status === 'running' || !(run.succeeded ?? 0))
    return [];
  return checked(
    'daemon-exit-zero',
    'The job runs as a daemon and its container ended with exit code 0, which counts as an intended stop.',
    `job run ${run.name}`,
  );
}

function manyRestarts(evidence: Evidence, side: Side): readonly Candidate[] {
  const revision = present(evidence.revision);
  if (side !== 'run') return [];
  const worst = (present(evidence.instances) ?? [])
    .filter((one) => !revision || !one.revisionName || one.revisionName === revision.name)
    .reduce((most, one) => Math.max(most, one.restarts ?? 0), 0);
  if (worst < MANY_RESTARTS) return [];
  return [
    {
      cause: 'container-restarts',
      strength: 'symptom',
      confidence: 'possible',
      proof: { source: 'platform', text: `${worst} restarts`, where: 'instances of the app' },
      detail: `A container of the app restarted ${worst} times.`,
    },
  ];
}

function slowPull(evidence: Evidence, side: Side): readonly Candidate[] {
  const size = registryOf(evidence)?.facts?.totalBytes ?? 0;
  if (side !== 'run' || size < LARGE_IMAGE) return [];
  const starting =
    ['pending', 'loading', 'deploying'].includes(present(evidence.jobRun)?.status ?? '') ||
    ['pending', 'loading', 'deploying'].includes(present(evidence.revision)?.status ?? '') ||
    present(evidence.revision)?.reason === 'initial_scale_never_achieved';
  if (!starting) return [];
  return [
    {
      cause: 'pull-slow',
      strength: 'symptom',
      confidence: 'likely',
      proof: {
        source: 'check',
        text: `${(size / 1024 ** 3).toFixed(1)} GB of compressed layers`,
        where: 'registry',
      },
      detail: `The image is ${(size / 1024 ** 3).toFixed(1)} GB compressed, and the instance is still starting.`,
    },
  ];
}

/** An app from source waits for its build (cases ). A failed build is the root itself. */
function waitingForBuild(evidence: Evidence, side: Side): readonly Candidate[] {
  const run = present(evidence.origin?.buildRun);
  if (side !== 'run' || !run || !['pending', 'running'].includes(run.status ?? '')) return [];
  return checked(
    'waiting-for-build',
    `The build run ${run.name} that makes the image is still ${run.status}.`,
    `build run ${run.name}`,
  );
}

function unsupportedRuntime(evidence: Evidence, side: Side): readonly Candidate[] {
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
    { captured: { runtime: names[0] ?? '' }, advisory: found !== undefined },
  );
}

/** A function's code bundle that the registry does not give out. */
function functionBundle(evidence: Evidence, side: Side): readonly Candidate[] {
  const fn = present(evidence.function);
  const check = registryOf(evidence);
  const failed = check?.steps.find(({ status }) => status === 'failed');
  if (side !== 'run' || !fn || fn.status === 'ready' || !failed) return [];
  return checked(
    'function-bundle-invalid',
    `The code bundle ${fn.codeReference ?? ''} cannot be fetched: ${failed.proof ?? failed.cause ?? failed.step}.`,
    'registry check of the code bundle',
  );
}

function movedTag(evidence: Evidence, side: Side): readonly Candidate[] {
  const drift = registryOf(evidence)?.drift;
  if (side !== 'run' || !drift?.tagDigest || drift.tagDigest === drift.pinnedDigest) return [];
  if (drift.pinnedExists === false) return [];
  return checked(
    'tag-moved',
    'The tag names another image than the one that the revision runs.',
    'registry check',
    { advisory: true, captured: { digest: drift.tagDigest } },
  );
}

function vulnerableImage(evidence: Evidence): readonly Candidate[] {
  const found = registryOf(evidence)?.icr?.vulnerabilities;
  if (!found || found.count === 0) return [];
  return checked(
    'image-vulnerable',
    `Vulnerability Advisor found ${found.count} issues in the image (${found.status}).`,
    'Vulnerability Advisor',
    { advisory: true },
  );
}

function registryOf(evidence: Evidence): RegistryCheck | undefined {
  return present(evidence.registry);
}
