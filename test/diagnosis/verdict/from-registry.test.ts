import type { IcrFacts, RegistryCheck } from '../../../src/diagnosis/model/registry-check';
import { fromRegistry } from '../../../src/diagnosis/verdict/from-registry';

/** A check that was refused by an access rule with these words. */
function refused(proof: string, icr?: IcrFacts): RegistryCheck {
  return {
    reference: 'de.icr.io/tills/kiosk:2',
    credential: { kind: 'anonymous' },
    steps: [{ step: 'auth', status: 'failed', ms: 3, cause: 'network-policy-restricted', proof }],
    outcome: 'failed',
    findings: [],
    notes: [],
    ...(icr && { icr }),
  };
}

describe('an access rule that refuses our own check', () => {
  test('is only likely to refuse Code Engine, when it is about our address', () => {
    expect(fromRegistry(refused('Your IP address is not permitted.'))).toMatchObject([
      { cause: 'network-policy-restricted', strength: 'decisive', confidence: 'likely' },
    ]);
  });

  test.each([
    ['the answer', refused('Private-only access is enabled on this account.')],
    ['the account’s settings', refused('DENIED', { privateOnly: true, missing: [] })],
  ])('is proven when it holds for everybody, as %s say', (_, check) => {
    expect(fromRegistry(check)).toMatchObject([{ confidence: 'proven' }]);
  });
});
