import { ibmFleets } from '../../../src/cli/doctor/ibm/fleets';
import { listed } from '../../../src/diagnosis/model/listed';

/** A cloud of one project whose fleets have no subnets. */
function cloudOf(count: number) {
  const fleets = Array.from({ length: count }, (_, at) => ({ name: `fleet-${at}`, subnetPools: [] }));
  return {
    loggedIn: async () => undefined,
    project: async () => ({ id: 'p-1', name: 'analytics', region: 'eu-de', status: 'active' }),
    core: { codeEngine: { activity: async () => ({ fleets }) } },
    signal: () => new AbortController().signal,
  };
}

test.each([
  [4, '1 older fleet was not looked at'],
  [5, '2 older fleets were not looked at'],
])('of %d fleets it is told that %s', async (count, sentence) => {
  const outcomes = await ibmFleets.run({ ibm: cloudOf(count) } as never);
  expect([outcomes].flat().at(-1)).toMatchObject({ state: 'skipped', detail: sentence });
});

test('that no endpoint gateway serves the registry is not told where one of them could not be read', async () => {
  const cloud = cloudOf(1);
  const fleet = { name: 'scan', imageReference: 'de.icr.io/shop/scan:1', subnetPools: ['pool-1'] };
  const subnet = { id: '1', name: 'batch', vpc: { id: 'v' }, publicGateway: false };
  const outcomeWith = async (gateways: unknown) => {
    const core = {
      codeEngine: {
        activity: async () => ({ fleets: [fleet] }),
        subnetPool: async () => ({ id: 'pool-1', subnetCrns: ['crn:1'], securityGroupCrns: [] }),
      },
      network: { reach: async () => ({ subnets: [subnet], gateways }) },
    };
    return [await ibmFleets.run({ ibm: { ...cloud, core } } as never)].flat();
  };
  expect(await outcomeWith([])).toMatchObject([{ state: 'failed' }]);
  const gap = { reason: 'malformed', detail: '1 of 1 have an unexpected form' } as const;
  expect(await outcomeWith(listed([], gap))).toMatchObject([
    { state: 'skipped', detail: expect.stringContaining('could not be read') },
  ]);
});
