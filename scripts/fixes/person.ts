/**
 * What the person does at a step that no command takes, as far as the simulated world has it: commits what mends the
 * source, registers a key, lets addresses in, makes the managed secret anew, names what only a person knows.
 */

import { utils } from 'ssh2';
import { managedSecret, publish, pushed, splitImage } from '../../playground/src/scenarios/kit';
import type { App, Job, Project } from '../../playground/src/world';
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

const acts: readonly Act[] = [
  { when: /deploy key/, act: registerKey },
  { when: /Register the same public key/, act: renewKeys },
  { when: /Project settings, Integrations/, act: configureAgain },
  { when: /allow-list|network zone|restricts IP addresses|firewall/, act: letIn },
  {
    when: /\bDockerfile\b|\b[Cc]ommit\b|Correct (?:what|the)|Procfile|Build (?:the image|and push)|Let the program|Exit code/,
    act: mendSource,
  },
];

/** Takes the step. False: what it is about is not in the simulated world. */
export function takeStep(machine: Machine, about: About, step: PrintedStep): boolean {
  const known = acts.find(({ when }) => when.test(step.text));
  known?.act(machine, about, step);
  return known !== undefined;
}

/** The words of a line that only a person knows, filled in; the others stay. */
export function fillIn(machine: Machine, about: About, line: string): string {
  return line
    .replace(/(--from-literal \w+=)VALUE/g, '$1a-value')
    .replace(/\b(?:DOCKER_ID|USER_NAME|GITHUB_USER)\b/, 'fernwood')
    .replace('FILE_WITH_PASSWORD', () => password(machine, about, line))
    .replace(/(\S+?)\/NAMESPACE\//, (_all, host: string) => `${host}/${namespaceAt(machine, about, host)}/`);
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

/** A commit that is well, and of what was built elsewhere the image of it. */
function mendSource({ world }: Machine, about: About): void {
  const { project, kind, name } = about;
  const workload = workloadOf(about);
  const build = kind.startsWith('build') ? name : (workload?.build ?? name);
  if (project.builds.has(build)) {
    const commit = { sha: world.names.hex(40, 'mended', build), author: 'Jonas Brandt', branch: 'main' };
    project.behaviours.set(build, (spec) => pushed(world, project, spec, commit));
    return;
  }
  if (!workload) return;
  publish(world, workload.image_reference, {
    createdAt: world.clock.now(),
    build: 'mended',
    entrypoint: ['node'],
  });
}
