import { severalAccounts } from '../../src/codeengine/accounts';
import type { CodeEngine } from '../../src/codeengine/index';
import { SourceError } from '../../src/diagnosis/model/evidence';
import { refusal } from './support/refusal';

const never = new AbortController().signal;
const project = (id: string, name = id) => ({ id, name, region: 'eu-de', status: 'active' });

/** An account with projects of its own; every question is answered with the account’s name. */
function account(
  name: string,
  ids: readonly string[] | SourceError,
  failures: { region: string; error: string }[] = [],
) {
  let lists = 0;
  const codeEngine = {
    projects: async () => {
      lists += 1;
      if (ids instanceof SourceError) throw ids;
      return { projects: ids.map((id) => project(id, 'shop')), failures };
    },
    identity: async () => ({ accountId: name }),
    app: async (ref: { id: string }, app: string) => ({ name: app, reason: `${name} of ${ref.id}` }),
    secrets: async () => {
      throw new SourceError('forbidden', `${name} refuses`);
    },
  } as unknown as CodeEngine;
  return { name, codeEngine, lists: () => lists };
}

test('projects carry their account', async () => {
  const several = severalAccounts([account('prod', ['p-1']), account('lab', ['p-2'])]);
  expect((await several.projects(never)).projects).toMatchObject([
    { id: 'p-1', account: 'prod' },
    { id: 'p-2', account: 'lab' },
  ]);
  expect(several.accountOf('p-2')).toBe('lab');
  expect(several.accountOf('p-3')).toBeUndefined();
});

test('every question goes to the account that has the project', async () => {
  const several = severalAccounts([account('prod', ['p-1']), account('lab', ['p-2'])]);
  expect(await several.app(project('p-2'), 'web', never)).toMatchObject({ reason: 'lab of p-2' });
  expect(await refusal(several.secrets(project('p-1'), never))).toMatchObject({ message: 'prod refuses' });
});

test('a project that was known before this process began is found once', async () => {
  const lab = account('lab', ['p-2']);
  const several = severalAccounts([account('prod', ['p-1']), lab]);
  await several.app(project('p-2'), 'web', never);
  await several.app(project('p-2'), 'web', never);
  expect(lab.lists()).toBe(1);
});

test('a login that fails is named, and the others work', async () => {
  const broken = account('prod', new SourceError('unauthorized', 'the key is not valid'));
  const several = severalAccounts([broken, account('lab', ['p-2'])]);
  const { projects, failures } = await several.projects(never);
  expect(projects.map(({ id }) => id)).toEqual(['p-2']);
  expect(failures).toEqual([{ region: 'account prod', error: 'the key is not valid' }]);
  expect(await several.app(project('p-2'), 'web', never)).toMatchObject({ reason: 'lab of p-2' });
});

test('an account of which no region answers is one failure; a region of it is named with it', async () => {
  const all = [
    { region: 'eu-de', error: 'refused' },
    { region: 'us-south', error: 'refused' },
  ];
  const several = severalAccounts([
    account('prod', [], all),
    account('lab', ['p-2'], [{ region: 'eu-gb', error: 'down' }]),
  ]);
  expect((await several.projects(never)).failures).toEqual([
    { region: 'account prod', error: 'refused' },
    { region: 'eu-gb (lab)', error: 'down' },
  ]);
});

test('a project that no account has is not found', async () => {
  const several = severalAccounts([account('prod', ['p-1'])]);
  expect(await refusal(several.app(project('p-9'), 'web', never))).toMatchObject({
    reason: 'not-found',
    cure: expect.stringContaining('IBM_ACCOUNTS'),
  });
});
