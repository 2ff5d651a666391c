import { createDiagnosis } from '../../../src/diagnosis/investigate';
import { Masker } from '../../../src/diagnosis/model/secrets';
import type { CodeEngineSource } from '../../../src/diagnosis/model/sources';
import type { ImageSubject } from '../../../src/diagnosis/model/subject';
import { check, ref, sources } from '../support/world';

const image = (more: Partial<ImageSubject> = {}): ImageSubject => ({
  kind: 'image',
  reference: 'us.icr.io/shop/api:1',
  project: ref,
  ...more,
});
const login = (name: string, server = 'us.icr.io') => ({
  name,
  format: 'registry',
  server,
  username: 'iamapikey',
});
const nothing = { builds: [], buildRuns: [], apps: [], jobs: [], jobRuns: [], functions: [], fleets: [] };

async function ask(subject: ImageSubject, parts: Partial<CodeEngineSource>, answer = check()) {
  const world = sources(parts, answer);
  const report = await createDiagnosis(world, { masker: new Masker() }).investigate(subject);
  const [asked] = (world.registry as unknown as { asked: { secret?: string }[] }).asked;
  return { report, secret: asked?.secret };
}

describe('an image that is asked about without a secret', () => {
  const one = { secrets: async () => [login('icr-shop'), login('hub', 'https://index.docker.io/v1/')] };

  test('is asked for with the one that the project has for its host, and the card says so', async () => {
    const { report, secret } = await ask(image(), one);
    expect(secret).toBe('icr-shop');
    expect(report.registry?.notes[0]).toMatch(/^No secret was named: icr-shop/);
    expect(report.subject).toMatchObject({ secret: 'icr-shop' });
  });

  test('is asked for with the one that what runs it names', async () => {
    const { secret } = await ask(image({ reference: 'us.icr.io/shop/api' }), {
      secrets: async () => [login('icr-shop'), login('icr-api')],
      inventory: async () => ({
        ...nothing,
        apps: [{ name: 'api', imageReference: 'us.icr.io/shop/api:latest', imageSecret: 'icr-api' }],
      }),
    });
    expect(secret).toBe('icr-api');
  });

  test.each([
    ['of several', image(), { secrets: async () => [login('icr-shop'), login('icr-api')] }],
    ['of another host', image(), { secrets: async () => [login('icr-shop', 'private.de.icr.io')] }],
    ['when none is wanted', image({ anonymous: true }), one],
  ])('%s none is taken by guess', async (_why, subject, parts) => {
    const { report, secret } = await ask(subject, parts);
    expect(secret).toBeUndefined();
    expect(report.registry?.notes).toEqual([]);
  });

  test.each([
    ['us.icr.io/shop/api:1', 'private.us.icr.io', 'private.us.icr.io/shop/api:1'],
    ['private.us.icr.io/shop/api:1', 'us.icr.io', 'us.icr.io/shop/api:1'],
  ])(
    '%s is asked for by the name of the registry that the project has a secret for, and the card says so',
    async (typed, server, meant) => {
      const { report, secret } = await ask(image({ reference: typed }), {
        secrets: async () => [login('icr-own', server), login('hub', 'https://index.docker.io/v1/')],
      });
      expect(secret).toBe('icr-own');
      expect(report.subject).toMatchObject({ reference: meant });
      expect(report.registry?.notes[0]).toContain(`It is for ${server}, which was asked in place of`);
    },
  );

  test('keeps the secret that is named', async () => {
    expect((await ask(image({ secret: 'mine' }), one)).secret).toBe('mine');
  });
});

describe('a limit of pulls', () => {
  const limited = (kind: 'anonymous' | 'secret') =>
    check(
      { credential: { kind } },
      { step: 'manifest', cause: 'rate-limited', proof: 'registry-1.docker.io answered 429 TOOMANYREQUESTS' },
    );

  test('of the address that ce-image calls from is no fault of the image', async () => {
    const { report } = await ask(image({ reference: 'docker.io/library/node:22' }), {}, limited('anonymous'));
    expect(report).toMatchObject({ state: 'unknown', findings: [] });
    expect(report.headline).toMatch(/was not checked.*address of ce-image/);
  });

  test('of a login is', async () => {
    const { report } = await ask(image({ secret: 'hub' }), {}, limited('secret'));
    expect(report.cause).toBe('rate-limited');
  });
});
