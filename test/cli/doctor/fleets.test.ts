import { ibmFleets } from '../../../src/cli/doctor/ibm/fleets';

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
