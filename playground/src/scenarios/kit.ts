import type { GitRepository } from '../git';
import { descriptionOf, imageDigest } from '../registry';
import {
  addBuild,
  addRegistrySecret,
  type BuildOptions,
  type BuildOutcome,
  type BuildSpec,
  commitTo,
  hours,
  type LogEntry,
  minutes,
  type Project,
  type RegistryImage,
  type RegistryRepository,
  refusedPush,
  runBuild,
  type World,
} from '../world';
import { cloned, notCloned } from './logs/git';

/** `host/path[:tag]` in its parts. */
export function splitImage(image: string): { host: string; path: string; tag: string } {
  const [, host = '', path = '', tag = 'latest'] = /^([^/]+)\/([^:@]+)(?::([^@]+))?/.exec(image) ?? [];
  return { host: host.replace(/^private\./, ''), path, tag };
}

/** The repository of an image in the world's registries; it is made when it is not there. */
export function repository(
  world: World,
  image: string,
  visibility: RegistryRepository['visibility'] = 'private',
): RegistryRepository {
  const { host, path } = splitImage(image);
  const known = world.registry.repositories.find((entry) => entry.host === host && entry.path === path);
  if (known) return known;
  const made: RegistryRepository = { host, path, visibility, images: [], trash: [] };
  world.registry.repositories.push(made);
  return made;
}

export interface Published extends Partial<Omit<RegistryImage, 'tags' | 'digest'>> {
  readonly visibility?: RegistryRepository['visibility'];
  /** Tells images of one tag apart, for example the one before an overwrite. */
  readonly build?: string;
  readonly untagged?: boolean;
}

/** Puts an image into its registry. Returns its digest. */
export function publish(world: World, image: string, options: Published = {}): string {
  const { visibility, build = '', untagged, ...facts } = options;
  const { tag } = splitImage(image);
  const made = {
    build: world.names.hex(12, 'image', image, build),
    platforms: ['linux/amd64'],
    bytes: 84_000_000,
    createdAt: world.clock.now() - hours(20),
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['node', 'server.js'],
    exposedPorts: ['8080/tcp'],
    ...facts,
  };
  const digest = imageDigest(descriptionOf(made));
  const home = repository(world, image, visibility);
  home.images = home.images.map((entry) =>
    untagged ? entry : { ...entry, tags: entry.tags.filter((other) => other !== tag) },
  );
  home.images.push({ ...made, digest, tags: untagged ? [] : [tag] });
  return digest;
}

/** Lets a user of a registry in. A `private.` host has the logins of its public one. */
export function letIn(
  world: World,
  host: string,
  username: string,
  password: string,
  rights: { readonly pull?: readonly string[]; readonly push?: readonly string[] } = {},
): void {
  world.registry.logins.push({
    host: host.replace(/^private\./, ''),
    username,
    password,
    pull: rights.pull ?? [''],
    push: rights.push ?? [],
  });
}

/** Lets the login of a registry secret into a host, whatever server the secret names. */
export function addLogin(
  world: World,
  project: Project,
  secret: string,
  host: string,
  rights: Parameters<typeof letIn>[4],
): void {
  const { username = '', password = '' } = project.secrets.get(secret)?.data ?? {};
  letIn(world, host, username, password, rights);
}

/** A registry secret together with what its login may do at its server: `refused` is let in nowhere. */
export function registrySecret(
  world: World,
  project: Project,
  name: string,
  login: { readonly server: string; readonly username?: string },
  rights: Parameters<typeof letIn>[4] | 'refused' = {},
): void {
  addRegistrySecret(world, project, name, login);
  if (rights === 'refused') return;
  const host = login.server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  addLogin(world, project, name, host.replace('index.docker.io', 'docker.io'), rights);
}

/** Code Engine's own registry secret of a project, which may read and write every namespace of the account. */
export function managedSecret(
  world: World,
  project: Project,
  host: string,
  key: 'valid' | 'refused' = 'valid',
): void {
  const name = `ce-auto-icr-private-${project.region}`;
  const secret = addRegistrySecret(world, project, name, { server: host }, { generatedBy: 'system' });
  if (key === 'refused') return;
  letIn(world, host, 'iamapikey', secret.data.password ?? '', { pull: [''], push: [''] });
}

/** What of a log is kept where platform logs of the project's region are routed to. */
export function keepLog(
  world: World,
  project: Project,
  of: Pick<LogEntry, 'componentType' | 'component' | 'subcomponentType' | 'subcomponent' | 'instanceId'>,
  written: {
    /** Minutes ago that the first line was written; the others follow, a second each. */
    readonly minutes: number;
    readonly text: string;
    /** Lines behind which the service breaks its answer off; absent: it does not. */
    readonly breaksAfter?: number;
  },
): void {
  const instance = world.logs.instances.find(({ region }) => region === project.region);
  const from = ago(world, written.minutes);
  const lines = written.text.trimEnd().split('\n');
  for (const [index, message] of lines.entries()) {
    instance?.entries.push({
      ...of,
      at: from + index * 1_000,
      projectId: project.id,
      project: project.name,
      message,
      ...(index + 1 === written.breaksAfter && { breaks: true }),
    });
  }
}

/** Milliseconds since 1970, `minutes` before the world's now. */
export function ago(world: World, count: number): number {
  return world.clock.now() - minutes(count);
}

/** One run of a build, as it starts. */
export interface Attempt {
  readonly at: number;
  readonly sha: string;
  readonly spec: BuildSpec;
}

export interface FailingBuild extends Omit<BuildOptions, 'behaviour' | 'source_url'> {
  readonly source_url: string;
  /** What its runs do, as long as `mended` does not hold. */
  readonly outcome: (context: Attempt) => BuildOutcome;
  /** Whether a build of these settings works. */
  readonly mended?: (spec: BuildSpec, project: Project) => boolean;
  /** Minutes ago that the failing runs started, oldest first. */
  readonly failedAgo: readonly number[];
  /** Hours ago that a run still worked; absent: never. */
  readonly workedAgo?: number;
  /** What its repository holds; absent: a Dockerfile or app that is well. `none`: its host is not there for us. */
  readonly repository?: Partial<Omit<GitRepository, 'host' | 'path'>> | 'none';
  /** Author of the commit that is built. */
  readonly author?: string;
}

/** A build whose last runs failed, perhaps after better days. Returns the name of the newest run. */
export function failingBuild(world: World, project: Project, options: FailingBuild): string {
  const { outcome, mended, failedAgo, workedAgo, author, repository: holds, ...build } = options;
  const committed =
    holds === 'none'
      ? undefined
      : commitTo(world, build, { ...holds, ...(author !== undefined && { author }) });
  const commit = {
    sha: committed?.[0] ?? world.names.hex(40, 'commit', project.name, build.name),
    author: author ?? 'Mara Lindqvist',
    branch: build.source_revision ?? 'main',
  };
  const added = addBuild(world, project, {
    ...build,
    behaviour: (spec) => {
      const at = world.clock.now();
      if (mended?.(spec, project)) return pushed(world, project, spec, commit);
      return { commit, ...outcome({ at, sha: commit.sha, spec }) };
    },
  });
  if (workedAgo !== undefined) {
    const startedAt = world.clock.now() - hours(workedAgo);
    const before = committed?.[1] ?? world.names.hex(40, 'commit', project.name, build.name, 'earlier');
    const earlier = { ...commit, sha: before };
    const worked = succeeded(world, added, earlier, startedAt);
    runBuild(world, project, { build: build.name, startedAt, outcome: { ...worked, noPod: true } });
  }
  let newest = '';
  for (const minutesAgo of failedAgo) {
    const startedAt = ago(world, minutesAgo);
    const failed = { commit, ...outcome({ at: startedAt, sha: commit.sha, spec: added }) };
    newest = runBuild(world, project, { build: build.name, startedAt, outcome: failed }).name;
  }
  return newest;
}

/** A run that works. */
export function succeeded(
  world: World,
  spec: BuildSpec,
  commit: NonNullable<BuildOutcome['commit']>,
  at: number,
  log = '',
): BuildOutcome {
  const digest = world.names.digest('built', spec.output_image, commit.sha);
  return {
    status: 'succeeded',
    reason: 'succeeded',
    seconds: 96,
    condition: { reason: 'Succeeded', message: 'All Steps have completed executing' },
    source: cloneWorked(spec, commit.sha, at),
    build: { log: log || healthyBuildLog(spec, digest), seconds: 89, exitCode: 0, reason: 'Completed' },
    commit,
    outputDigest: digest,
  };
}

/** A run that works, from now on. Its image is there at once: nobody asks for it before the run has ended. */
export function pushed(
  world: World,
  project: Project,
  spec: BuildSpec,
  commit: NonNullable<BuildOutcome['commit']>,
): BuildOutcome {
  const at = world.clock.now();
  const refused = refusedPush(world, project, spec.output_image, spec.output_secret);
  if (refused) {
    const failure = `failed to push ${spec.output_image}: ${refused.message}`;
    const log = `#12 exporting to image\n#12 ERROR: ${failure}\nerror: failed to solve: ${failure}\n`;
    return {
      commit,
      ...stepFailed({ at, sha: commit.sha, spec }, { log, seconds: 80 }, { reason: refused.reason }),
    };
  }
  const outputDigest = publish(world, spec.output_image, { createdAt: at, build: commit.sha });
  return { ...succeeded(world, spec, commit, at), outputDigest };
}

function healthyBuildLog(spec: BuildSpec, digest: string): string {
  return `#1 [internal] load build definition from ${spec.strategy_spec_file ?? 'Dockerfile'}\n#1 DONE 0.0s\n\n#12 exporting to image\n#12 pushing manifest for ${spec.output_image}@${digest} 0.6s done\n#12 DONE 9.4s\n`;
}

export function cloneWorked(
  spec: Pick<BuildSpec, 'source_url' | 'source_revision'>,
  sha: string,
  at: number,
): NonNullable<BuildOutcome['source']> {
  const checkout = {
    url: spec.source_url ?? '',
    at,
    ...(spec.source_revision !== undefined && { revision: spec.source_revision }),
  };
  return { log: cloned(checkout, sha), seconds: 4, exitCode: 0, reason: 'Completed' };
}

/** `step-build-and-push` failed, with this log. */
export function stepFailed(
  { spec, sha, at }: Attempt,
  step: {
    readonly log: string;
    readonly seconds: number;
    readonly exitCode?: number;
    readonly reason?: string;
  },
  more: Partial<BuildOutcome> = {},
): BuildOutcome {
  const exitCode = step.exitCode ?? 1;
  return {
    status: 'failed',
    reason: 'failed_to_execute_build_run',
    seconds: 5 + step.seconds,
    condition: {
      reason: 'Failed',
      message: `"step-build-and-push" exited with code ${exitCode} (image: "icr.io/obs/codeengine/buildkit/builder:v0.17.3"); for logs run: kubectl -n {namespace} logs {pod} -c step-build-and-push`,
    },
    source: cloneWorked(spec, sha, at),
    build: { log: step.log, seconds: step.seconds, exitCode, reason: step.reason ?? 'Error' },
    ...more,
  };
}

/** `step-source-default` failed, with these words of git. */
export function sourceFailed(
  { spec, at }: Attempt,
  output: string,
  failure: { readonly reason: string; readonly message: string },
  more: Partial<BuildOutcome> = {},
): BuildOutcome {
  const checkout = {
    url: spec.source_url ?? '',
    at,
    ...(spec.source_revision !== undefined && { revision: spec.source_revision }),
  };
  return {
    status: 'failed',
    reason: 'failed_to_execute_build_run',
    seconds: 3,
    condition: {
      reason: 'Failed',
      message:
        'buildrun step step-source-default failed in pod {pod}, for detailed information: ibmcloud ce buildrun logs -n {run}',
    },
    failureDetails: failure,
    source: { log: notCloned(checkout, output), seconds: 3, exitCode: 1, reason: 'Error' },
    ...more,
  };
}
