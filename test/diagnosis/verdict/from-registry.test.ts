import type { IcrFacts, RegistryCheck } from '../../../src/diagnosis/model/registry-check';
import { fromRegistry } from '../../../src/diagnosis/verdict/from-registry';
import { check } from '../support/world';

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

test('a tag that is gone is a remark only, while the image that the revision is pinned to is there', () => {
  const gone = check(
    { drift: { pinnedDigest: 'sha256:aa', pinnedExists: true } },
    { step: 'manifest', cause: 'image-tag-not-found', proof: '404 MANIFEST_UNKNOWN' },
  );
  expect(fromRegistry(gone)).toMatchObject([
    {
      cause: 'image-tag-not-found',
      advisory: true,
      detail: expect.stringContaining('the next deployment will fail'),
    },
  ]);
  const both = { ...gone, drift: { pinnedDigest: 'sha256:aa', pinnedExists: false } };
  expect(fromRegistry(both).some(({ advisory }) => advisory)).toBe(false);
});
