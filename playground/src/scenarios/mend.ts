/** The world after somebody fixed what a case broke: a change of the build or a new commit, a new revision, a new run. */
import {
  addJob,
  addJobRun,
  deployRevision,
  instant,
  type JobRunStory,
  minutes,
  type Project,
  pinned,
  removeJobRun,
  runBuild,
  type World,
} from '../world';
import { connectivityCases } from './cases/connectivity';
import { outOfReachCases } from './cases/out-of-reach';
import { defaultProject } from './company';
import { started } from './events';
import { managedSecret, publish, pushed, splitImage } from './kit';
import type { Scenario } from './scenario';

/** Whether a person can fix a case: it is broken, and what it is about is still there. */
export function canMend(scenario: Scenario): boolean {
  return (
    scenario.cause !== 'healthy-no-problem' &&
    !outOfReachCases.includes(scenario) &&
    !connectivityCases.includes(scenario) &&
    /^(?:build|app|job|jobrun) /.test(scenario.command)
  );
}

/**
 * Fixes the workload of a case, as a person would who follows the card, and lets it run anew.
 * Returns what happens, in words for people.
 * @throws RangeError when its command names no workload, or one that is gone
 */
export function mend(world: World, scenario: Mendable): string {
  const { kind, name, project } = workloadOf(world, scenario);
  if (undoing(project).has(scenario.command)) throw new RangeError(`${name} is fixed already`);
  switch (kind) {
    case 'build':
      return mendBuild(world, project, name, scenario);
    case 'app':
      return mendApp(world, project, name, scenario);
    case 'job':
      return mendJob(world, project, name, scenario);
    case 'jobrun':
      return mendJob(world, project, project.jobRuns.get(name)?.job_name ?? name, scenario);
    default:
      throw new RangeError('this case cannot be fixed here');
  }
}

/** Takes back what `mend` did to a case, if it did; runs and revisions that went before stay as they are. */
export function breakAgain(world: World, scenario: Mendable): void {
  const undo = undoing(workloadOf(world, scenario).project);
  undo.get(scenario.command)?.();
  undo.delete(scenario.command);
}

type Mendable = Pick<Scenario, 'command' | 'fix'>;

/** How to take back what was fixed, by command. */
const undone = new WeakMap<Project, Map<string, () => void>>();

function undoing(project: Project): Map<string, () => void> {
  const known = undone.get(project) ?? new Map<string, () => void>();
  undone.set(project, known);
  return known;
}

function workloadOf(world: World, { command }: Mendable) {
  const [, kind = '', name = '', at] = /^(\w+) (\S+)(?:.* --project (\S+))?/.exec(command) ?? [];
  return { kind, name, project: world.project(at ?? defaultProject) };
}

function mendBuild(world: World, project: Project, name: string, { command, fix }: Mendable): string {
  const build = project.builds.get(name);
  const behaviour = project.behaviours.get(name);
  if (!build || !behaviour) throw new RangeError(`${name} is gone`);
  const unwelcome = makeWelcome(world, fix?.output_image ?? build.output_image);
  undoing(project).set(command, () => {
    unwelcome();
    world.put(project, 'builds', { ...build, entity_tag: world.entityTag() });
    project.behaviours.set(name, behaviour);
  });
  const ready = { ...build, status: 'ready', status_details: { reason: 'registered' } };
  world.put(project, 'builds', { ...ready, ...fix, entity_tag: world.entityTag() });
  if (!fix) {
    const sha = world.names.hex(40, 'commit', project.name, name, String(world.clock.now()));
    const commit = { sha, author: 'Jonas Brandt', branch: build.source_revision ?? 'main' };
    project.behaviours.set(name, (spec) => pushed(world, project, spec, commit));
  }
  managed(world, project);
  const run = runBuild(world, project, { build: name });
  const what = fix ? `changes the build ${name}` : `pushes a commit that fixes ${name}`;
  return `Somebody ${what}, and runs it: ${run.name}.`;
}

/** Name of the project's managed secret, which is made anew where it is gone or its key is refused. */
function managed(world: World, project: Project): string {
  const name = `ce-auto-icr-private-${project.region}`;
  const { server = 'private.de.icr.io', password } = project.secrets.get(name)?.data ?? {};
  if (!world.registry.logins.some((login) => login.password === password))
    managedSecret(world, project, server);
  return name;
}

/** Ends what the registry has against an image: refused addresses, used-up quotas. The result takes it back. */
function makeWelcome(world: World, image: string): () => void {
  const { host, path } = splitImage(image);
  const against = world.registry.troubles.filter(
    (each) => each.host === host && path.startsWith(each.path ?? ''),
  );
  for (const trouble of against) world.registry.troubles.splice(world.registry.troubles.indexOf(trouble), 1);
  const before = world.registry.accounts
    .filter((one) => one.host === host && one.namespaces.includes(path.split('/')[0] ?? ''))
    .map((account) => ({ account, storage: account.storage.limit, traffic: account.traffic.limit }));
  for (const { account } of before) {
    account.storage.limit = -1;
    account.traffic.limit = -1;
  }
  return () => {
    world.registry.troubles.push(...against);
    for (const { account, storage, traffic } of before) {
      account.storage.limit = storage;
      account.traffic.limit = traffic;
    }
  };
}

/** A new image where the project's managed secret lets in. */
function newImage(world: World, project: Project, name: string, current: string) {
  const secret = managed(world, project);
  const home = project.secrets.get(secret)?.data.server ?? '';
  const { host, path, tag } = splitImage(current);
  const image = `${home}/${home.endsWith(host) ? path : `${project.name}/${name}`}:${tag}-fixed`;
  makeWelcome(world, image);
  const digest = publish(world, image, { createdAt: world.clock.now() });
  return { image, digest, secret };
}

function mendApp(world: World, project: Project, name: string, { command }: Mendable): string {
  const app = project.apps.get(name);
  if (!app) throw new RangeError(`${name} is gone`);
  const { digest, ...from } = newImage(world, project, name, app.image_reference);
  const reference = pinned(from.image, digest);
  const createdAt = world.clock.now();
  const { name: revision } = deployRevision(world, project, name, {
    ...from,
    digest,
    createdAt,
    status: 'ready',
    reason: 'ready',
    instances: [
      {
        createdAt,
        status: 'running',
        phase: 'Running',
        user: { state: { running: 2_400 }, ready: true, log: 'ready to serve\n', imageId: reference },
        events: started(reference, 'user-container'),
      },
    ],
  });
  undoing(project).set(command, () => {
    world.remove(project, 'revisions', revision);
    project.revisionObjects.delete(revision);
    for (const pod of project.pods.values()) {
      if (pod.labels['serving.knative.dev/revision'] !== revision) continue;
      project.pods.delete(pod.name);
      project.instances.delete(pod.name);
    }
    world.put(project, 'apps', { ...app, entity_tag: world.entityTag() });
  });
  return `Somebody deploys the app ${name} with an image that works: ${revision}.`;
}

function mendJob(world: World, project: Project, name: string, { command }: Mendable): string {
  const job = project.jobs.get(name);
  if (!job) throw new RangeError(`${name} is gone`);
  const { digest: _, ...from } = newImage(world, project, name, job.image_reference);
  addJob(world, project, { name, ...from });
  const createdAt = world.clock.now();
  const run = `${name}-run-${instant(createdAt)
    .replaceAll(/[-:TZ]/g, '')
    .slice(2)}`;
  const tell = (status: 'running' | 'succeeded') =>
    addJobRun(world, project, { name, ...from }, jobRunStory({ run, createdAt, status, image: from.image }));
  tell('running');
  world.at(createdAt + jobTakes, () => {
    removeJobRun(world, project, run);
    tell('succeeded');
  });
  undoing(project).set(command, () => world.put(project, 'jobs', { ...job, entity_tag: world.entityTag() }));
  return `Somebody gives the job ${name} an image that works, and runs it: ${run}.`;
}

const jobTakes = minutes(1);

function jobRunStory({
  run,
  createdAt,
  status,
  image,
}: {
  readonly run: string;
  readonly createdAt: number;
  readonly status: 'running' | 'succeeded';
  readonly image: string;
}): JobRunStory {
  const ended = status === 'succeeded';
  return {
    name: run,
    createdAt,
    status: ended ? 'completed' : 'running',
    ...(ended && { finishedAfter: jobTakes }),
    indices: [
      {
        index: 0,
        status,
        pod: {
          phase: ended ? 'Succeeded' : 'Running',
          container: {
            state: ended
              ? { terminated: 'Completed', exitCode: 0, from: 3_000, to: jobTakes }
              : { running: 3_000 },
            log: ended ? 'started\ndone\n' : 'started\n',
          },
          events: started(image, run),
        },
      },
    ],
  };
}
