/** What is broken behind a failure: the workload itself, or something that many share. Pure. */
import { createHash } from 'node:crypto';
import { causeOf, traitsOf } from '../../diagnosis/causes/index';
import type { CauseId } from '../../diagnosis/model/cause-id';
import { gitHost } from '../../diagnosis/model/git-address';
import { hostOf } from '../../diagnosis/model/image-host';
import { personName } from '../../diagnosis/model/person-name';
import type { Report } from '../../diagnosis/model/report';
import type { Fingerprint, Incident, Thing } from '../../store/port';
import { imageHost } from './fingerprint';
import type { Observation } from './observation';

/** What the failure breaks on. Where the shared thing is not known, the workload stands for itself. */
export function thingOf(observation: Observation, report: Report): Thing {
  const { fingerprint, subject, key } = observation;
  const own: Thing = { kind: 'workload', key, subject };
  const { project } = subject;
  switch (traitsOf(report.cause).breaks) {
    case 'registry-secret': {
      const name = report.registry?.credential.secretName ?? fingerprint.secret;
      return name ? { kind: 'secret', name, project } : own;
    }
    case 'source-secret': {
      const name = fingerprint['source secret'];
      return name ? { kind: 'secret', name, project } : own;
    }
    case 'registry': {
      const host = registryHost(fingerprint, report);
      return host ? { kind: 'registry', host } : own;
    }
    case 'base-registry':
      return { kind: 'registry', host: baseRegistry(report) };
    case 'registry-quota': {
      const host = registryHost(fingerprint, report);
      return host ? { kind: 'quota', of: host } : own;
    }
    case 'project-quota':
      return { kind: 'quota', of: `project ${project.name} (${project.id})` };
    case 'git-host': {
      const host = gitHost(fingerprint.source);
      return host ? { kind: 'git-host', host } : own;
    }
    default:
      return own;
  }
}

function registryHost(fingerprint: Fingerprint, report: Report): string | undefined {
  return report.registry?.image?.registry ?? imageHost(fingerprint);
}

/** The registry of a FROM image: the report's own check, or Docker Hub, whose limit it is as a rule. */
function baseRegistry(report: Report): string {
  const from = /\b([a-z0-9.-]+(?::\d+)?\/[\w./-]+)/i.exec(report.findings[0]?.proof[0]?.text ?? '')?.[1];
  return from ? hostOf(from) : 'docker.io';
}

/** Hash of the normalised cause and the thing that is broken; never of a message's text. */
export function incidentKey(cause: CauseId, thing: Thing): string {
  return createHash('sha256')
    .update(`${cause}\n${thingName(thing)}`)
    .digest('hex')
    .slice(0, 32);
}

function thingName(thing: Thing): string {
  switch (thing.kind) {
    case 'workload':
      return thing.key;
    case 'secret':
      return `secret:${thing.project.id}/${thing.name}`;
    case 'registry':
      return `registry:${thing.host}`;
    case 'git-host':
      return `git:${thing.host}`;
    case 'quota':
      return `quota:${thing.of}`;
  }
}

/** Whether a success with this fingerprint proves that the shared thing works. */
export function proves(
  thing: Thing,
  observation: Pick<Observation, 'key' | 'subject' | 'fingerprint'>,
): boolean {
  const { fingerprint, subject } = observation;
  switch (thing.kind) {
    case 'workload':
      return thing.key === observation.key;
    case 'secret':
      return (
        subject.project.id === thing.project.id &&
        (fingerprint.secret === thing.name || fingerprint['source secret'] === thing.name)
      );
    case 'registry':
      return imageHost(fingerprint) === thing.host;
    case 'git-host':
      return gitHost(fingerprint.source) === thing.host;
    case 'quota':
      return imageHost(fingerprint) === thing.of || thing.of.endsWith(`(${subject.project.id})`);
  }
}

/** The cause's title. */
export function titleOf(cause: CauseId): string {
  return causeOf(cause).title;
}

/** The commit that was built and who made it: as the platform says, or git. */
export function commitOf({ build, source }: Report): Incident['commit'] {
  const run = build?.run;
  const by = personName(run?.gitCommitAuthor ?? source?.commit?.author ?? '');
  const id = (run?.gitCommitSha ?? source?.commit?.id)?.slice(0, 7);
  return by === undefined ? undefined : { by, ...(id && { id }) };
}
