import { locate } from '../../../src/diagnosis/investigate/locate';
import { Projects } from '../../../src/diagnosis/investigate/projects';
import { SourceError } from '../../../src/diagnosis/model/evidence';
import type { Inventory } from '../../../src/diagnosis/model/platform';
import type { CodeEngineSource } from '../../../src/diagnosis/model/sources';
import { codeEngine, project, ref, stillClock } from '../support/world';

const inventory: Inventory = {
  builds: [{ name: 'shop-api', status: 'ready' }],
  buildRuns: [{ name: 'shop-api-run-261123-180000000', buildName: 'shop-api', status: 'failed' }],
  apps: [
    { name: 'shop-api', status: 'ready' },
    { name: 'shop-web', status: 'failed' },
  ],
  jobs: [{ name: 'nightly' }],
  jobRuns: [],
  functions: [],
  fleets: [],
};

function ask(query: Parameters<typeof locate>[0], parts: Partial<CodeEngineSource> = {}) {
  const source = codeEngine({ inventory: async () => inventory, ...parts });
  return locate(query, new Projects(source, stillClock(), 'shop'), source, new AbortController().signal);
}

describe('locating a name', () => {
  test('finds the one resource of that name', async () => {
    expect(await ask({ name: 'shop-web' })).toEqual({
      found: 'one',
      subject: { kind: 'app', name: 'shop-web', project: ref },
    });
  });

  test('offers all of one name', async () => {
    expect(await ask({ name: 'shop-api' })).toMatchObject({
      found: 'several',
      candidates: [
        { subject: { kind: 'build' }, status: 'ready' },
        { subject: { kind: 'app' }, status: 'ready' },
      ],
    });
  });

  test('names the nearest when there is none', async () => {
    const located = await ask({ name: 'shop-wbe' });
    expect(located.found === 'none' && located.nearest[0]?.subject).toMatchObject({
      kind: 'app',
      name: 'shop-web',
    });
  });

  test('offers the same name of another kind first', async () => {
    const located = await ask({ kind: 'job', name: 'shop-web' });
    expect(located).toMatchObject({
      found: 'none',
      nearest: [{ subject: { kind: 'app', name: 'shop-web' } }],
    });
  });

  test.each([
    ['of a build that still exists', 'shop-api-run-261001-120000000'],
    ['of Code Engine’s own pattern', 'gone-api-run-261001-120000'],
  ])('takes the name of a removed run, %s, as one to investigate', async (_why, name) => {
    expect(await ask({ kind: 'buildrun', name })).toEqual({
      found: 'one',
      subject: { kind: 'buildrun', name, project: ref },
    });
  });

  test.each(['shop-aip-run-261001-120000', 'shop-apii-run-3'])(
    'offers the build that the misspelt run %s means',
    async (name) => {
      expect(await ask({ kind: 'buildrun', name })).toMatchObject({
        found: 'none',
        nearest: [{ subject: { kind: 'build', name: 'shop-api' } }, { subject: { kind: 'buildrun' } }],
      });
    },
  );

  test('explains the retention rule for any other run that is not there', async () => {
    expect(await ask({ kind: 'buildrun', name: 'nightly-1' })).toMatchObject({
      found: 'none',
      retention: expect.stringContaining('removes build runs'),
    });
  });

  test('asks for the very resource when the kind is named, without listing the project', async () => {
    const located = await ask(
      { kind: 'app', name: 'shop-web' },
      {
        app: async () => ({ name: 'shop-web' }),
        inventory: async () => {
          throw new Error('listed');
        },
      },
    );
    expect(located).toMatchObject({ found: 'one' });
  });

  test('lets the investigation say what is forbidden', async () => {
    const refused = new SourceError('forbidden', 'no right to read builds');
    const located = await ask({ kind: 'build', name: 'x' }, { build: () => Promise.reject(refused) });
    expect(located).toMatchObject({ found: 'one' });
  });

  test('does not say that a name is not there when a list could not be read', async () => {
    const missing = [{ source: 'Functions', reason: 'forbidden' as const, detail: 'not allowed' }];
    const holes = { inventory: async () => ({ ...inventory, missing }) };
    await expect(ask({ name: 'resize' }, holes)).rejects.toThrow(/functions \(not allowed\)/);
    expect(await ask({ name: 'shop-web' }, holes)).toMatchObject({ found: 'one' });
    expect(await ask({ kind: 'app', name: 'resize' }, holes)).toMatchObject({ found: 'none' });
  });

  test('says that nothing of a named kind has the name, even when nothing could be listed to guess from', async () => {
    const gone = async () => {
      throw new SourceError('not-found', 'no such run');
    };
    const late = async () => {
      throw new SourceError('timeout', 'no answer in time');
    };
    expect(
      await ask({ kind: 'buildrun', name: 'x-run-1' }, { buildRun: gone, inventory: late }),
    ).toMatchObject({
      found: 'none',
      nearest: [],
      retention: expect.stringContaining('removes build runs'),
    });
    await expect(ask({ name: 'x-run-1' }, { inventory: late })).rejects.toMatchObject({ reason: 'timeout' });
  });

  test('passes on that Code Engine cannot be asked', async () => {
    const broken = new SourceError('unreachable', 'no connection');
    await expect(ask({ kind: 'build', name: 'x' }, { build: () => Promise.reject(broken) })).rejects.toBe(
      broken,
    );
  });

  test('lets a project that is not active be diagnosed, since it lists nothing', async () => {
    const located = await ask(
      { kind: 'app', name: 'shop-web' },
      { projects: async () => ({ projects: [{ ...project, status: 'soft_deleted' }], failures: [] }) },
    );
    expect(located).toMatchObject({ found: 'one', subject: { name: 'shop-web' } });
  });
});
