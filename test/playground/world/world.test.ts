import { createWorld } from '../../../playground/src/scenarios';
import {
  addProject,
  addRegistrySecret,
  type Change,
  deleteImage,
  Names,
  rotateSecret,
  runBuild,
  setProjectStatus,
  trouble,
  World,
  WorldClock,
} from '../../../playground/src/world';

describe('the clock of the world', () => {
  test('goes with the wall, from where it was set', () => {
    let wall = 1_000;
    const clock = new WorldClock(() => wall, { start: 50_000 });
    wall += 500;
    expect(clock.now()).toBe(50_500);
  });

  test('runs faster when told, without a jump', () => {
    let wall = 0;
    const clock = new WorldClock(() => wall);
    wall = 100;
    clock.speed = 60;
    expect(clock.now()).toBe(100);
    wall = 110;
    expect(clock.now()).toBe(700);
    expect(clock.wall()).toBe(110);
  });

  test('stands still at speed 0, and does not run back', () => {
    const clock = new WorldClock(() => 5, { speed: 0 });
    expect(clock.now()).toBe(5);
    expect(() => {
      clock.speed = -1;
    }).toThrow(RangeError);
  });
});

describe('names', () => {
  test('follow from the seed and from what they name', () => {
    const names = new Names('a');
    expect(names.uuid('x')).toBe(new Names('a').uuid('x'));
    expect(names.uuid('x')).not.toBe(names.uuid('y'));
    expect(names.uuid('x')).not.toBe(new Names('b').uuid('x'));
    expect(names.uuid('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(names.digest('x')).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(names.suffix(5, 'x')).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(names.number(3, 5, 'x')).toBeGreaterThanOrEqual(3);
  });
});

describe('the world', () => {
  let wall: number;
  let world: World;
  beforeEach(() => {
    wall = Date.parse('2026-05-04T10:00:00Z');
    world = new World({ seed: 'test', clock: new WorldClock(() => wall) });
  });

  test('does what is due in order, and not before', () => {
    const done: string[] = [];
    world.at(wall + 20, () => done.push('second'));
    world.at(wall + 10, (at) => done.push(`first at ${at - wall}`));
    world.catchUp();
    expect(done).toEqual([]);
    world.clock.jump(30);
    world.catchUp();
    expect(done).toEqual(['first at 10', 'second']);
  });

  test('tells of changes until nobody listens', () => {
    const seen: Change[] = [];
    const stop = world.subscribe((change) => seen.push(change));
    const project = addProject(world, { name: 'lab' });
    setProjectStatus(world, project, 'deleting');
    stop();
    setProjectStatus(world, project, 'active');
    expect(seen).toEqual([
      { project: 'lab', what: 'projects', name: 'lab' },
      { project: 'lab', what: 'projects', name: 'lab' },
    ]);
  });

  test('remembers every secret value, also a rotated one', () => {
    const project = addProject(world, { name: 'lab' });
    const secret = addRegistrySecret(world, project, 'icr', { server: 'de.icr.io' });
    expect(world.canaries).toContain(secret.data.password);
    rotateSecret(world, project, 'icr', 'canary-new-password-1');
    expect(project.secrets.get('icr')?.data.password).toBe('canary-new-password-1');
    expect(world.canaries).toContain('canary-new-password-1');
    expect(() => rotateSecret(world, project, 'other', 'x')).toThrow(RangeError);
  });

  test('knows its projects by name', () => {
    expect(() => world.project('lab')).toThrow(RangeError);
    addProject(world, { name: 'lab', region: 'us-south' });
    expect(world.project('lab')).toMatchObject({ region: 'us-south', status: 'active' });
  });
});

describe('a hand in the world', () => {
  const world = () =>
    createWorld({ seed: 'test', clock: new WorldClock(() => Date.parse('2026-05-04T10:00:00Z')) });

  test('deletes an image, which goes to the trash', () => {
    const it = world();
    const home = it.registry.repositories.find((entry) => entry.path === 'shop/shop-web');
    const digest = home?.images[0]?.digest;
    deleteImage(it, 'de.icr.io', 'shop/shop-web', '5.7.2');
    expect(home?.images).toEqual([]);
    expect(home?.trash).toMatchObject([{ digest, tags: ['5.7.2'], daysUntilExpiry: 30, image: { digest } }]);
    expect(() => deleteImage(it, 'de.icr.io', 'shop/shop-web', '5.7.2')).toThrow(RangeError);
  });

  test('switches trouble of a registry on and off', () => {
    const it = world();
    const before = it.registry.troubles.length;
    const off = trouble(it, { host: 'quay.io', kind: 'server-error' });
    expect(it.registry.troubles).toHaveLength(before + 1);
    off();
    expect(it.registry.troubles).toHaveLength(before);
  });
});

describe('a build run', () => {
  test('writes its log line by line, and tells every step', () => {
    let wall = Date.parse('2026-05-04T10:00:00Z');
    const world = createWorld({ seed: 'test', clock: new WorldClock(() => wall) });
    const project = world.project('shop-ci');
    const seen: string[] = [];
    const run = runBuild(world, project, { build: 'shop-admin' });
    world.subscribe((change) => {
      if (change.name === run.name) seen.push(project.buildRuns.get(run.name)?.status ?? '');
    });
    const log = () =>
      [...project.pods.values()]
        .find((pod) => pod.labels['buildrun.shipwright.io/name'] === run.name)
        ?.containers.find((container) => container.name === 'step-build-and-push')?.log?.text ?? '';
    wall += 10_000;
    world.catchUp();
    const early = log();
    wall += 200_000;
    world.catchUp();
    expect(seen).toEqual(['running', 'running', 'failed']);
    expect(log().length).toBeGreaterThan(early.length);
    expect(project.buildRuns.get(run.name)).toMatchObject({ status: 'failed' });
  });

  test('has a name of its own', () => {
    const world = createWorld({
      seed: 'test',
      clock: new WorldClock(() => Date.parse('2026-05-04T10:00:00Z')),
    });
    const project = world.project('shop');
    expect(runBuild(world, project, { build: 'shop-api', name: 'mine' }).build_name).toBe('shop-api');
    expect(() => runBuild(world, project, { build: 'shop-api', name: 'mine' })).toThrow(RangeError);
    expect(() => runBuild(world, project, { build: 'other' })).toThrow(RangeError);
  });
});
