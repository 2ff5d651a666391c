import { createDiagnosis } from '../../../../src/diagnosis/investigate';
import { Masker } from '../../../../src/diagnosis/model/secrets';
import type { Subject } from '../../../../src/diagnosis/model/subject';
import { check, ref, registry, sources } from '../../support/world';

describe('an image that a person names', () => {
  test('asks only hosts that the project knows', async () => {
    const asked = registry();
    const world = {
      ...sources({
        secrets: async () => [{ name: 'hub', format: 'registry', server: 'https://index.docker.io/v1/' }],
      }),
      registry: asked,
    };
    const subject: Subject = { kind: 'image', reference: 'us.icr.io/shop/api:1', project: ref };
    await createDiagnosis(world, { masker: new Masker() }).investigate(subject);
    expect(asked.asked).toMatchObject([{ knownHosts: ['docker.io'], purpose: 'pull' }]);
  });

  test('that is not there yet can be pushed, when the login is allowed to', async () => {
    const steps = ['dns', 'tcp', 'tls', 'api', 'auth'].map((step) => ({ step, status: 'passed' }));
    const failed = {
      step: 'manifest',
      status: 'failed',
      cause: 'repository-not-found',
      proof: '404 NAME_UNKNOWN',
    };
    const world = sources(
      {},
      check({
        outcome: 'failed',
        steps: [...steps, failed] as never,
        image: { registry: 'us.icr.io', repository: 'shop/new', tag: '1', canonical: 'us.icr.io/shop/new:1' },
        firstPush: true,
      }),
    );
    const subject: Subject = { kind: 'image', reference: 'us.icr.io/shop/new:1', push: true, project: ref };
    const report = await createDiagnosis(world, { masker: new Masker() }).investigate(subject);
    expect(report).toMatchObject({
      standing: 'well',
      headline:
        'Image us.icr.io/shop/new:1 can be pushed: us.icr.io has no repository shop/new yet, and the first push makes it',
    });
    expect(report.findings[0]?.fix.map(({ text }) => text)).toEqual(['Build and push us.icr.io/shop/new:1.']);
  });

  test('whose host may not be asked says so, and how to allow it', async () => {
    const note = 'evil.example was not asked: no workload or registry secret of the project names it.';
    const world = sources({}, check({ outcome: 'not-checked', notes: [note] }));
    const subject: Subject = { kind: 'image', reference: 'evil.example/x', project: ref };
    const report = await createDiagnosis(world, { masker: new Masker() }).investigate(subject);
    expect(report).toMatchObject({
      state: 'unknown',
      cause: 'unknown',
      headline: `Image evil.example/x was not checked: ${note}`,
    });
  });
});
