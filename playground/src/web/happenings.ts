/** What a person lets happen in the simulated cloud: a documented case anew, or a change that breaks what works. */
import {
  breakAgain,
  canMend,
  defaultProject,
  mend,
  outOfReachCases,
  type Scenario,
  scenarios,
} from '../scenarios';
import { deleteImage, type Rollable, rollOut, runBuild, trouble, type World } from '../world';
import type { WireHappening } from './wire';

interface Happening extends WireHappening {
  /** @throws RangeError when it is so already */
  readonly play: (world: World) => void;
}

const changes: readonly Happening[] = [
  {
    id: 'image-vanishes',
    title: 'An image vanishes',
    detail: 'Somebody deletes the image of the app storefront from the registry.',
    command: 'app storefront --project shop-prod',
    play: (world) => {
      const image = world.project('shop-prod').apps.get('storefront')?.image_reference ?? '';
      const [, host = '', path = '', tag = ''] =
        /^(?:private\.)?([^/]+)\/([^:@]+)(?::([^@]+))?/.exec(image) ?? [];
      deleteImage(world, host, path, tag);
    },
  },
  {
    id: 'secret-rotated',
    title: 'A registry key is rotated',
    detail: 'The key of the project shop-prod changes at the registry, and its secret keeps the old one.',
    command: 'app cart --project shop-prod',
    play: (world) => {
      const secret = world.project('shop-prod').secrets.get('ce-auto-icr-private-eu-de');
      const at = world.registry.logins.findIndex(({ password }) => password === secret?.data.password);
      if (at < 0) throw new RangeError('the key was rotated already');
      world.registry.logins.splice(at, 1);
      world.changed({ what: 'registry' });
    },
  },
  {
    id: 'quota-fills',
    title: 'A quota fills up',
    detail: 'The registry account has no storage left, and takes no more images of the namespace shop.',
    command: 'image private.de.icr.io/shop/shop-web:5.7.2 --push --secret ce-auto-icr-private-eu-de',
    play: (world) => {
      const host = 'de.icr.io';
      const account = world.registry.accounts.find(
        (each) => each.host === host && each.namespaces.includes('shop'),
      );
      if (!account || account.storage.used === account.storage.limit)
        throw new RangeError('it is full already');
      account.storage.limit = account.storage.used;
      trouble(world, { host, path: 'shop/', kind: 'push-quota' });
    },
  },
];

export const happenings: readonly WireHappening[] = changes.map(({ play: _, ...rest }) => rest);

/**
 * Lets it happen, in the world's own time: the build of a case runs once more, a workload is rolled out and ends
 * where the case has it. Returns what happens, in words for people; undefined when nothing has this id.
 * @throws RangeError when it is so already, or can only be so
 */
export function happen(world: World, id: string): string | undefined {
  const change = changes.find((each) => each.id === id);
  if (change) {
    change.play(world);
    return change.detail;
  }
  const scenario = scenarios.find((each) => each.id === id);
  return scenario && begin(world, scenario);
}

/**
 * Lets somebody fix the workload of a case, and run it. Returns what happens, in words for people; undefined when
 * nothing that can be fixed has this id.
 * @throws RangeError when it is fixed already
 */
export function mendCase(world: World, id: string): string | undefined {
  const scenario = scenarios.find((each) => each.id === id);
  return scenario && canMend(scenario) ? mend(world, scenario) : undefined;
}

/**
 * Whether a case can happen once more: what is gone or closed is so for good, an image is what it is, and a fleet runs
 * once.
 */
export function canHappen(scenario: Scenario): boolean {
  return !outOfReachCases.includes(scenario) && !/^(?:image|fleet) /.test(scenario.command);
}

function begin(world: World, scenario: Scenario): string {
  if (!canHappen(scenario)) throw new RangeError('this case cannot become more than it is');
  breakAgain(world, scenario);
  const [, kind = '', name = '', at] = /^(\w+) (\S+)(?:.* --project (\S+))?/.exec(scenario.command) ?? [];
  const project = world.project(at ?? defaultProject);
  if (kind === 'build') {
    const run = runBuild(world, project, { build: name });
    return `The build ${name} has started: ${run.name}.`;
  }
  const end = () => scenario.play(world);
  if (!isRollable(kind) || !rollOut(world, project, kind, name, end))
    throw new RangeError(`${name} is gone, and stays so`);
  const happens = kind === 'app' || kind === 'function' ? 'is being deployed' : 'is running again';
  return `The ${kind.replace('jobrun', 'job run')} ${name} ${happens}.`;
}

function isRollable(kind: string): kind is Rollable {
  return kind === 'app' || kind === 'job' || kind === 'jobrun' || kind === 'function';
}
