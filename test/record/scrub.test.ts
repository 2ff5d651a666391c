import { createHash } from 'node:crypto';
import { Masker } from '../../src/diagnosis/model/secrets';
import type { Heard, RecordedExchange } from '../../src/record/exchange';
import { scrub } from '../../src/record/scrub';

const API = 'https://api.eu-de.codeengine.cloud.ibm.com/v2/projects/11111111-2222-4333-8444-555555555555';

function heard(url: string, body: unknown, more: Partial<Heard> = {}): Heard {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { sent: { method: 'GET', url }, status: 200, body: () => Buffer.from(text), ms: 1, ...more };
}

function record(
  exchanges: readonly Heard[],
  masker = new Masker(),
  asked: readonly string[] = ['why', 'build', 'x'],
) {
  const about = {
    at: '2026-01-05T10:00:00.000Z',
    version: '1',
    asked,
    login: 'API key',
    settings: {},
  } as const;
  const recording = scrub(about, exchanges, masker);
  return { ...recording, exchanges: recording.exchanges as readonly RecordedExchange[] };
}

const appsOf = (exchange: RecordedExchange | undefined) =>
  (exchange?.json as { apps: readonly { name: string }[] } | undefined)?.apps ?? [];

describe('stand-ins', () => {
  test('the same name is the same in addresses, fields, log lines and the question', () => {
    const { exchanges, asked } = record(
      [
        heard(`${API}/builds/shop-api`, { name: 'shop-api', output_image: 'de.icr.io/acme/shop-api:1.2' }),
        heard(
          'https://kube.example.com/api/v1/namespaces/1abc2def/pods/shop-api-run-7-x2x4z/log?container=step-build',
          'shop-api: pushing de.icr.io/acme/shop-api:1.2',
        ),
      ],
      undefined,
      ['why', 'build', 'shop-api'],
    );
    const [build, log] = exchanges;
    expect(build?.ask).toMatch(/\/builds\/build-1$/);
    expect(build?.json).toEqual({ name: 'build-1', output_image: 'de.icr.io/namespace-1/build-1:1.2' });
    expect(log?.ask).toContain('/namespaces/subdomain-1/pods/build-1-run-7-x2x4z/log?container=step-build');
    expect(log?.text).toBe('build-1: pushing de.icr.io/namespace-1/build-1:1.2');
    expect(asked).toEqual(['why', 'build', 'build-1']);
  });

  test('numbers follow the alphabet, so that lists keep their order', () => {
    const names = Array.from({ length: 12 }, (_, at) => `team-${String.fromCharCode(108 - at)}-web`);
    const [list] = record([heard(`${API}/apps`, { apps: names.map((name) => ({ name })) })]).exchanges;
    const apps = appsOf(list);
    expect(apps[11]?.name).toBe('app-01');
    expect(apps.map(({ name }) => name).toSorted()).toEqual(apps.map(({ name }) => name).toReversed());
  });

  test('a stand-in never takes a name that somebody has', () => {
    const [list] = record([
      heard(`${API}/apps`, { apps: [{ name: 'app-1' }, { name: 'zulu-web' }] }),
    ]).exchanges;
    const apps = appsOf(list);
    expect(new Set(apps.map(({ name }) => name)).size).toBe(2);
    expect(JSON.stringify(apps)).not.toContain('app-1"');
  });

  test('a name that is a word of every log is replaced where it is a name, and nowhere else', () => {
    const exchanges = [
      heard(`${API}/apps/error`, { name: 'error', image_reference: 'docker.io/acmecorp/error:1' }),
      heard('https://kube.example.com/log', 'error: failed to pull docker.io/acmecorp/error:1'),
      heard('https://kube.example.com/pods?labelSelector=serving.knative.dev%2Fservice%3Derror', {}),
    ];
    const [app, log, pods] = record(exchanges).exchanges;
    expect(pods?.ask).toMatch(/\/pods\?labelSelector=serving\.knative\.dev\/service=app-1$/);
    expect(app?.json).toEqual({ name: 'app-1', image_reference: 'docker.io/owner-1/app-1:1' });
    expect(log?.text).toBe('error: failed to pull docker.io/owner-1/app-1:1');
  });

  test('hosts, addresses, e-mail addresses and ids are replaced; those that everybody has stay', () => {
    const text = [
      'dial tcp: lookup git.acme.internal: no such host',
      'GET https://registry.acme.com/v2/: 401, https://registry.npmjs.org/left-pad: 200',
      'by ada@acme.com from 52.1.2.3 (10.0.0.7, 127.0.0.1)',
      'account 0123456789abcdef0123456789abcdef at index.js:10 of v1.2.3',
    ].join('\n');
    const [log] = record([heard('https://kube.example.com/log', text)]).exchanges;
    expect(log?.text?.replace(/52\.1\.\d+\.\d+/, '52.1.x.y')).toBe(
      [
        'dial tcp: lookup host-2.example: no such host',
        'GET https://host-1.example/v2/: 401, https://registry.npmjs.org/left-pad: 200',
        'by person-1@example.com from 52.1.x.y (10.0.0.7, 127.0.0.1)',
        'account 00000010000000000000000000000000 at index.js:10 of v1.2.3',
      ].join('\n'),
    );
  });

  test('an address stays in the ranges that it was in, and is another one', () => {
    const others = Array.from({ length: 64 }, (_, at) => `52.1.${at * 4}.9`);
    const [log] = record([
      heard('https://kube.example.com/log', ['52.1.96.0/19', ...others].join(' ')),
    ]).exchanges;
    const [range = '', ...written] = log?.text?.split(' ') ?? [];
    const top = (address: string) => Number(address.split('.')[2]) >> 5;
    expect(written.map((address) => top(address) === top(range))).toEqual(
      others.map((address) => top(address) === top('52.1.96.0')),
    );
    expect(new Set(written).size).toBe(others.length);
    expect(written).not.toEqual(others);
  });

  test('an address of IPv6 is replaced as one of IPv4 is, the same however it is spelt', () => {
    const text =
      'from [2a01:4f8:c17:12::9]:443 and 2A01:04F8:0C17:0012:0:0:0:9, route 2a01:4f8:c17::/48; fe80::1, fd12::3, 2001:db8::7, ::1; std::string at 10:30:05';
    const [log] = record([heard('https://kube.example.com/log', text)]).exchanges;
    const [, first = '', second, range = '', rest] =
      /from \[([^\]]+)\]:443 and (\S+), route (\S+)\/48; (.*)$/.exec(log?.text ?? '') ?? [];
    expect(second).toBe(first);
    expect(first).not.toBe('2a01:4f8:c17:12::9');
    expect(first.startsWith('2a01:4f8:')).toBe(true);
    expect(range.split(':')[2]).toBe(first.split(':')[2]);
    expect(rest).toBe('fe80::1, fd12::3, 2001:db8::7, ::1; std::string at 10:30:05');
  });

  test('a package with its version is no e-mail address', () => {
    const [log] = record([
      heard('https://kube.example.com/log', '> shop@8.0.3 start by ada@acme.com'),
    ]).exchanges;
    expect(log?.text).toBe('> shop@8.0.3 start by person-1@example.com');
  });

  test('a data store still names its secret and its bucket, by their stand-ins', () => {
    const secrets = {
      secrets: [{ name: 'cos-key', format: 'hmac_auth', data: { secret_access_key: 'x'.repeat(40) } }],
    };
    const data = { bucket_name: 'acme-results', bucket_location: 'eu-de', secret_name: 'cos-key' };
    const stores = { persistent_data_stores: [{ name: 'results', data }] };
    const [listed, told] = record([
      heard(`${API}/secrets`, secrets),
      heard(`${API}/persistent_data_stores`, stores),
    ]).exchanges;
    expect(listed?.json).toMatchObject({ secrets: [{ name: 'secret-1' }] });
    expect(told?.json).toEqual({
      persistent_data_stores: [
        {
          name: 'data-store-1',
          data: { bucket_name: 'bucket-1', bucket_location: 'eu-de', secret_name: 'secret-1' },
        },
      ],
    });
  });

  test('what a vendor gives a customer’s name keeps the vendor', () => {
    const [app] = record([
      heard(`${API}/apps/x-y`, {
        name: 'x-y',
        image_reference: 'acme.azurecr.io/web/front:2',
        endpoint: 'https://x-y.1abc2def.eu-de.codeengine.appdomain.cloud',
      }),
    ]).exchanges;
    const text = JSON.stringify(app?.json);
    expect(text).toMatch(/host-\d\.azurecr\.io\/owner-1\/repository-1:2/);
    expect(text).toMatch(/\.appdomain\.cloud/);
    expect(text).not.toMatch(/acme|1abc2def/);
  });
});

describe('secrets', () => {
  const github = `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`;

  test('are told apart by kind, and never by length or content', () => {
    const masker = new Masker();
    masker.learn('a-password-that-was-read');
    const [log] = record(
      [heard('https://x.example.com/log', `token ${github}, and a-password-that-was-read`)],
      masker,
    ).exchanges;
    expect(log?.text).toBe('token $GITHUB_TOKEN_1, and $SECRET_1');
  });

  test('the values of a project’s secrets go, whoever logs in where stays', () => {
    const auth = Buffer.from('iamapikey:hunter2hunter2').toString('base64');
    const [one, two, three] = record([
      heard(`${API}/secrets/icr-key`, {
        name: 'icr-key',
        format: 'registry',
        data: { server: 'de.icr.io', username: 'iamapikey', password: 'hunter2hunter2' },
      }),
      heard(`${API}/secrets/db`, {
        name: 'db',
        format: 'generic',
        data: { PGPASSWORD: 'x', NOTE: 'our database' },
      }),
      heard(`${API}/secrets/hub`, {
        name: 'hub',
        format: 'other',
        data: { '.dockerconfigjson': JSON.stringify({ auths: { 'de.icr.io': { auth } } }) },
      }),
    ]).exchanges.map(({ json }) => (json as { data: Readonly<Record<string, string>> }).data);
    expect(one).toEqual({ server: 'de.icr.io', username: 'iamapikey', password: '$SECRET_1' });
    expect(two).toEqual({ PGPASSWORD: '$SECRET_2', NOTE: '$SECRET_3' });
    expect(JSON.parse(three?.['.dockerconfigjson'] ?? '')).toEqual({
      auths: { 'de.icr.io': { username: 'iamapikey', password: '$SECRET_1' } },
    });
  });

  test('what is hidden already is left as it is: it says that the login could not be tried', () => {
    const [secret] = record([
      heard(`${API}/secrets/s-1`, { name: 's-1', data: { server: 'de.icr.io', password: 'REDACTED' } }),
    ]).exchanges;
    expect(secret?.json).toMatchObject({ data: { password: 'REDACTED' } });
  });

  test('a login is told with its name, and each with its own stand-in', () => {
    const basic = (password: string) => `Basic ${Buffer.from(`bot:${password}`).toString('base64')}`;
    const ask = (authorization: string) =>
      heard(
        'https://de.icr.io/v2/',
        {},
        { sent: { method: 'GET', url: 'https://de.icr.io/v2/', authorization } },
      );
    const { exchanges } = record([
      ask(basic('one-password')),
      ask(basic('another-one')),
      ask(basic('one-password')),
      ask('Bearer abcdefghijkl'),
    ]);
    expect(exchanges.map(({ as }) => as)).toEqual([
      'bot:$SECRET_1',
      'bot:$SECRET_2',
      'bot:$SECRET_1',
      'Bearer $SECRET_3',
    ]);
  });

  test('values of environment variables go, in Code Engine, pods and images', () => {
    const [app, pod, image] = record([
      heard(`${API}/apps/x-y`, {
        name: 'x-y',
        run_env_variables: [
          { type: 'literal', name: 'PLAN', value: 'our secret plan' },
          { type: 'literal', name: 'PORT', value: '8080' },
        ],
      }),
      heard('https://kube.example.com/pods', {
        items: [{ spec: { containers: [{ env: [{ name: 'PLAN', value: 'our secret plan' }] }] } }],
      }),
      heard('https://de.icr.io/v2/a/b/blobs/sha256:1', {
        config: { Env: ['PATH=/bin', 'PLAN=our secret plan'] },
      }),
    ]).exchanges;
    for (const { json } of [app, pod, image] as readonly RecordedExchange[]) {
      expect(JSON.stringify(json)).toContain('$VALUE_1');
      expect(JSON.stringify(json)).not.toContain('our secret plan');
    }
    expect(JSON.stringify(app?.json)).toContain('8080');
    expect(JSON.stringify(image?.json)).toContain('PATH=/bin');
  });

  test('of an IAM token stays what is read of it', () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      iam_id: 'iam-ServiceId-1234',
      account: { bss: '0123456789abcdef0123456789abcdef' },
      iat: 1000,
      exp: 4600,
    };
    const token = `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
    const { exchanges, tokens } = record([
      heard('https://iam.cloud.ibm.com/identity/token', { access_token: token }),
    ]);
    expect(exchanges[0]?.json).toEqual({ access_token: '$JWT_1' });
    expect(tokens).toEqual({
      $JWT_1: {
        account: expect.stringMatching(/^0000001/),
        iam_id: expect.stringMatching(/^iam-ServiceId-\d+$/),
        life: 3600,
      },
    });
  });
});

describe('source', () => {
  test('of a layer nothing is kept, whether it is text or not; of a look only what was found', () => {
    const layer = heard('https://de.icr.io/v2/a/b-source/blobs/sha256:1', 'const ours = "not yours";');
    const question = { open: { reference: 'de.icr.io/a/b-source:1', knownHosts: ['de.icr.io'] } };
    const about = {
      at: '2026-01-05T10:00:00.000Z',
      version: '1',
      asked: ['why'],
      login: 'API key',
      settings: {},
    } as const;
    const looked = { question, found: { notes: ['b-source:1 was looked at'] }, ms: 3 };
    const [bytes, look] = scrub(about, [layer, looked], new Masker()).exchanges;
    expect(bytes).toMatchObject({ text: '(25 bytes of content were left out)' });
    expect(JSON.stringify([bytes, look])).not.toMatch(/ours|b-source/);
    expect(look).toMatchObject({ open: { reference: expect.stringMatching(/^de\.icr\.io\//) }, ms: 3 });
  });
});

describe('contents that are named by their digest', () => {
  const digest = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

  test('still have it after names in them were replaced, through index, manifest and configuration', () => {
    const config = JSON.stringify({
      architecture: 'amd64',
      config: { Labels: { maintainer: 'ada@acme.com' } },
    });
    const manifest = JSON.stringify({
      config: { digest: digest(config) },
      layers: [{ digest: digest('layer') }],
    });
    const index = JSON.stringify({ manifests: [{ digest: digest(manifest) }] });
    const base = 'https://registry.acme.com/v2/acme/web';
    const { exchanges } = record([
      heard(`${base}/manifests/1.0`, index, { headers: { 'docker-content-digest': digest(index) } }),
      heard(`${base}/manifests/${digest(manifest)}`, manifest),
      heard(`${base}/blobs/${digest(config)}`, config),
      heard(`${API}/apps/x-y`, {
        name: 'x-y',
        image_reference: `registry.acme.com/acme/web@${digest(index)}`,
      }),
    ]);
    const [written, child, blob, app] = exchanges;
    const own = exchanges.slice(0, 3).map(({ json }) => digest(JSON.stringify(json)));
    expect(JSON.stringify(written?.json)).toContain(own[1]);
    expect(JSON.stringify(child?.json)).toContain(own[2]);
    expect(JSON.stringify(child?.json)).toContain(digest('layer'));
    expect(written?.headers).toEqual({ 'docker-content-digest': own[0] });
    expect([child?.ask, blob?.ask]).toEqual([
      expect.stringContaining(String(own[1])),
      expect.stringContaining(String(own[2])),
    ]);
    expect(JSON.stringify(app?.json)).toContain(own[0]);
  });
});
