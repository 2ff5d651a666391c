import { createWorld, defaultProject, scenarios } from '../../../playground/src/scenarios';
import { canHappen, happen } from '../../../playground/src/web/happenings';
import { hours, type World, WorldClock } from '../../../playground/src/world';

const start = Date.parse('2026-05-04T10:00:00Z');
let world: World;

beforeEach(() => {
  world = createWorld({ seed: 'test', clock: new WorldClock(() => start) });
});

function later(): void {
  world.clock.jump(hours(1));
  world.catchUp();
}

/** Name and status of what a case is about. A build's is that of its newest run. */
function state(command: string): { readonly name: string; readonly status: string } {
  const [, kind = '', name = '', at] = /^(\w+) (\S+)(?:.* --project (\S+))?/.exec(command) ?? [];
  const project = world.project(at ?? defaultProject);
  const newest = [...project.buildRuns.values()]
    .filter((run) => run.build_name === name)
    .sort((a, b) => a.created_at.localeCompare(b.created_at))
    .at(-1);
  const found = {
    app: project.apps.get(name),
    build: newest,
    function: project.functions.get(name),
    jobrun: project.jobRuns.get(name),
  }[kind];
  if (!found) throw new Error(`nothing is called ${name}`);
  return { name: found.name, status: found.status };
}

const [able, unable] = [scenarios.filter(canHappen), scenarios.filter((each) => !canHappen(each))];

describe('a documented case happens', () => {
  test.each(able.map(({ id, command }) => [id, command] as const))(
    '%s (/ce-image %s): it is on its way, and ends as documented',
    (id, command) => {
      const before = state(command);
      expect(happen(world, id)).toContain(command.split(' ')[1]);
      world.clock.jump(1000);
      world.catchUp();
      const now = state(command);
      if (command.startsWith('build ')) expect(now.name).not.toBe(before.name);
      expect(now.status).toMatch(/^(?:deploying|running|pending)$/);
      later();
      expect(state(command).status).toBe(before.status);
    },
  );

  test.each(unable.map(({ id }) => [id] as const))('%s: it cannot, and says so', (id) => {
    expect(() => happen(world, id)).toThrow(RangeError);
  });

  test('nearly all of them can', () => {
    const apart = unable.filter(({ command }) => !command.startsWith('fleet '));
    expect(apart.map((each) => each.case)).toEqual(['B-27', 'B-26', 'J-13', 'P-1', 'P-3']);
  });

  test('what is told of a workload is told once, however often it happens', () => {
    const project = world.project('content');
    const said = () => project.events.filter(({ object }) => object.name.startsWith('storefront-cms')).length;
    const once = said();
    expect(once).toBeGreaterThan(0);
    for (const _ of [1, 2, 3]) {
      happen(world, 'pinned-digest-gone');
      expect(said()).toBe(0);
      later();
    }
    expect(said()).toBe(once);
  });
});

test('nothing of an unknown name happens', () => {
  expect(happen(world, 'constructor')).toBeUndefined();
});

test('an image vanishes, a key is rotated, a quota fills up: once', () => {
  const ids = ['image-vanishes', 'secret-rotated', 'quota-fills'];
  for (const id of ids) expect(happen(world, id)).toBeTruthy();
  for (const id of ids) expect(() => happen(world, id)).toThrow(RangeError);
});
