/**
 * What a person had typed whose pasted text is a documented case, and how they give the command again once the card has
 * told them what to change. Where it is played, the command fails as the text says before, and works afterwards.
 */

import { publish, pushed } from '../../playground/src/scenarios/kit';
import { minutes, type Project, type World } from '../../playground/src/world';
import type { PrintedStep } from '../../src/diagnosis/remedy/print';
import type { AskedBot } from '../asked-bot';
import { codeEngineCli } from './code-engine-cli';
import { parse, UsageError } from './grammar';
import { CommandError, type Machine, newMachine } from './machine';
import { play } from './play';

interface Typed {
  readonly project: string;
  readonly line: string;
  /** What the project has beside, and the directory of the person. */
  readonly prepare?: (machine: Machine) => Promise<void>;
  /** What a person knows who takes the steps: what the pasted text does not name. */
  readonly about: { readonly kind: string; readonly name: string };
  /** Lines that are given once the steps were taken, by what those say; none: the steps themselves did it. */
  readonly again?: (line: string, steps: readonly PrintedStep[]) => readonly string[];
  /** What shows whether it is well now; absent: that the last line works. */
  readonly question?: (made: string, world: World) => string;
}

const commandsOf = (steps: readonly PrintedStep[]) => steps.map(({ command }) => command ?? '').join('\n');
const sayOf = (steps: readonly PrintedStep[]) => steps.map(({ text }) => text).join('\n');
/** `Choose another name and give the command again: storefront-2, for example.` */
const renamed: Typed['again'] = (line, steps) => {
  const name = /again: ([a-z0-9-]+)/.exec(sayOf(steps))?.[1];
  return [name === undefined ? line : line.replace(/--name \S+/, `--name ${name}`)];
};
const app: Typed['question'] = (made) => `app ${made}`;

/** By case. The one that is left, F-2, is about code that no simulated function runs: its step is a person's. */
const typed: Readonly<Record<string, Typed>> = {
  'A-1': {
    project: 'shop-prod',
    line: 'ibmcloud ce app create --name storefront --image icr.io/codeengine/helloworld',
    about: { kind: 'app', name: 'storefront' },
    again: renamed,
    question: app,
  },
  'A-2': {
    project: 'payments',
    line: 'ibmcloud ce app create --name Shop_Web --image icr.io/codeengine/helloworld',
    about: { kind: 'app', name: 'Shop_Web' },
    again: renamed,
    question: app,
  },
  'A-5': {
    project: 'shop',
    line: 'ibmcloud ce app create --name catalog --image icr.io/codeengine/helloworld --cpu 9 --memory 64G',
    about: { kind: 'app', name: 'catalog' },
    again: (line, steps) => {
      const sizes = /--cpu \S+ --memory \d+[MG]/.exec(sayOf(steps))?.[0];
      return [sizes === undefined ? line : line.replace(/--cpu \S+ --memory \S+/, sizes)];
    },
    question: app,
  },
  'B-20': {
    project: 'shop-ci',
    line: 'ibmcloud ce build create --name shop-web --source https://github.com/fernwood-shop/shop-web --strategy dockerfile --image ghcr.io/fernwood-shop/shop-web:1 --registry-secret icr-push',
    about: { kind: 'build', name: 'shop-web' },
    async prepare({ world, project: id = '' }) {
      publish(world, 'ghcr.io/fernwood-shop/shop-web:0');
      const project = world.projects.get(id);
      // It is not there yet: the text says that it is being created.
      project?.builds.delete('shop-web');
      if (project) buildsWell(world, project, 'shop-web');
    },
    again: (line) => [line, 'ibmcloud ce buildrun submit --build shop-web'],
    question: () => 'build shop-web',
  },
  'B-24': {
    project: 'shop-ci',
    line: 'ibmcloud ce buildrun submit --build shop-assets --source .',
    about: { kind: 'build', name: 'shop-assets' },
    async prepare(machine) {
      const { world, project: id = '', source } = machine;
      publish(world, 'private.de.icr.io/shop/shop-assets:0');
      await codeEngineCli(
        machine,
        parse(
          'ibmcloud ce build create --name shop-assets --build-type local --strategy dockerfile --image private.de.icr.io/shop/shop-assets:1 --registry-secret ce-auto-icr-private-eu-de',
        ),
      );
      const project = world.projects.get(id);
      if (project) buildsWell(world, project, 'shop-assets');
      for (const [path, bytes] of [
        ['Dockerfile', 400],
        ['src/server.js', 90_000],
        ['node_modules/three/build.js', 180_000_000],
      ] as const) {
        source.set(path, bytes);
      }
    },
    question: () => 'build shop-assets',
  },
  'J-11': {
    project: 'shop-prod',
    line: 'ibmcloud ce jobrun submit --name invoice-export --job invoice-export',
    about: { kind: 'job', name: 'invoice-export' },
    async prepare(machine) {
      const image = 'private.de.icr.io/shop/invoice-export:1.0.0';
      publish(machine.world, image, { exposedPorts: [] });
      const create = `ibmcloud ce job create --name invoice-export --image ${image} --registry-secret ce-auto-icr-private-eu-de`;
      await codeEngineCli(machine, parse(create));
      await codeEngineCli(
        machine,
        parse('ibmcloud ce jobrun submit --name invoice-export --job invoice-export'),
      );
      later(machine.world);
    },
    question: (made, world) => `jobrun ${newestRun(world, made)}`,
  },
  'P-2': {
    project: 'shop',
    line: 'ibmcloud ce project create --name shop',
    about: { kind: 'project', name: 'shop' },
    again: (_line, steps) => [
      `ibmcloud ce project select --name ${/project create --name (\S+)/.exec(commandsOf(steps))?.[1]}`,
    ],
  },
};

/** What it builds from is well: its runs work as far as its registry lets them. */
function buildsWell(world: World, project: Project, build: string): void {
  const commit = { sha: world.names.hex(40, 'well', build), author: 'Jonas Brandt', branch: 'main' };
  project.behaviours.set(build, (spec) => pushed(world, project, spec, commit));
}

function later(world: World): void {
  world.clock.jump(minutes(30));
  world.catchUp();
}

function newestRun(world: World, job: string): string | undefined {
  const runs = [...world.projects.values()].flatMap((project) =>
    [...project.jobRuns.values()].filter(({ job_name }) => job_name === job),
  );
  return runs.sort((a, b) => a.created_at.localeCompare(b.created_at)).at(-1)?.name;
}

/** Undefined: it cannot be played. Otherwise whether the command fails at first, and what it made is well at last. */
export async function playTyped(
  id: string,
  steps: readonly PrintedStep[],
  { stand, ask }: AskedBot,
): Promise<boolean | undefined> {
  const one = typed[id];
  if (!one) return undefined;
  const machine = newMachine(stand);
  const project = stand.world.project(one.project);
  Object.assign(machine, { project: project.id, region: project.region });
  await one.prepare?.(machine);
  if (await works(machine, one.line)) return false;
  const { failed } = await play(machine, steps, { project, ...one.about });
  if (failed !== undefined) return false;
  const again = one.again?.(one.line, steps) ?? [];
  for (const line of again) if (!(await works(machine, line))) return false;
  later(stand.world);
  const made = /--name (\S+)/.exec(again[0] ?? '')?.[1] ?? one.about.name;
  const question = one.question?.(made, stand.world);
  if (question === undefined) return true;
  const last = await ask(`${question} --project ${one.project}`);
  return last?.state === 'healthy' && last.cause === 'healthy-no-problem';
}

async function works(machine: Machine, line: string): Promise<boolean> {
  try {
    await codeEngineCli(machine, parse(line));
    return true;
  } catch (error) {
    if (error instanceof CommandError || error instanceof UsageError) return false;
    throw error;
  }
}
