/**
 * What the person does at a step that no command takes, as far as the simulated world has it: commits what mends the
 * source, registers a key, lets addresses in, makes the managed secret anew, names what only a person knows.
 */

import { utils } from 'ssh2';
import { placeOf } from '../../playground/src/git';
import { managedSecret, publish, pushed, splitImage } from '../../playground/src/scenarios/kit';
import {
  type App,
  commitTo,
  deploy,
  type Job,
  minutes,
  type Project,
  runBuild,
} from '../../playground/src/world';
import { registryRegion } from '../../src/diagnosis/model/image-host';
import type { PrintedStep } from '../../src/diagnosis/remedy/print';
import type { Machine } from './machine';

/** What was asked about: `app shop-checkout` of a project. */
export interface About {
  readonly project: Project;
  readonly kind: string;
  readonly name: string;
}

interface Act {
  readonly when: RegExp;
  readonly act: (machine: Machine, about: About, step: PrintedStep) => void;
}

/** What the person does before the commands of the step. */
const firsts: readonly Act[] = [
  { when: /the namespace is in another account: log in there/, act: ownNamespace },
];

const acts: readonly Act[] = [
  { when: /the namespace is in another account: log in there/, act: () => undefined },
  // The name is right: what follows on the card is for that.
  { when: /^Check the name/, act: () => undefined },
  { when: /let the host be reached/, act: openGitHost },
  { when: /Wait until its build run has ended/, act: waitForBuild },
  { when: /^Build the image again: the newest base image/, act: renewImage },
  { when: /^Make the image smaller/, act: shrinkImage },
  { when: /^The registry of .* needs the namespace/, act: upgradePlan },
  { when: /\.ceignore/, act: ignoreWhatIsNotNeeded },
  { when: /deploy key/, act: registerKey },
  { when: /Register the same public key/, act: renewKeys },
  { when: /Project settings, Integrations/, act: configureAgain },
  { when: /allow-list|network zone|restricts IP addresses|firewall/, act: letIn },
  {
    when: /\bDockerfile\b|\b[Cc]ommit\b|Correct (?:what|the)|Procfile|Build (?:the image|and push)|Let the program|Exit code/,
    act: mendSource,
  },
];

/** Does what comes before the commands of the step. */
export function prepareStep(machine: Machine, about: About, step: PrintedStep): void {
  firsts.find(({ when }) => when.test(step.text))?.act(machine, about, step);
}

/** Takes the step. False: what it is about is not in the simulated world. */
export function takeStep(machine: Machine, about: About, step: PrintedStep): boolean {
  const known = acts.find(({ when }) => when.test(step.text));
  known?.act(machine, about, step);
  return known !== undefined;
}

/** The words of a line that only a person knows, filled in; the others stay. */
export function fillIn(machine: Machine, about: About, said: string): string {
  const line = said.replace(/\bREGISTRY_HOST\b/, () => outputHost(about));
  return line
    .replace(/(--from-literal \w+=)VALUE/g, '$1a-value')
    .replace(/\b(?:DOCKER_ID|USER_NAME|GITHUB_USER)\b/, 'fernwood')
    .replace(/\bSERVICE_ID\b/, 'ce-image-bot')
    .replace(/\b(?:JOB|BUILD|FUNCTION)_NAME\b/, about.name)
    .replace(/(\S+):TAG\b/, (_all, image: string) => `${image}:${tagOf(machine, about, image)}`)
    .replace('FILE_WITH_PASSWORD', () => password(machine, about, line))
    .replace(/(\S+?)\/NAMESPACE\//, (_all, host: string) => `${host}/${namespaceAt(machine, about, host)}/`);
}

/** The registry that the person's own command names. */
function outputHost({ project, name }: About): string {
  const image = project.builds.get(name)?.output_image;
  return image === undefined ? 'ghcr.io' : splitImage(image).host;
}

/** The newest tag there is; where there is none, the person builds the image and pushes it. */
function tagOf({ world }: Machine, _about: About, image: string): string {
  const { host, path } = splitImage(image);
  const home = world.registry.repositories.find((one) => one.host === host && one.path === path);
  const tags = home?.images.flatMap((one) => one.tags) ?? [];
  const [newest = 'rebuilt'] = tags.slice(-1);
  if (tags.length === 0) publish(world, `${image}:${newest}`, { createdAt: world.clock.now() });
  return newest;
}

function namespaceAt({ world }: Machine, { project }: About, host: string): string {
  const open = host.replace(/^private\./, '');
  const own = world.registry.accounts.find((one) => one.host === open)?.namespaces ?? [];
  return own.find((name) => name === project.name) ?? own[0] ?? 'NAMESPACE';
}

/** A token that the registry gives its user, in a file. */
function password(machine: Machine, { project }: About, line: string): string {
  const secret = project.secrets.get(/--name (\S+)/.exec(line)?.[1] ?? '')?.data;
  const server = /--server (\S+)/.exec(line)?.[1] ?? secret?.server ?? '';
  const host = server
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace('index.docker.io', 'docker.io');
  const token = machine.world.canary(`token-of-${host}`);
  const username = secret?.username ?? 'fernwood';
  machine.world.registry.logins.push({ host, username, password: token, pull: [''], push: [''] });
  machine.files.set('password', token);
  return 'password';
}

function registerKey({ files, world }: Machine, _about: About, { command = '' }: PrintedStep): void {
  const file = /-f (\S+)/.exec(command)?.[1] ?? '';
  const [, publicKey = ''] = (files.get(`${file}.pub`) ?? '').trim().split(' ');
  if (utils.parseKey(`ssh-ed25519 ${publicKey}`) instanceof Error) return;
  world.git.keys.push({ publicKey, owner: 'fernwood-shop' });
}

function renewKeys({ world }: Machine): void {
  const keys = world.git.keys.map(({ expired: _over, ...key }) => key);
  world.git.keys.splice(0, world.git.keys.length, ...keys);
}

function configureAgain({ world }: Machine, { project }: About): void {
  const host =
    project.region === 'eu-de' ? 'private.de.icr.io' : `private.${project.region.slice(0, 2)}.icr.io`;
  managedSecret(world, project, host);
}

function workloadOf({ project, kind, name }: About): App | Job | undefined {
  if (kind === 'app') return project.apps.get(name);
  return project.jobs.get(kind === 'jobrun' ? (project.jobRuns.get(name)?.job_name ?? name) : name);
}

function letIn({ world }: Machine, about: About): void {
  const { host } = splitImage(workloadOf(about)?.image_reference ?? '');
  const others = world.registry.troubles.filter((one) => one.host !== host);
  world.registry.troubles.splice(0, world.registry.troubles.length, ...others);
}

/** Somebody of the other account lets this one in: its registry is the same, and the namespace theirs. */
function ownNamespace({ world }: Machine, about: About): void {
  const { host, path } = splitImage(workloadOf(about)?.image_reference ?? '');
  const [namespace = ''] = path.split('/');
  world.registry.accounts.push({
    host,
    namespaces: [namespace],
    plan: 'Standard',
    storage: { used: 0, limit: -1 },
    traffic: { used: 0, limit: -1 },
  });
}

/** The git host answers from the internet, and has the repository of the build, with a Dockerfile that works. */
function openGitHost(machine: Machine, about: About): void {
  const build = about.project.builds.get(about.name);
  if (build) commitTo(machine.world, build);
  mendSource(machine, about);
}

/** The build run ends, and the app is deployed. */
function waitForBuild({ world }: Machine, { project, name }: About): void {
  const app = project.apps.get(name);
  const build = app?.build;
  if (!app || build === undefined) return;
  const commit = { sha: world.names.hex(40, 'mended', build), author: 'Jonas Brandt', branch: 'main' };
  project.behaviours.set(build, (spec) => pushed(world, project, spec, commit));
  runBuild(world, project, { build });
  world.clock.jump(BUILDING);
  world.catchUp();
  deploy(world, project, app);
}

/** Long enough for a build. */
const BUILDING = minutes(20);

/** The image, built again on what is newest. */
function renewImage({ world }: Machine, { kind, name }: About): void {
  if (kind === 'image') publish(world, name, { createdAt: world.clock.now(), build: 'renewed' });
}

function ignoreWhatIsNotNeeded({ files }: Machine): void {
  files.set('.ceignore', 'node_modules\n.git\n');
}

function shrinkImage({ world }: Machine, about: About): void {
  const workload = workloadOf(about);
  if (workload) publish(world, workload.image_reference, { createdAt: world.clock.now(), build: 'smaller' });
}

/** Pays for a plan without limits, in the region that is set. */
function upgradePlan({ world, registryRegion: region }: Machine): void {
  for (const account of world.registry.accounts.filter(({ host }) => registryRegion(host) === region)) {
    account.plan = 'Standard';
    account.storage.limit = -1;
    account.traffic.limit = -1;
  }
}

/** The build that makes the image of a workload. */
function buildOf({ project }: About, workload: App | Job | undefined): string | undefined {
  if (!workload) return undefined;
  const { build, image_reference: image } = workload;
  return build ?? [...project.builds.values()].find(({ output_image: made }) => made === image)?.name;
}

/** A commit that is well, and of what was built elsewhere the image of it. */
function mendSource({ world }: Machine, about: About, step?: PrintedStep): void {
  const { project, kind, name } = about;
  const workload = workloadOf(about);
  const build = kind.startsWith('build') ? name : buildOf(about, workload);
  if (build !== undefined && project.builds.has(build)) {
    const commit = { sha: world.names.hex(40, 'mended', build), author: 'Jonas Brandt', branch: 'main' };
    const spec = project.builds.get(build);
    const place = placeOf(spec?.source_url ?? '');
    const repository = place && world.git.find(place.host, place.path);
    if (spec && repository && step?.text.includes('Procfile')) {
      commitTo(world, spec, { files: { ...repository.files, Procfile: 'web: python main.py\n' } });
    }
    project.behaviours.set(build, (run) => pushed(world, project, run, commit));
    return;
  }
  if (!workload) return;
  publish(world, workload.image_reference, {
    createdAt: world.clock.now(),
    build: 'mended',
    entrypoint: ['node'],
  });
}
