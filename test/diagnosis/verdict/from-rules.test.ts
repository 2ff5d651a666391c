import type { Evidence, Gathered } from '../../../src/diagnosis/model/evidence';
import type { Side } from '../../../src/diagnosis/verdict/candidate';
import { fromRules } from '../../../src/diagnosis/verdict/from-rules';
import { check } from '../support/world';

const is = <T>(value: T): Gathered<T> => ({ state: 'present', value });
const causes = (evidence: Evidence, side: Side) => fromRules(evidence, side).map(({ cause }) => cause);
const detail = (evidence: Evidence, side: Side) => fromRules(evidence, side)[0]?.detail ?? '';

describe('secrets', () => {
  const app = is({ name: 'web', imageReference: 'us.icr.io/shop/web:1', imageSecret: 'icr-key' });

  test('a referenced secret that does not exist is named with its use', () => {
    const evidence: Evidence = { app, secrets: is([]) };
    expect(causes(evidence, 'run')).toEqual(['secret-not-found']);
    expect(detail(evidence, 'run')).toBe(
      'The secret icr-key, needed for the pull of the image, does not exist in the project.',
    );
  });

  test('nothing is said while the list of secrets is not known', () => {
    expect(causes({ app, secrets: { state: 'missing', reason: 'forbidden', detail: '' } }, 'run')).toEqual(
      [],
    );
  });

  test('Code Engine’s own secret is a cause of its own', () => {
    const build = is({
      name: 'api',
      outputImage: 'private.de.icr.io/x/y',
      outputSecret: 'ce-auto-icr-private-eu-de',
    });
    expect(causes({ build, secrets: is([]) }, 'build')).toEqual(['managed-secret-missing']);
  });

  test('an ssh secret cannot log in to a registry', () => {
    expect(causes({ app, secrets: is([{ name: 'icr-key', format: 'ssh_auth' }]) }, 'run')).toEqual([
      'registry-secret-wrong-format',
    ]);
  });

  test('an environment variable may refer to a secret as well', () => {
    const jobRun = is({
      name: 'run-1',
      indices: [],
      env: [{ name: 'DB', type: 'secret_key_reference', reference: 'db-login', key: 'url' }],
    });
    expect(detail({ jobRun, secrets: is([]) }, 'run')).toContain('the environment variable DB');
  });
});

describe('quotas', () => {
  test('a full project quota explains why a run does not start', () => {
    const evidence: Evidence = {
      buildRun: is({ name: 'r1', status: 'pending' }),
      quotas: is([
        { resource: 'limits.memory', used: '512Gi', hard: '512Gi' },
        { resource: 'count/buildruns', used: '40', hard: '100' },
      ]),
    };
    expect(fromRules(evidence, 'build')).toContainEqual(
      expect.objectContaining({
        cause: 'project-quota-exceeded',
        detail: expect.stringContaining('512Gi of 512Gi of memory'),
      }),
    );
  });

  test('the quota that Kubernetes names counts, though another is used up as well', () => {
    const message =
      'pods "r1" is forbidden: exceeded quota: project-quota, requested: limits.memory=8G, used: limits.memory=508G, limited: limits.memory=512G';
    const evidence: Evidence = {
      buildRun: is({ name: 'r1', status: 'pending' }),
      buildRunDetail: is({ message }),
      quotas: is([
        { resource: 'count/buildruns.shipwright.io', used: '100', hard: '100' },
        { resource: 'limits.memory', used: '508G', hard: '512G' },
      ]),
    };
    const [found] = fromRules(evidence, 'build');
    expect(found).toMatchObject({ cause: 'project-quota-exceeded', captured: { resource: 'limits.memory' } });
    expect(found?.detail).toBe('It asks for 8G of memory, and the project has used 508G of 512G of memory.');
  });

  test('a full quota says nothing about what already runs', () => {
    const quotas = is([{ resource: 'limits.cpu', used: '128', hard: '128' }]);
    expect(causes({ buildRun: is({ name: 'r1', status: 'running' }), quotas }, 'build')).toEqual([]);
  });

  test('a full registry account stops the push, or the pull', () => {
    const full = { used: 536_870_912, limit: 536_870_912 };
    const registry = is(check({ icr: { storage: full, traffic: full, missing: [] } }));
    expect(causes({ registry, buildRun: is({ name: 'r', status: 'failed' }) }, 'build')).toEqual([
      'registry-quota-storage',
    ]);
    expect(causes({ registry }, 'run')).toEqual(['registry-quota-traffic']);
  });

  test('an unlimited quota is never full', () => {
    const endless = { used: 10, limit: -1 };
    expect(
      causes({ registry: is(check({ icr: { storage: endless, traffic: endless, missing: [] } })) }, 'run'),
    ).toEqual([]);
  });
});

describe('starting', () => {
  const revision = is({
    name: 'web-1',
    status: 'failed',
    reason: 'initial_scale_never_achieved',
    imagePort: 8080,
  });
  const log = (text: string) =>
    is([{ pod: 'p', container: 'user-container', previous: false, text, truncated: false }]);

  test.each([
    ['Server listening on http://0.0.0.0:3000', '3000'],
    ['Listening on port 5000', '5000'],
    [' * Running on http://127.0.0.1:5000', '5000'],
    ['Tomcat started on port(s): 8081 (http)', '8081'],
    ['ready - started server on 0.0.0.0:3000, url: http://localhost:3000', '3000'],
  ])('the program says which port it listens on: %s', (line, port) => {
    const [found] = fromRules({ revision, logs: log(`starting\n${line}\n`) }, 'run');
    expect(found).toMatchObject({ cause: 'port-not-listening', captured: { port } });
  });

  test('a program on the right port is not blamed', () => {
    expect(causes({ revision, logs: log('Listening on port 8080') }, 'run')).toEqual([]);
  });

  test('an image without any command cannot start, unless the spec gives one', () => {
    const registry = is(check({ facts: {} }));
    const bare = is({ name: 'run', indices: [], imageReference: 'x/y' });
    expect(causes({ registry, jobRun: bare }, 'run')).toEqual(['no-entrypoint']);
    expect(
      causes(
        {
          registry,
          jobRun: is({
            ...(bare.state === 'present' && bare.value),
            name: 'run',
            indices: [],
            commands: ['/run'],
          }),
        },
        'run',
      ),
    ).toEqual([]);
  });

  test('a Python buildpack image that ends at once lacks a Procfile', () => {
    const evidence: Evidence = {
      app: is({ name: 'web', status: 'failed' }),
      revision: is({ name: 'web-1', status: 'failed', reason: 'container_failed_exit_code_0' }),
      origin: { buildRun: is({ name: 'r', status: 'succeeded', strategyType: 'buildpacks' }) },
    };
    expect(causes(evidence, 'run')).toContain('buildpack-no-start-command');
  });

  test('an http probe that gets 404 is misconfigured', () => {
    const evidence: Evidence = {
      revision: is({ name: 'web-1', probeReadiness: { type: 'http', path: '/healthz', port: 8080 } }),
      events: is([
        {
          type: 'Warning',
          reason: 'Unhealthy',
          message: 'Readiness probe failed: HTTP probe failed with statuscode: 404',
        },
      ]),
    };
    expect(fromRules(evidence, 'run')[0]).toMatchObject({
      cause: 'probe-misconfigured',
      captured: { path: '/healthz' },
    });
  });

  test('many restarts are counted, with how the container ended the last time', () => {
    const instances = is([
      { name: 'web-1-a', restarts: 3, last: { exitCode: 137 } },
      { name: 'web-1-b', restarts: 11, last: { exitCode: 1 } },
      { name: 'web-0-x', revisionName: 'web-0', restarts: 90 },
    ]);
    expect(detail({ revision, instances }, 'run')).toBe(
      'A container of the app restarted 11 times; the last time it ended with exit code 1.',
    );
  });

  test('a daemon job that ends with exit code 0 counts as stopped on purpose', () => {
    const jobRun = is({ name: 'r', indices: [], runMode: 'daemon', status: 'completed', succeeded: 1 });
    expect(causes({ jobRun }, 'run')).toEqual(['daemon-exit-zero']);
  });
});

describe('where the image comes from', () => {
  test('local source pushes to IBM Cloud Container Registry only', () => {
    const build = (outputImage: string) => ({ build: is({ name: 'b', sourceType: 'local', outputImage }) });
    expect(causes(build('docker.io/acme/web:1'), 'build')).toEqual(['local-build-needs-icr']);
    expect(causes(build('private.de.icr.io/acme/web:1'), 'build')).toEqual([]);
  });

  test('an app waits for the build run that makes its image', () => {
    const evidence: Evidence = { origin: { buildRun: is({ name: 'web-run', status: 'running' }) } };
    expect(detail(evidence, 'run')).toBe('Build run web-run, which makes the image, is still running.');
  });

  test('a moved tag is an advisory, as long as the pinned digest can be pulled', () => {
    const drift = { pinnedDigest: 'sha256:aa', tagDigest: 'sha256:bb', pinnedExists: true };
    expect(fromRules({ registry: is(check({ drift })) }, 'run')).toMatchObject([
      { cause: 'tag-moved', advisory: true },
    ]);
    expect(causes({ registry: is(check({ drift: { ...drift, pinnedExists: false } })) }, 'run')).toEqual([]);
  });

  test('a moved tag is not told twice when the check has said it', () => {
    const drift = { pinnedDigest: 'sha256:aa', tagDigest: 'sha256:bb', pinnedExists: true };
    const findings = [{ cause: 'tag-moved' as const, detail: 'The tag latest names sha256:bb now.' }];
    expect(causes({ registry: is(check({ drift, findings })) }, 'run')).toEqual([]);
  });
});

describe('functions', () => {
  const runtimes = is([{ id: 'nodejs-24' }, { id: 'nodejs-18', deprecated: true }]);

  test('a runtime that is no longer offered is named, with those that are', () => {
    const evidence: Evidence = {
      function: is({ name: 'f', runtime: 'nodejs-16' }),
      functionRuntimes: runtimes,
    };
    expect(detail(evidence, 'run')).toBe(
      'The runtime nodejs-16 is not offered any more; offered are nodejs-24.',
    );
  });

  test('a bundle that the registry does not give out is invalid', () => {
    const evidence: Evidence = {
      function: is({ name: 'f', status: 'failed', codeReference: 'us.icr.io/x/fn:1' }),
      registry: is(
        check({}, { step: 'manifest', cause: 'image-tag-not-found', proof: '404 MANIFEST_UNKNOWN' }),
      ),
    };
    expect(causes(evidence, 'run')).toEqual(['function-bundle-invalid']);
  });
});
