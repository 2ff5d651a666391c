import type { Thing } from '../../../src/alerts';
import { incidentKey, proves, thingOf, titleOf } from '../../../src/alerts/incident/thing';
import { causeOf } from '../../../src/diagnosis/causes/index';

const project = { id: 'p1', name: 'shop', region: 'eu-de' };
const subject = { kind: 'build', name: 'api', project } as const;
const own: Thing = { kind: 'workload', key: 'build/api', subject };
const observed = (fingerprint: Record<string, string> = {}, key = 'build/api', id = 'p1') =>
  ({ key, subject: { ...subject, project: { ...project, id } }, fingerprint }) as never;
const image = { image: 'us.icr.io/shop/api:1' };

describe('the key of an incident', () => {
  const things: readonly Thing[] = [
    own,
    { ...own, key: 'build/web' },
    { kind: 'secret', name: 'icr', project },
    { kind: 'secret', name: 'icr', project: { ...project, id: 'p2' } },
    { kind: 'registry', host: 'us.icr.io' },
    { kind: 'git-host', host: 'us.icr.io' },
    { kind: 'quota', of: 'us.icr.io' },
  ];

  test('is another one for each thing and each cause, and never a text', () => {
    const keys = [
      ...things.map((thing) => incidentKey('compile-error', thing)),
      incidentKey('auth-invalid', own),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(incidentKey('compile-error', own)).toBe(incidentKey('compile-error', { ...own }));
  });

  test('has the cause’s own title beside it', () => {
    expect(titleOf('compile-error')).toBe(causeOf('compile-error').title);
  });
});

describe('a success proves', () => {
  test.each<[string, Thing, Record<string, string>, boolean]>([
    [
      'a secret that it used for the image',
      { kind: 'secret', name: 'icr', project },
      { secret: 'icr' },
      true,
    ],
    [
      'a secret that it used for the source',
      { kind: 'secret', name: 'git', project },
      { 'source secret': 'git' },
      true,
    ],
    ['no other secret', { kind: 'secret', name: 'icr', project }, { secret: 'other' }, false],
    ['its registry', { kind: 'registry', host: 'us.icr.io' }, image, true],
    ['no other registry', { kind: 'registry', host: 'de.icr.io' }, image, false],
    ['no registry without an image', { kind: 'registry', host: 'de.icr.io' }, {}, false],
    ['a quota of its registry', { kind: 'quota', of: 'us.icr.io' }, image, true],
    ['a quota of its project', { kind: 'quota', of: 'project shop (p1)' }, {}, true],
    ['no quota of another project', { kind: 'quota', of: 'project shop (p2)' }, {}, false],
  ])('%s', (_what, thing, fingerprint, proven) => {
    expect(proves(thing, observed(fingerprint))).toBe(proven);
  });

  test('itself, and no other workload', () => {
    expect(proves(own, observed())).toBe(true);
    expect(proves(own, observed({}, 'build/web'))).toBe(false);
  });

  test('no secret of the same name in another project', () => {
    expect(
      proves({ kind: 'secret', name: 'icr', project }, observed({ secret: 'icr' }, 'build/api', 'p2')),
    ).toBe(false);
  });
});

describe('what a failure breaks on', () => {
  const of = (cause: string, fingerprint: Record<string, string> = {}, report: object = {}) =>
    thingOf(observed(fingerprint), { cause, findings: [], ...report } as never);

  test('is the workload itself, unless the cause says otherwise', () => {
    expect(of('compile-error', { secret: 'icr' })).toEqual(own);
  });

  test('is the registry secret: the one that was tried, else the one that the workload names', () => {
    const secret = (name: string) => ({ kind: 'secret', name, project });
    expect(of('auth-invalid', { secret: 'icr' })).toEqual(secret('icr'));
    expect(
      of('auth-invalid', { secret: 'icr' }, { registry: { credential: { secretName: 'tried' } } }),
    ).toEqual(secret('tried'));
    expect(of('auth-invalid')).toEqual(own);
  });
});
