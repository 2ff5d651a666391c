import type { CauseId } from '../../../src/diagnosis/model/cause-id';
import type { Evidence, Gathered } from '../../../src/diagnosis/model/evidence';
import type { Side } from '../../../src/diagnosis/verdict/candidate';
import { ruledOut } from '../../../src/diagnosis/verdict/ruled-out';
import { check } from '../support/world';

const is = <T>(value: T): Gathered<T> => ({ state: 'present', value });

const build: Evidence = {
  buildRun: is({
    name: 'run-1',
    status: 'failed',
    outputSecret: 'icr-key',
    sourceSecret: 'git-key',
    startTime: '2026-11-23T17:50:00Z',
    completionTime: '2026-11-23T17:52:00Z',
    timeout: 600,
  }),
  registry: is(check({ icr: { storage: { used: 1, limit: 9 }, missing: [] } })),
  secrets: is([{ name: 'icr-key' }, { name: 'git-key' }]),
  quotas: is([{ resource: 'limits.cpu', used: '1', hard: '8' }]),
  pods: is([{ name: 'p', conditions: [], containers: [{ name: 'step', terminated: { exitCode: 1 } }] }]),
};

const app: Evidence = {
  app: is({ name: 'web', imageReference: 'us.icr.io/shop/web:1', imageSecret: 'icr-key' }),
  registry: is(check()),
  secrets: is([{ name: 'icr-key' }]),
  quotas: is([{ resource: 'limits.cpu', used: '1', hard: '8' }]),
  pods: is([{ name: 'p', conditions: [], containers: [{ name: 'user-container', waiting: {} }] }]),
};

const kinds = (evidence: Evidence, side: Side, ...causes: CauseId[]) =>
  ruledOut(evidence, side, causes).map((phrase) => phrase.split(':')[0]);

describe('ruled out is only what could as well have been the cause', () => {
  test.each<[CauseId, string[]]>([
    ['git-auth-failed', ['missing secret']],
    ['compile-error', ['memory', 'timeout', 'registry access']],
    ['permission-denied-push', ['sign-in', 'registry quota', 'timeout']],
    ['secret-not-found', []],
    ['project-quota-exceeded', []],
    ['local-build-needs-icr', []],
  ])('of a build that fails by %s', (cause, expected) => {
    expect(kinds(build, 'build', cause).sort()).toEqual([...expected].sort());
  });

  test.each<[CauseId, string[]]>([
    ['image-tag-not-found', ['sign-in']],
    ['port-not-listening', ['registry access']],
    ['waiting-for-resources', ['missing secret', 'project quota']],
    ['unknown', ['missing secret', 'project quota', 'registry access']],
  ])('of an app that fails by %s', (cause, expected) => {
    expect(kinds(app, 'run', cause).sort()).toEqual([...expected].sort());
  });

  test('of a push is the secret of the registry, not that of git', () => {
    const refused = is(check({}, { step: 'auth', cause: 'auth-invalid', proof: '401' }));
    expect(ruledOut({ ...build, registry: refused }, 'build', ['auth-invalid'])).toContain(
      'missing secret: icr-key exists',
    );
    expect(ruledOut(build, 'build', ['git-auth-failed'])).toEqual(['missing secret: git-key exists']);
  });

  test('names the host that was really asked for the sign-in', () => {
    const registry = is(check({ askedHost: 'public.icr.io' }));
    expect(ruledOut({ ...app, registry }, 'run', ['image-tag-not-found'])).toEqual([
      'sign-in: public.icr.io accepts secret icr-key',
    ]);
  });

  test('names the secret that the registry accepted', () => {
    expect(ruledOut(app, 'run', ['image-tag-not-found'])).toEqual([
      'sign-in: us.icr.io accepts secret icr-key',
    ]);
  });

  test('is never what was not looked at: no container ran, so none was killed', () => {
    expect(kinds(app, 'run', 'container-exit-nonzero')).not.toContain('memory');
    expect(
      kinds({ ...build, registry: is(check({ outcome: 'not-checked' })) }, 'build', 'compile-error'),
    ).not.toContain('registry access');
  });

  test('stands shortest first, and is never long', () => {
    const long = `us.icr.io/shop/${'web'.repeat(40)}:1`;
    const image = { registry: 'us.icr.io', repository: 'shop/web', canonical: long };
    const steps = check().steps.map((one) =>
      one.step === 'push' ? { ...one, status: 'not-asked' as const } : one,
    );
    const phrases = ruledOut({ ...app, registry: is(check({ image, steps })) }, 'run', ['unknown']);
    expect(phrases.at(-1)).toBe('registry access: secret icr-key may pull the image');
    expect(phrases).toEqual([...phrases].sort((a, b) => a.length - b.length));
  });
});
