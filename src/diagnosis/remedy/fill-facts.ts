/** The user's own names, for the commands of a fix. */

import type { CauseId } from '../model/cause-id';
import type { Evidence } from '../model/evidence';
import { fleetReach } from '../model/fleet-reach';
import { bundleImage, hostOf } from '../model/image-host';
import type { App, SecretSummary } from '../model/platform';
import { present } from '../model/present';
import type { SourceFacts } from '../model/source-check';
import { buildSpec, workloadSpec } from '../model/specs';
import type { Subject } from '../model/subject';
import { toolAtWork } from './build-tool';
import type { FleetFacts, RemedyFacts, Shown } from './facts';
import { fileIn, gitHostIn, imageIn, peerIn, refusedIn, sourceIn, variableIn } from './spoken';

/** Everything that a remedy may fill in, as far as the evidence tells it; `said`: the lines that showed the cause. */
export function remedyFacts(
  subject: Subject,
  evidence: Evidence,
  captured: Readonly<Record<string, string>>,
  said: readonly string[] = [],
  cause?: CauseId,
): RemedyFacts {
  const isBuild = subject.kind === 'build' || subject.kind === 'buildrun' || subject.kind === 'source';
  const run = present(evidence.buildRun);
  const spec = buildSpec(evidence);
  const workload = workloadSpec(evidence);
  const app = present(evidence.app);
  const revision = present(evidence.revision);
  const jobRun = present(evidence.jobRun);
  const fn = present(evidence.function);
  const image =
    subject.kind === 'image'
      ? subject.reference
      : isBuild
        ? spec?.outputImage
        : (workload?.imageReference ?? bundleImage(fn?.codeReference));
  const check = present(evidence.registry);
  const known = check?.image;
  const secrets = present(evidence.secrets);
  const of = subject.kind === 'source' ? subject.of : undefined;
  const named =
    subject.kind === 'text' || subject.kind === 'image'
      ? undefined
      : subject.kind !== 'source'
        ? subject
        : 'build' in subject.of
          ? subject.of.build
          : undefined;
  const asked = subject.kind === 'image' || subject.kind === 'source' ? subject.project : undefined;
  const home = named?.project ?? asked;
  return defined({
    kind: named?.kind,
    asked: subject.kind === 'image' ? subject.kind : undefined,
    push: subject.kind === 'image' ? subject.push : undefined,
    name: named?.name,
    project: home?.name,
    projectId: home?.id,
    projectStatus: present(evidence.project)?.status,
    resourceGroup: present(evidence.project)?.resourceGroupId,
    region: home?.region,
    build: present(evidence.build)?.name ?? run?.buildName ?? app?.build ?? present(evidence.job)?.build,
    buildRun: run?.name ?? app?.buildRun,
    app: app?.name,
    revision: revision?.name,
    job: present(evidence.job)?.name ?? jobRun?.jobName,
    jobRun: jobRun?.name,
    function: fn?.name,
    fleet: present(evidence.fleet)?.name,
    fleetFacts: fleetFacts(evidence),
    image,
    registryHost: image === undefined ? undefined : (known?.registry ?? hostOf(image)),
    ...(image === undefined ? {} : partsOf(image)),
    ...(known?.tag !== undefined && { imageTag: known.tag }),
    ...(known && { repository: known.repository, namespace: known.repository.split('/')[0] }),
    knownTags: check?.tags,
    digest: check?.facts?.digest,
    drift: check?.drift,
    icr: check?.icr,
    registrySecret:
      subject.kind === 'image'
        ? subject.secret
        : isBuild
          ? spec?.outputSecret
          : (workload?.imageSecret ?? fn?.codeSecret),
    registrySecrets: secrets?.filter(isRegistryLogin).toSorted(ownFirst),
    secretNames: secrets?.map(({ name }) => name),
    baseImage: baseImageIn(said),
    sourceType: spec?.sourceType,
    sourceUrl: spec?.sourceUrl ?? (of && 'url' in of ? of.url : undefined),
    sourceRevision: spec?.sourceRevision,
    sourceSecret: spec?.sourceSecret,
    contextDir: spec?.sourceContextDir,
    dockerfile: spec?.strategySpecFile,
    strategyType: spec?.strategyType,
    strategySize: spec?.strategySize,
    timeout: spec?.timeout,
    memory: workload?.memoryLimit,
    cpu: workload?.cpuLimit,
    ephemeralStorage: workload?.ephemeralStorageLimit,
    port: revision?.imagePort ?? app?.imagePort,
    maxExecutionTime: jobRun?.maxExecutionTime ?? present(evidence.job)?.maxExecutionTime,
    runtime: fn?.runtime,
    exitCode: exitCodeOf(evidence),
    superfluous: present(evidence.superfluous),
    inUse: present(evidence.inUse),
    icrPlaces: present(evidence.namespaces),
    imageCommand: check?.facts && [...(check.facts.entrypoint ?? []), ...(check.facts.cmd ?? [])],
    commands: workload?.commands,
    arguments: workload?.arguments,
    probe: probeOf(revision ?? app),
    tool: isBuild ? toolAtWork((present(evidence.logs) ?? []).map(({ text }) => text).join('\n')) : undefined,
    environment: workload?.env,
    found: foundIn(evidence, cause),
    sourceRead: present(evidence.source)?.outcome === 'readable' || undefined,
    firstPush: check?.firstPush,
    knownRepositories: check?.repositories,
    shown: shownOf(evidence),
    variable: variableIn(said),
    peer: peerIn(said),
    file: fileIn(said),
    refused: refusedIn(said),
    captured,
  });
}

function fleetFacts(evidence: Evidence): FleetFacts | undefined {
  const fleet = present(evidence.fleet);
  if (!fleet) return undefined;
  const [subnetPool] = fleet.subnetPools;
  const [taskStore] = fleet.dataStores;
  const { id, taskIndices: indices } = fleet;
  return {
    ...(id !== undefined && { id }),
    ...(subnetPool !== undefined && { subnetPool }),
    ...(taskStore !== undefined && { taskStore }),
    ...(indices !== undefined && { indices }),
    ...fleetReach(evidence),
  };
}

/** What was read of it, which cards show. */
function shownOf({
  logs,
  events,
  secrets,
  build,
  buildRun,
  app,
  job,
  jobRun,
  function: fn,
  fleet,
}: Evidence): readonly Shown[] {
  return [
    ...((present(logs) ?? []).some(({ text }) => text.trim() !== '') ? (['logs'] as const) : []),
    ...(events?.state === 'present' ? (['events'] as const) : []),
    ...([build, buildRun, app, job, jobRun, fn, fleet].some((one) => one?.state === 'present')
      ? (['workload'] as const)
      : []),
    ...(secrets?.state === 'present' ? (['secrets'] as const) : []),
  ];
}

/** What the check of the source found true, about this cause. */
function foundIn({ source }: Evidence, cause: CauseId | undefined): SourceFacts | undefined {
  const check = present(source);
  if (!check) return undefined;
  const finding = check.findings.find((one) => one.cause === cause);
  const failed = check.steps.find(({ status }) => status === 'failed');
  const facts = { ...(failed?.cause === cause && check.facts), ...finding?.facts };
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/** What a pasted text tells by itself. `named`: what was read in it of names. */
export function textFacts(
  captured: Readonly<Record<string, string>>,
  said: readonly string[],
  named: Partial<RemedyFacts> = {},
): RemedyFacts {
  const image = named.image ?? imageIn(said);
  const sourceUrl = named.sourceUrl ?? sourceIn(said);
  return defined({
    ...named,
    ...(image !== undefined && { image, registryHost: hostOf(image), ...partsOf(image) }),
    ...(sourceUrl !== undefined && { sourceUrl }),
    shown: ['logs'],
    variable: variableIn(said),
    peer: peerIn(said),
    file: fileIn(said),
    refused: refusedIn(said),
    gitHost: gitHostIn(said),
    baseImage: baseImageIn(said),
    captured,
  });
}

/** Repository, namespace and tag of a reference. */
function partsOf(image: string): Pick<RemedyFacts, 'repository' | 'namespace' | 'imageTag'> {
  const path =
    hostOf(image) === 'docker.io' && !/^(?:https?:\/\/)?docker\.io\//.test(image)
      ? `docker.io/${image}`
      : image;
  const [, repository, tag] = /^(?:https?:\/\/)?[^/]+\/([^:@]+)(?::([^:@]+))?/.exec(path) ?? [];
  if (repository === undefined) return {};
  const namespace = repository.split('/')[0];
  return { repository, ...(namespace && { namespace }), ...(tag !== undefined && { imageTag: tag }) };
}

/** The image of a FROM line, as BuildKit names it when it looks it up. */
function baseImageIn(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const [, image] =
      /\b(?:load metadata for|source metadata for|failed to solve:|ERROR:) ([\w.-]{1,255}(?::\d{1,5})?(?:\/[\w.-]{1,255}){0,8}(?::[\w.-]{1,128}|@sha256:[0-9a-f]{64}))(?=[:\s]|$)/.exec(
        line,
      ) ?? [];
    if (image !== undefined) return image;
  }
  return undefined;
}

function isRegistryLogin({ format, server }: SecretSummary): boolean {
  return format === 'registry' && server !== undefined;
}

/** The secrets that Code Engine keeps itself come first: nobody has to look after them. */
function ownFirst(a: SecretSummary, b: SecretSummary): number {
  const rank = ({ name }: SecretSummary) => (name.startsWith('ce-auto-icr-private-') ? 0 : 1);
  return rank(a) - rank(b);
}

function probeOf(app: Pick<App, 'probeReadiness' | 'probeLiveness'> | undefined): RemedyFacts['probe'] {
  const { probeReadiness: ready, probeLiveness: live } = app ?? {};
  if (ready?.type === 'http') return { ...ready, use: 'ready' };
  return live?.type === 'http' ? { ...live, use: 'live' } : undefined;
}

function exitCodeOf(evidence: Evidence): number | undefined {
  for (const pod of present(evidence.pods) ?? []) {
    for (const { terminated, lastTerminated } of pod.containers) {
      const code = (terminated ?? lastTerminated)?.exitCode;
      if (code) return code;
    }
  }
  return undefined;
}

/** Leaves out what is not known, so that a spread never hides a fact behind `undefined`. */
function defined(facts: { readonly [Key in keyof RemedyFacts]: RemedyFacts[Key] | undefined }): RemedyFacts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as RemedyFacts;
}
