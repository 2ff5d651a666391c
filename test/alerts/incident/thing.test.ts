import type { Thing } from '../../../src/alerts';
import { commitOf, incidentKey, proves, thingOf, titleOf } from '../../../src/alerts/incident/thing';
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
    [
      'its git host',
      { kind: 'git-host', host: 'github.com' },
      { source: 'https://github.com/shop/api' },
      true,
    ],
    [
      'no other git host',
      { kind: 'git-host', host: 'gitlab.com' },
      { source: 'git@github.com:shop/api' },
      false,
    ],
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

  const source = { source: 'https://github.com/shop/api', 'source secret': 'git' };
  const checked = { registry: { credential: {}, image: { registry: 'de.icr.io' } } };
  const base = (text: string) => ({ findings: [{ proof: [{ text }] }] });
  test.each<[string, string, Record<string, string>, object, Thing]>([
    ['the git secret of the build', 'git-auth-failed', source, {}, { kind: 'secret', name: 'git', project }],
    ['itself without one', 'git-auth-failed', {}, {}, own],
    ['the git host', 'git-host-unreachable', source, {}, { kind: 'git-host', host: 'github.com' }],
    ['itself where no host is known', 'git-host-unreachable', {}, {}, own],
    [
      'the registry that was asked',
      'registry-connection-dropped',
      image,
      checked,
      { kind: 'registry', host: 'de.icr.io' },
    ],
    [
      'the registry of its image',
      'registry-connection-dropped',
      image,
      {},
      { kind: 'registry', host: 'us.icr.io' },
    ],
    ['itself without an image', 'registry-connection-dropped', {}, {}, own],
    ['the quota of the registry', 'registry-quota-storage', image, {}, { kind: 'quota', of: 'us.icr.io' }],
    ['itself where no registry is known', 'registry-quota-storage', {}, {}, own],
    [
      'the quota of the project',
      'project-quota-exceeded',
      {},
      {},
      { kind: 'quota', of: 'project shop (p1)' },
    ],
    [
      'the registry of the base image',
      'base-image-rate-limited',
      image,
      base('failed to pull quay.io:443/team/base:1'),
      { kind: 'registry', host: 'quay.io:443' },
    ],
    [
      'Docker Hub, whose limit it is as a rule',
      'base-image-rate-limited',
      image,
      base('too many requests'),
      { kind: 'registry', host: 'docker.io' },
    ],
    [
      'Docker Hub without a proof',
      'base-image-rate-limited',
      image,
      {},
      { kind: 'registry', host: 'docker.io' },
    ],
  ])('is %s (%s)', (_what, cause, fingerprint, report, thing) => {
    expect(of(cause, fingerprint, report)).toEqual(thing);
  });
});

describe('who made the commit', () => {
  const run = { gitCommitSha: 'abcdef0123', gitCommitAuthor: 'Mara <mara@fernwood.example>' };
  const commit = { id: '1234567890', author: 'Ben' };
  test.each<[string, object, object | undefined]>([
    ['as the platform says', { build: { run }, source: { commit } }, { id: 'abcdef0', by: 'Mara' }],
    [
      'as git says, where the platform does not',
      { build: {}, source: { commit } },
      { id: '1234567', by: 'Ben' },
    ],
    ['without a build', { source: { commit } }, { id: '1234567', by: 'Ben' }],
    ['without its id', { build: { run: { gitCommitAuthor: 'Mara' } } }, { by: 'Mara' }],
    ['which nobody says', {}, undefined],
    ['which nobody says of this commit', { source: { commit: { id: '1234567890' } } }, undefined],
    ['which is nothing but an address', { build: { run: { gitCommitAuthor: '<a@b.example>' } } }, undefined],
    ['where there is no commit', { build: { run: {} }, source: {} }, undefined],
  ])('%s', (_what, report, expected) => {
    expect(commitOf(report as never)).toEqual(expected);
  });
});
