/** The user's own names, for the commands of a fix. */
import type { Evidence } from './evidence';
import { hostOf } from './image-host';
import { present } from './present';
import type { RemedyFacts } from './remedy';
import { buildSpec, workloadSpec } from './specs';
import type { Subject } from './subject';

/** Everything that a remedy may fill in, as far as the evidence tells it. */
export function remedyFacts(
  subject: Subject,
  evidence: Evidence,
  captured: Readonly<Record<string, string>>,
): RemedyFacts {
  const isBuild = subject.kind === 'build' || subject.kind === 'buildrun';
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
        : (workload?.imageReference ?? fn?.codeReference);
  const known = present(evidence.registry)?.image;
  const named = subject.kind === 'text' || subject.kind === 'image' ? undefined : subject;
  return defined({
    kind: named?.kind,
    name: named?.name,
    project: named?.project.name ?? (subject.kind === 'image' ? subject.project?.name : undefined),
    region: named?.project.region ?? (subject.kind === 'image' ? subject.project?.region : undefined),
    build: present(evidence.build)?.name ?? run?.buildName ?? app?.build ?? present(evidence.job)?.build,
    buildRun: run?.name ?? app?.buildRun,
    app: app?.name,
    revision: revision?.name,
    job: present(evidence.job)?.name ?? jobRun?.jobName,
    jobRun: jobRun?.name,
    function: fn?.name,
    image,
    registryHost: image === undefined ? undefined : (known?.registry ?? hostOf(image)),
    imageTag: known?.tag,
    namespace: known?.repository.split('/')[0],
    registrySecret:
      subject.kind === 'image'
        ? subject.secret
        : isBuild
          ? spec?.outputSecret
          : (workload?.imageSecret ?? fn?.codeSecret),
    sourceUrl: spec?.sourceUrl,
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
    commands: workload?.commands,
    captured,
  });
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
