import { type StandIns, startStandIns } from '../../../playground/src/index';
import { type Machine, newMachine } from '../../../scripts/fixes/machine';
import { play } from '../../../scripts/fixes/play';

let stand: StandIns;
let machine: Machine;
beforeAll(async () => {
  stand = await startStandIns();
});
beforeEach(() => {
  machine = newMachine(stand);
});
afterAll(() => stand.close());

const run = (...lines: readonly string[]) => play(machine, [{ text: 'Do it.', command: lines.join('\n') }]);
const selected = (project: string) => [
  `ibmcloud target -r ${stand.world.project(project).region} -g default`,
  `ibmcloud ce project select --id ${stand.world.project(project).id}`,
];

describe('the command line', () => {
  test('does nothing before region and project are selected', async () => {
    expect((await run('ibmcloud ce app update --name shop-checkout')).failed).toMatch(
      /No project is selected/,
    );
    expect((await run('ibmcloud ce project select --name shop')).failed).toMatch(/No region is targeted/);
  });

  test('refuses what the program does not know, and stops there', async () => {
    const { ran, failed } = await run(
      ...selected('shop'),
      'ibmcloud ce app update --name shop-checkout --colour red',
    );
    expect(ran).toHaveLength(2);
    expect(failed).toContain('unknown option --colour');
  });

  test('tells what the API says', async () => {
    const { failed } = await run(
      ...selected('shop'),
      'ibmcloud ce build update --name never-was --size large',
    );
    expect(failed).toMatch(/404/);
  });

  test('changes what is there: the app is ready on the port that its program listens on', async () => {
    const { failed } = await run(
      ...selected('shop'),
      'ibmcloud ce app update --name shop-checkout --port 3000',
    );
    expect(failed).toBeUndefined();
    expect(stand.world.project('shop').apps.get('shop-checkout')).toMatchObject({ status: 'ready' });
  });

  test('a key of a service ID opens the namespaces of its policy, and no other', async () => {
    const make = (namespace: string) => [
      'ibmcloud iam service-id-create web',
      `ibmcloud iam service-policy-create web --roles Reader --service-name container-registry --resource-type namespace --resource ${namespace}`,
      'ibmcloud iam service-api-key-create web web --file web.json',
    ];
    const use = (secret: string) => [
      `ibmcloud ce secret create --format registry --name ${secret} --server private.de.icr.io --username iamapikey --password-from-json-file web.json`,
      'rm web.json',
      `ibmcloud ce app update --name audit-trail --registry-secret ${secret}`,
    ];
    const app = () => stand.world.project('payments').apps.get('audit-trail')?.status;
    expect((await run(...selected('payments'), ...make('shop'), ...use('wrong'))).failed).toBeUndefined();
    expect(app()).not.toBe('ready');
    expect((await run(...make('payments'), ...use('right'))).failed).toBeUndefined();
    expect(app()).toBe('ready');
  });

  test('needs the files that it names', async () => {
    const line =
      'ibmcloud ce secret create --format registry --name a --server de.icr.io --username iamapikey --password-from-json-file gone.json';
    expect((await run(...selected('shop'), line)).failed).toMatch(/gone\.json: no such file/);
  });
});

describe('steps', () => {
  test('of another way are left out', async () => {
    const { ran } = await play(machine, [{ text: 'Or so.', command: 'ibmcloud cr plan', instead: true }]);
    expect(ran).toEqual([]);
  });

  test('that a person must take are named, and so are values that a person must choose', async () => {
    const { byPerson, failed } = await play(machine, [
      { text: 'Commit it.', byPerson: true },
      { text: 'Name it.', command: 'ibmcloud ce build update --name a --context-dir DIRECTORY' },
    ]);
    expect(failed).toBeUndefined();
    expect(byPerson).toEqual(['Commit it.', 'Name it. (DIRECTORY)']);
  });
});
