/** What a person lets happen in the simulated cloud: a documented case anew, or a change that breaks what works. */
import { type Scenario, scenarios } from '../scenarios';
import { deleteImage, runBuild, useQuota, type World } from '../world';
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
    detail: 'The project campaigns reaches its limit of 40 apps.',
    command: '--project campaigns',
    play: (world) => useQuota(world, world.project('campaigns'), 'count/services.serving.knative.dev', '40'),
  },
];

export const happenings: readonly WireHappening[] = changes.map(({ play: _, ...rest }) => rest);

/**
 * Lets it happen; false when nothing has this id. The build of a case runs once more, in the world's own time;
 * any other case is played anew.
 * @throws RangeError when it is so already
 */
export function happen(world: World, id: string): boolean {
  const change = changes.find((each) => each.id === id);
  const scenario = scenarios.find((each) => each.id === id);
  if (change) change.play(world);
  else if (scenario && !runAgain(world, scenario)) scenario.play(world);
  return change !== undefined || scenario !== undefined;
}

function runAgain(world: World, { command }: Scenario): boolean {
  const [, build, name = 'shop'] = /^build (\S+)(?: --project (\S+))?$/.exec(command) ?? [];
  if (build === undefined) return false;
  const project = [...world.projects.values()].find((each) => each.name === name);
  if (!project?.builds.has(build)) return false;
  runBuild(world, project, { build });
  return true;
}
