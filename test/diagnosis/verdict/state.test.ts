import type { Evidence, Gathered } from '../../../src/diagnosis/model/evidence';
import type { WorkloadKind } from '../../../src/diagnosis/model/subject';
import { buildFacts, stateOf } from '../../../src/diagnosis/verdict/state';
import { ref } from '../support/world';

const is = <T>(value: T): Gathered<T> => ({ state: 'present', value });
const subject = (kind: WorkloadKind) => ({ kind, name: 'x', project: ref });

describe('the state', () => {
  test.each<[WorkloadKind, Evidence, string, string | undefined]>([
    ['app', { app: is({ name: 'x', status: 'ready', reason: 'ready' }) }, 'healthy', 'ready (ready)'],
    ['app', { app: is({ name: 'x', status: 'deploying' }) }, 'pending', 'deploying'],
    ['app', { app: is({ name: 'x', status: 'sleeping' }) }, 'unknown', 'sleeping'],
    ['function', { function: is({ name: 'x', status: 'offline' }) }, 'healthy', 'offline'],
    ['jobrun', { jobRun: is({ name: 'x', status: 'completed', indices: [] }) }, 'healthy', 'completed'],
    [
      'build',
      { build: is({ name: 'x', status: 'ready' }), buildRun: is({ name: 'r', status: 'failed' }) },
      'failed',
      'failed',
    ],
    [
      'build',
      {
        build: is({ name: 'x', status: 'failed', reason: 'failed' }),
        buildRun: is({ name: 'r', status: 'succeeded' }),
      },
      'failed',
      'failed (failed)',
    ],
    ['job', { job: is({ name: 'x' }) }, 'healthy', 'ready'],
    ['app', {}, 'unknown', undefined],
  ])('of %s %j is %s', (kind, evidence, state, platformState) => {
    expect(stateOf(subject(kind), evidence)).toEqual({ state, ...(platformState && { platformState }) });
  });

  test('of anything in a project that is not active is failed', () => {
    const evidence: Evidence = {
      project: is({ id: 'p', name: 'shop', region: 'eu-de', status: 'soft_deleted' }),
      app: is({ name: 'x', status: 'ready' }),
    };
    expect(stateOf(subject('app'), evidence)).toEqual({
      state: 'failed',
      platformState: 'project soft_deleted',
    });
  });

  test('of an app that serves and keeps restarting is a warning', () => {
    const evidence: Evidence = {
      app: is({ name: 'x', status: 'ready' }),
      instances: is([{ name: 'x-1', restarts: 7 }]),
    };
    expect(stateOf(subject('app'), evidence).state).toBe('warning');
  });
});

describe('the timeline of a build run', () => {
  const step = (name: string, exitCode?: number, endsAt = 5) => ({
    name,
    ...(exitCode !== undefined && {
      terminated: { exitCode, startedAt: '2026-11-23T18:00:00Z', finishedAt: `2026-11-23T18:00:0${endsAt}Z` },
    }),
  });
  const facts = (containers: readonly ReturnType<typeof step>[], status: string) =>
    buildFacts({
      buildRun: is({ name: 'r', status }),
      pods: is([{ name: 'p', conditions: [], containers }]),
    }).timeline;

  test('shows each step with its own time, although all containers start at once', () => {
    expect(facts([step('step-source-default', 0, 3), step('step-build-and-push', 1, 8)], 'failed')).toEqual([
      { name: 'get source', status: 'done', ms: 3000 },
      { name: 'build and push', status: 'failed', ms: 5000 },
    ]);
  });

  test('does not blame the steps that were never run', () => {
    expect(
      facts([step('step-source-default', 1), step('step-build-and-push', 1)], 'failed').map(
        ({ status }) => status,
      ),
    ).toEqual(['failed', 'waiting']);
  });

  test('without the pod does not pretend to know which step failed', () => {
    expect(
      buildFacts({ buildRun: is({ name: 'r', status: 'failed' }) }).timeline.map(({ status }) => status),
    ).toEqual(['unknown', 'unknown']);
  });
});
