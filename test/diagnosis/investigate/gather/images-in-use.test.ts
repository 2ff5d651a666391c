import { SourceError } from '../../../../src/diagnosis/model/evidence';
import { listed } from '../../../../src/diagnosis/model/listed';
import type { Pod, Project } from '../../../../src/diagnosis/model/platform';
import type { CodeEngineSource } from '../../../../src/diagnosis/model/sources';
import { printCommand } from '../../../../src/diagnosis/remedy/print';
import { diagnose, failedBuild } from '../../support/failed-build';
import { check, project, sources } from '../../support/world';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const nothing = { builds: [], buildRuns: [], apps: [], jobs: [], jobRuns: [], functions: [], fleets: [] };
const repository = 'us.icr.io/ce--ab12c-1h2j3k4l/api';
const other: Project = { id: 'p-2', name: 'tills', region: 'us-south', status: 'active' };
const pin = (letter: string) => [
  { revision: 'web-00001', images: [`private.${repository}@${digest(letter)}`] },
];

/** A pod whose first container is an init container. */
const podOf = (...letters: string[]): Pod[] => [
  {
    name: 'tally-run-1-0-0',
    phase: 'Succeeded',
    containers: letters.map((letter, at) => ({
      name: at === 0 ? 'fetch' : 'tally',
      image: `${repository}:1`,
      imageId: `private.${repository}@${digest(letter)}`,
      terminated: { exitCode: 0 },
    })),
    conditions: [],
  },
];

/** A build that finds no room, in an account with five untagged images. */
async function fixOf(parts: Partial<CodeEngineSource>) {
  const storage = { used: 500, limit: 500 };
  const untagged = ['a', 'b', 'c', 'd', 'e'].map((letter) => ({
    image: `${repository}@${digest(letter)}`,
    bytes: 100,
  }));
  const log =
    'error: failed to solve: failed to push us.icr.io/x/y: unexpected status: 403 Forbidden: You have exceeded your storage quota. Delete one or more images';
  const run = failedBuild(log, {
    buildRunsOf: async () => [
      { name: 'shop-api-run-1', buildName: 'shop-api', status: 'failed', outputImage: `${repository}:1` },
    ],
  });
  const world = sources(
    {
      ...run,
      projects: async () => ({ projects: [project, other], failures: [] }),
      inventory: async () => nothing,
      pinsOf: async () => [],
      ...parts,
      // Those of the failed run itself tell of the failure.
      pods: async (ref, selector, signal) =>
        'all' in selector
          ? (parts.pods?.(ref, selector, signal) ?? [])
          : (run.pods?.(ref, selector, signal) ?? []),
    },
    check({
      reference: `${repository}:1`,
      image: {
        registry: 'us.icr.io',
        repository: 'ce--ab12c-1h2j3k4l/api',
        tag: '1',
        canonical: `${repository}:1`,
      },
      icr: { plan: 'Standard', storage, untagged, missing: [] },
    }),
  );
  const report = await diagnose('build', 'shop-api', world);
  expect(report.cause).toBe('registry-quota-storage');
  const step = report.findings[0]?.fix.find(({ text }) => text.startsWith('Or delete'));
  const lines = (step?.commands ?? []).map(printCommand);
  return {
    text: step?.text ?? '',
    deleted: lines.flatMap((line) => /image-rm .*sha256:(.)/.exec(line)?.[1] ?? []),
  };
}

test('what revisions of this and of other projects are pinned to, and what jobs name by digest, is not deleted', async () => {
  const { deleted } = await fixOf({
    pinsOf: async ({ id }) => (id === 'p-2' ? pin('b') : pin('a')),
    inventory: async () => ({
      ...nothing,
      jobs: [{ name: 'tally', imageReference: `${repository}@${digest('c')}` }],
      buildRuns: [{ name: 'old', outputDigest: digest('d') }],
    }),
  });
  expect(deleted).toEqual(['d', 'e']);
});

test('no container of a pod loses its image: beside the user’s own, init containers, those of job runs, elsewhere too', async () => {
  const { deleted } = await fixOf({
    pods: async ({ id }) => {
      if (id === 'p-2') return podOf('c');
      return [
        ...podOf('a', 'b'),
        // What waits for its image runs none yet.
        {
          name: 'late',
          phase: 'Pending',
          containers: [{ name: 'user-container', waiting: {} }],
          conditions: [],
        },
      ];
    },
  });
  expect(deleted).toEqual(['d', 'e']);
});

test('of a revision every container is spared, and named', async () => {
  const images = ['a', 'b'].map((letter) => `private.${repository}@${digest(letter)}`);
  const { deleted, text } = await fixOf({
    pinsOf: async ({ id }) => (id === 'p-2' ? [] : [{ revision: 'web-00001', images }]),
  });
  expect(deleted).toEqual(['c', 'd', 'e']);
  expect(text.match(/of web-00001/g)).toHaveLength(2);
});

test('what a job of another project names by digest is not deleted', async () => {
  const { deleted } = await fixOf({
    inventory: async ({ id }) => ({
      ...nothing,
      jobs: id === 'p-2' ? [{ name: 'tally', imageReference: `${repository}@${digest('c')}` }] : [],
    }),
  });
  expect(deleted).toEqual(['a', 'b', 'd', 'e']);
});

test('of another project no name is told: who asks may not see it', async () => {
  const { text } = await fixOf({ pinsOf: async ({ id }) => (id === 'p-2' ? pin('b') : []) });
  expect(text).toContain('of another project');
  expect(text).not.toMatch(/tills|web-00001/);
});

const no = () => Promise.reject(new SourceError('forbidden', 'not allowed'));
test.each<[string, Partial<CodeEngineSource>]>([
  [
    'another project does not show its revisions',
    { pinsOf: (ref) => (ref.id === 'p-2' ? no() : Promise.resolve([])) },
  ],
  [
    'a region does not answer',
    { projects: async () => ({ projects: [project], failures: [{ region: 'eu-gb', error: 'down' }] }) },
  ],
  [
    'another project was deleted, and may be restored',
    { projects: async () => ({ projects: [project, { ...other, status: 'soft_deleted' }], failures: [] }) },
  ],
  [
    'a list of the project could not be read',
    {
      inventory: async () => ({
        ...nothing,
        missing: [{ source: 'Jobs', reason: 'forbidden', detail: 'no' }],
      }),
    },
  ],
  ['the project does not show its revisions', { pinsOf: no }],
  [
    'a revision of the project does not tell its digest',
    {
      pinsOf: async ({ id }) =>
        id === 'p-2' ? [] : [...pin('a'), { revision: 'web-00002', app: 'web', images: [], open: true }],
    },
  ],
  [
    'a revision of another project does not tell its digest',
    {
      pinsOf: async ({ id }) =>
        id === 'p-2' ? [...pin('a'), { revision: 'till-00002', images: [], open: true }] : [],
    },
  ],
  ['the project does not show its pods', { pods: no }],
  [
    'another project does not show its pods',
    { pods: (ref) => (ref.id === 'p-2' ? no() : Promise.resolve([])) },
  ],
  [
    'another project does not show its jobs',
    { inventory: (ref) => (ref.id === 'p-2' ? no() : Promise.resolve(nothing)) },
  ],
  [
    'a list of pods has one that cannot be read',
    {
      pods: async () => listed(podOf('a'), { reason: 'malformed', detail: '1 of 2 have an unexpected form' }),
    },
  ],
  [
    'a container runs, and does not tell what',
    {
      pods: async () => [
        { name: 'web-1', phase: 'Running', containers: [{ name: 'agent' }], conditions: [] },
      ],
    },
  ],
])('nothing is named for deletion where %s', async (_what, parts) => {
  expect((await fixOf(parts)).deleted).toEqual([]);
});
