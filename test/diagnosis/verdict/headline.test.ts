import { catalogue, causeOf } from '../../../src/diagnosis/causes';
import { nothingToName, ownWords } from '../../../src/diagnosis/causes/shared/headline';
import { type Subject, type WorkloadKind, workloadKinds } from '../../../src/diagnosis/model/subject';
import { clauseOf, headline } from '../../../src/diagnosis/verdict/headline';
import { ref } from '../support/world';

const subject = (kind: WorkloadKind): Subject => ({ kind, name: 'x', project: ref });
const nothing = { captured: {} };

describe('the headline', () => {
  test('says what, in which project, how it stands, and what is wrong with this one', () => {
    const clause = 'There is no Dockerfile in the repository';
    expect(headline(subject('build'), 'failed', 'dockerfile-not-found', { clause })).toBe(
      `Build x (${ref.name}) failed: ${clause}`,
    );
    expect(headline(subject('app'), 'well', 'healthy-no-problem')).toBe(`App x (${ref.name}) is healthy`);
    expect(headline(subject('build'), 'well', 'healthy-no-problem')).toBe(`Build x (${ref.name}) succeeded`);
    expect(headline(subject('app'), 'well', 'tag-moved')).toContain('is healthy, with one remark: ');
  });

  test('does not call waiting what will never come, nor failed what was never run', () => {
    expect(headline(subject('jobrun'), 'cannot-start', 'image-tag-not-found')).toContain(' cannot start: ');
    expect(headline(subject('jobrun'), 'waiting', 'rate-limited')).toContain(' is waiting: ');
    expect(headline(subject('app'), 'down', 'project-not-active')).toContain(' cannot run: ');
    expect(headline(subject('buildrun'), 'unknown', 'build-run-removed')).toContain(' was not found: ');
  });

  test('says how bad it is for those who use an app', () => {
    const of = (standing: Parameters<typeof headline>[1]) =>
      headline(subject('app'), standing, 'image-tag-not-found');
    expect(of('down')).toContain(' is down: ');
    expect(of('old-revision')).toContain(' still serves its old revision: ');
    expect(of('next-start')).toContain(' runs, and its next start will fail: ');
  });

  test.each([
    ["throw new Error('Missing CARRIER_URL');", 'Missing CARRIER_URL'],
    [
      'psycopg2.OperationalError: connection to server at "distances.internal" (10.8.2.14), port 5432 failed: refused',
      'Connection to server at "distances.internal" (10.8.2.14), port 5432 failed: refused',
    ],
    [
      "The project could not be created: a project of the name 'shop' already exists in this region. Choose another name, or check that you have the role Administrator.",
      "The project could not be created: a project of the name 'shop' already exists in this region",
    ],
  ])('quotes of a line what it says: %s', (said, shown) => {
    expect(ownWords({ ...nothing, said })?.toLowerCase()).toBe(shown.toLowerCase());
  });

  test('does not say for sure what is only possible', () => {
    expect(headline(subject('build'), 'failed', 'git-auth-failed', { confidence: 'possible' })).toContain(
      ' failed, possibly: ',
    );
    expect(
      headline(subject('buildrun'), 'unknown', 'build-run-removed', { confidence: 'possible' }),
    ).toContain(' was not found: ');
    expect(
      headline({ kind: 'text', text: '' }, 'failed', 'compile-error', { confidence: 'possible' }),
    ).toMatch(/^Possibly: /);
  });

  test('names the build run behind a failed app', () => {
    const root = { kind: 'buildrun', name: 'x-run-1' } as const;
    expect(headline(subject('app'), 'down', 'compile-error', { root })).toContain(
      ' is down because build run x-run-1 failed: ',
    );
  });
});

describe('what is wrong with this one', () => {
  test.each([...catalogue.keys()])('%s has a clause when nothing is known, its title', (id) => {
    expect(clauseOf(id, nothing, { proof: [] })).toBe(causeOf(id).title);
  });

  test.each([...catalogue.keys()])('%s never shows a hole where a name is not known', (id) => {
    for (const kind of workloadKinds) {
      const facts = { kind, name: 'x', project: 'shop', region: 'eu-de', captured: {} };
      const said = clauseOf(id, facts, { proof: [{ source: 'log', text: 'it went wrong' }] });
      expect(said).not.toMatch(/undefined|null|\[object|``|“”/);
      expect(said.length).toBeLessThanOrEqual(110);
    }
  });

  test('is only the category where there is no name to give', () => {
    const nameless = [...catalogue.values()].filter(({ headline: of }) => of === nothingToName);
    expect(nameless.map(({ id }) => id).sort()).toEqual([
      'build-canceled',
      'build-run-not-started',
      'build-run-removed',
      'daemon-exit-zero',
      'fleet-canceled',
      'healthy-no-problem',
      'job-run-removed',
      'pod-network-setup-failed',
      'source-bundle-too-large',
      'unknown',
    ]);
  });

  test('is what the program said, and not that it is started again', () => {
    const proof = [
      { source: 'platform', text: 'container_failed_exit_code_1' },
      { source: 'log', text: 'TypeError: rule spring-sale has no conditions' },
      { source: 'event', text: 'CrashLoopBackOff: back-off 2m40s restarting failed container' },
    ] as const;
    expect(clauseOf('container-exit-nonzero', nothing, { proof })).toBe(
      'TypeError: rule spring-sale has no conditions',
    );
    expect(
      clauseOf('container-exit-nonzero', { ...nothing, exitCode: 3 }, { proof: [proof[0], proof[2]] }),
    ).toBe('The program ends with exit code 3');
  });

  test.each([
    [
      'secret-not-found',
      {
        captured: { secret: 'psp' },
        environment: [{ type: 'secret_key_reference', name: 'PSP_KEY', reference: 'psp' }],
      },
      'Secret psp (for PSP_KEY) does not exist',
    ],
    [
      'port-not-listening',
      { captured: { port: '3000' }, port: 8080 },
      'It listens on port 3000, and Code Engine expects 8080',
    ],
    [
      'image-tag-not-found',
      { captured: {}, image: 'de.icr.io/shop/web:2.3.1', imageTag: '2.3.1', knownTags: ['2.3.0'] },
      'Tag 2.3.1 is not in de.icr.io/shop/web; 2.3.0 is',
    ],
    [
      'auth-invalid',
      { captured: {}, registryHost: 'de.icr.io', registrySecret: 'icr' },
      'de.icr.io refuses the login of secret icr',
    ],
  ] as const)('%s names what it is about', (id, facts, words) => {
    expect(clauseOf(id, facts, { proof: [] })).toBe(words);
  });

  test('names the line of the source', () => {
    const fault = { file: 'Dockerfile', line: 7, quote: 'COPY config/production.yaml /etc/app/' };
    expect(clauseOf('dockerfile-copy-missing-file', nothing, { proof: [], fault })).toBe(
      'Dockerfile:7 copies config/production.yaml, which is not there',
    );
  });
});
