import {
  breakAgain,
  canMend,
  createWorld,
  defaultProject,
  mend,
  scenarios,
} from '../../../playground/src/scenarios';
import { happen, mendCase } from '../../../playground/src/web/happenings';
import { minutes, type World, WorldClock } from '../../../playground/src/world';

const start = Date.parse('2026-05-04T10:00:00Z');
let world: World;

beforeEach(() => {
  world = createWorld({ seed: 'test', clock: new WorldClock(() => start) });
});

function later(): void {
  world.clock.jump(minutes(30));
  world.catchUp();
}

const mendable = scenarios.filter(canMend);

/** What the cloud says of the workload of a case: a build by its newest run, a job run by the newest of its job. */
function state(command: string): string | undefined {
  const [, kind = '', name = '', at] = /^(\w+) (\S+)(?:.* --project (\S+))?/.exec(command) ?? [];
  const project = world.project(at ?? defaultProject);
  const newest = <Run extends { readonly created_at: string; readonly status: string }>(
    runs: readonly Run[],
  ) => runs.toSorted((a, b) => a.created_at.localeCompare(b.created_at)).at(-1)?.status;
  if (kind === 'build')
    return newest([...project.buildRuns.values()].filter((run) => run.build_name === name));
  if (kind === 'app') return project.apps.get(name)?.status;
  const job = kind === 'jobrun' ? project.jobRuns.get(name)?.job_name : name;
  return newest([...project.jobRuns.values()].filter((run) => run.job_name === job));
}

describe('a case is mended', () => {
  test.each(mendable.map(({ id, command }) => [id, command] as const))(
    '%s (/ce-image %s): it runs well; when it happens again, it fails as before',
    (id, command) => {
      const before = state(command);
      expect(mendCase(world, id)).toMatch(/^Somebody /);
      later();
      expect(state(command)).toMatch(/^(?:succeeded|ready|completed)$/);
      expect(() => mendCase(world, id)).toThrow('is fixed already');
      if (!/^jobrun? /.test(command)) {
        happen(world, id);
        later();
        expect(state(command)).toBe(before);
      }
    },
  );

  test('what works cannot be mended, nor what is gone', () => {
    expect(mendCase(world, 'healthy-app')).toBeUndefined();
    expect(mendCase(world, 'project-deleted')).toBeUndefined();
    expect(mendCase(world, 'constructor')).toBeUndefined();
    expect(() => mend(world, { command: 'app nothing --project shop' })).toThrow('nothing is gone');
  });

  test('an app that is broken again serves what it served, and the revision that mended it is gone', () => {
    const command = 'app newsletter --project content';
    const project = world.project('content');
    const before = project.apps.get('newsletter');
    const counts = () => [
      project.revisions.size,
      project.revisionObjects.size,
      project.pods.size,
      project.instances.size,
    ];
    const had = counts();
    mend(world, { command });
    expect(counts()).not.toEqual(had);
    breakAgain(world, { command });
    expect(counts()).toEqual(had);
    expect({ ...project.apps.get('newsletter'), entity_tag: '' }).toEqual({ ...before, entity_tag: '' });
  });
});
