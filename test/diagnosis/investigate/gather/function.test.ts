import { diagnose } from '../../support/failed-build';
import { check, registry, sources } from '../../support/world';

describe('a function', () => {
  test('asks for the image that its code bundle is', async () => {
    const asked = registry(
      check({}, { step: 'manifest', cause: 'image-tag-not-found', proof: '404 MANIFEST_UNKNOWN.' }),
    );
    const world = sources({
      function: async () => ({ name: 'fn', status: 'failed', codeReference: 'cr://us.icr.io/shop/fn:1' }),
    });
    const report = await diagnose('function', 'fn', { ...world, registry: asked });
    expect(asked.asked).toMatchObject([{ reference: 'us.icr.io/shop/fn:1', knownHosts: ['us.icr.io'] }]);
    expect(report.findings[0]?.explanation).toBe(
      'The code bundle cr://us.icr.io/shop/fn:1 cannot be fetched: 404 MANIFEST_UNKNOWN.',
    );
  });
});
