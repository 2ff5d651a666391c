import { stringify } from 'yaml';
import type { StubReply } from '../support/http-stub';
import {
  apiError,
  delegatedToken,
  jwt,
  kubeconfig,
  kubeconfigCall,
  namespace,
  never,
  ref,
  startTestCloud,
  type TestCloud,
} from './support/cloud';
import { refusal } from './support/refusal';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

const inNamespace = `/api/v1/namespaces/${namespace}`;
const quotasCall = `GET /k8s${inNamespace}/resourcequotas`;
const status = (code: number, message: string): StubReply => ({
  status: code,
  json: { kind: 'Status', status: 'Failure', message, code },
});
const noQuotas = { json: { items: [] } };
const askQuotas = () => cloud.codeEngine.quotas(ref, never);

describe('the way in', () => {
  test('is a kubeconfig for a delegated refresh token', async () => {
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    await askQuotas();
    const form = cloud.stub.requests.find(({ body }) => body.includes('delegated_refresh_token'));
    expect(Object.fromEntries(new URLSearchParams(form?.body))).toMatchObject({
      grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
      response_type: 'delegated_refresh_token',
      receiver_client_ids: 'ce',
      delegated_refresh_token_expiry: '3600',
    });
    expect(cloud.stub.requestsFor(kubeconfigCall)[0]?.headers).toMatchObject({
      authorization: `Bearer ${cloud.accessToken}`,
      accept: 'application/json',
      'x-delegated-refresh-token': delegatedToken,
    });
    expect(cloud.stub.requestsFor(quotasCall)[0]?.headers.authorization).toBe(
      `Bearer ${jwt('canary-id', cloud.clock.now())}`,
    );
  });

  test('may come as YAML', async () => {
    cloud.stub.on(kubeconfigCall, { text: stringify(kubeconfig(`${cloud.stub.url}/k8s`, 'plain-token')) });
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    await askQuotas();
    expect(cloud.stub.requestsFor(quotasCall)[0]?.headers.authorization).toBe('Bearer plain-token');
  });

  test('may lead to another server', async () => {
    const elsewhere = `/elsewhere/eu-de${inNamespace}/resourcequotas`;
    cloud.stub.on(`GET ${elsewhere}`, noQuotas);
    await cloud.adapter({ kubernetesUrl: `${cloud.stub.url}/elsewhere/{region}` }).quotas(ref, never);
    expect(cloud.stub.requestsFor(`GET ${elsewhere}`)).toHaveLength(1);
  });

  test('is fetched once for all who ask at the same time', async () => {
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    await Promise.all([askQuotas(), askQuotas(), askQuotas()]);
    expect(cloud.stub.requestsFor(kubeconfigCall)).toHaveLength(1);
  });

  test('is kept until its token is about to expire', async () => {
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    await askQuotas();
    cloud.clock.pass(58 * 60_000);
    await askQuotas();
    expect(cloud.stub.requestsFor(kubeconfigCall)).toHaveLength(1);
    cloud.clock.pass(60_000 + 1);
    await askQuotas();
    expect(cloud.stub.requestsFor(kubeconfigCall)).toHaveLength(2);
  });

  test('is kept for 50 minutes when its token does not tell its life', async () => {
    cloud.stub.on(kubeconfigCall, { json: kubeconfig(`${cloud.stub.url}/k8s`, 'opaque-token') });
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    await askQuotas();
    cloud.clock.pass(50 * 60_000 - 1);
    await askQuotas();
    expect(cloud.stub.requestsFor(kubeconfigCall)).toHaveLength(1);
    cloud.clock.pass(2);
    await askQuotas();
    expect(cloud.stub.requestsFor(kubeconfigCall)).toHaveLength(2);
  });

  test('is fetched anew when the server does not take the token', async () => {
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, status(401, 'Unauthorized'), noQuotas);
    expect(await askQuotas()).toEqual([]);
    expect(cloud.stub.requestsFor(kubeconfigCall)).toHaveLength(2);
  });

  test('is given up when the server does not take a fresh token either', async () => {
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, status(401, 'Unauthorized'));
    expect(await refusal(askQuotas())).toMatchObject({ reason: 'unauthorized' });
    expect(cloud.stub.requestsFor(quotasCall)).toHaveLength(2);
  });

  test('that was refused is tried again by the next question', async () => {
    cloud.stub.on(kubeconfigCall, apiError(403, 'no'), () => ({
      json: kubeconfig(`${cloud.stub.url}/k8s`, 'plain-token'),
    }));
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    expect(await refusal(askQuotas())).toMatchObject({ reason: 'forbidden' });
    expect(await askQuotas()).toEqual([]);
  });

  test('does not fail for one who waits because another gave up', async () => {
    const controller = new AbortController();
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    const impatient = refusal(cloud.codeEngine.quotas(ref, controller.signal));
    const patient = askQuotas();
    controller.abort();
    expect(await impatient).toMatchObject({ reason: 'timeout' });
    expect(await patient).toEqual([]);
  });

  test.each([
    ['no kubeconfig', { text: '<html>canary</html>' }, 'has an unexpected form'],
    ['broken YAML', { text: 'a: [canary' }, 'has an unexpected form'],
    [
      'no namespace',
      { json: { ...kubeconfig('http://x.y', 't'), contexts: [{ name: 'shop', context: {} }] } },
      '“contexts.0.context.',
    ],
    ['no server', { json: { ...kubeconfig('http://x.y', 't'), clusters: [] } }, 'names no server'],
    ['no token', { json: { ...kubeconfig('http://x.y', 't'), users: [] } }, 'holds no token'],
  ])('with %s is malformed', async (_what, reply, message) => {
    cloud.stub.on(kubeconfigCall, reply);
    const error = await refusal(askQuotas());
    expect(error).toMatchObject({ reason: 'malformed', message: expect.stringContaining(message) });
    expect(error.message).not.toContain('canary');
  });

  test('goes through Code Engine’s proxy where the kubeconfig cannot be had', async () => {
    cloud.stub.on(kubeconfigCall, apiError(404, 'no such call'));
    cloud.onProject('/apps', {
      json: { apps: [{ computed_env_variables: [{ name: 'CE_SUBDOMAIN', value: namespace }] }] },
    });
    const call = `/proxy/eu-de${inNamespace}/resourcequotas`;
    cloud.stub.on(`GET ${call}`, noQuotas);
    await cloud.adapter({ proxyUrl: `${cloud.stub.url}/proxy/{region}` }).quotas(ref, never);
    expect(cloud.stub.requestsFor(`GET ${call}`)[0]?.headers.authorization).toBe(
      `Bearer ${cloud.accessToken}`,
    );
  });

  test('says what the kubeconfig call said, when the proxy is closed as well', async () => {
    cloud.stub.on(kubeconfigCall, apiError(403, 'no'));
    cloud.onProject('/apps', apiError(403, 'no apps'));
    const source = cloud.adapter({ proxyUrl: `${cloud.stub.url}/proxy/{region}` });
    expect(await refusal(source.quotas(ref, never))).toMatchObject({
      reason: 'forbidden',
      message: expect.stringContaining('the way into the Kubernetes API'),
    });
  });

  test('keeps its tokens from every text', async () => {
    cloud.stub.on(kubeconfigCall, { json: kubeconfig(`${cloud.stub.url}/k8s`, 'canary-opaque-id-token') });
    cloud.onKubernetes(`${inNamespace}/resourcequotas`, noQuotas);
    await askQuotas();
    const text = `${delegatedToken} canary-opaque-id-token ${cloud.accessToken}`;
    expect(cloud.masker.mask(text)).toBe('[secret] [secret] [secret]');
  });
});

describe('pods', () => {
  const pods = `${inNamespace}/pods`;

  test.each([
    [{ buildRun: 'api-run-1' }, 'buildrun.shipwright.io/name=api-run-1'],
    [{ app: 'web' }, 'serving.knative.dev/service=web'],
    [{ revision: 'web-00002' }, 'serving.knative.dev/revision=web-00002'],
    [{ jobRun: 'import-1' }, 'codeengine.cloud.ibm.com/job-run=import-1'],
  ])('of %j are found by their label', async (selector, label) => {
    cloud.onKubernetes(pods, { json: { items: [] } });
    await cloud.codeEngine.pods(ref, selector, never);
    expect(cloud.stub.requestsFor(`GET /k8s${pods}`)[0]?.query.get('labelSelector')).toBe(label);
  });

  test('of the whole project are found without a label', async () => {
    cloud.onKubernetes(pods, { json: { items: [] } });
    await cloud.codeEngine.pods(ref, { all: true }, never);
    expect(cloud.stub.requestsFor(`GET /k8s${pods}`)[0]?.query.has('labelSelector')).toBe(false);
  });

  test('are not asked for by a name that would select others', async () => {
    const error = await refusal(cloud.codeEngine.pods(ref, { app: 'a,b!=c' }, never));
    expect(error).toMatchObject({ reason: 'not-found' });
    expect(cloud.stub.requests).toHaveLength(0);
  });

  test('tell why their containers wait, ended, and ended before', async () => {
    cloud.onKubernetes(pods, {
      json: {
        items: [
          {
            metadata: { name: 'web-1', creationTimestamp: '2026-11-23T17:00:00Z' },
            spec: { containers: [{ name: 'user-container', env: [{ name: 'A', value: 'canary' }] }] },
            status: {
              phase: 'Pending',
              conditions: [
                { type: 'Initialized', status: 'True' },
                { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'not ready' },
              ],
              initContainerStatuses: [
                { name: 'prepare', state: { terminated: { reason: 'Completed', exitCode: 0 } } },
              ],
              containerStatuses: [
                {
                  name: 'user-container',
                  image: 'icr.io/shop/web:1',
                  imageID: '',
                  ready: false,
                  restartCount: 3,
                  state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
                  lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: 'x' } },
                },
              ],
            },
          },
        ],
      },
    });
    const [pod] = await cloud.codeEngine.pods(ref, { app: 'web' }, never);
    expect(pod).toMatchObject({
      name: 'web-1',
      phase: 'Pending',
      conditions: [{ type: 'Ready', reason: 'ContainersNotReady', message: 'not ready' }],
      containers: [
        { name: 'prepare', terminated: { reason: 'Completed', exitCode: 0 } },
        {
          name: 'user-container',
          restarts: 3,
          waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' },
          lastTerminated: { reason: 'OOMKilled', exitCode: 137 },
        },
      ],
    });
    expect(JSON.stringify(pod)).not.toContain('canary');
  });

  test('that no node took yet name their containers', async () => {
    cloud.onKubernetes(pods, {
      json: {
        items: [
          {
            metadata: { name: 'p' },
            spec: { containers: [{ name: 'step-a' }] },
            status: { phase: 'Pending' },
          },
        ],
      },
    });
    expect(await cloud.codeEngine.pods(ref, { buildRun: 'r' }, never)).toMatchObject([
      { name: 'p', containers: [{ name: 'step-a' }] },
    ]);
  });

  test('come newest first, page after page', async () => {
    const pod = (name: string, creationTimestamp: string) => ({ metadata: { name, creationTimestamp } });
    cloud.onKubernetes(pods, ({ query }) =>
      query.get('continue') === null
        ? { json: { items: [pod('old', '2026-11-23T16:00:00Z')], metadata: { continue: 'more' } } }
        : { json: { items: [pod('new', '2026-11-23T17:00:00Z')], metadata: { continue: '' } } },
    );
    const found = await cloud.codeEngine.pods(ref, { app: 'web' }, never);
    expect(found.map(({ name }) => name)).toEqual(['new', 'old']);
  });

  test('are read without the one that has an unexpected form; a field of another type is left out alone', async () => {
    const status = {
      phase: 7,
      containerStatuses: [
        { state: {} },
        { name: 'step-a', restartCount: 'x', state: { waiting: { reason: 'r' } } },
      ],
    };
    cloud.onKubernetes(pods, {
      json: { items: [{ status: {} }, null, { metadata: { name: 'p', labels: 3 }, status }] },
    });
    expect(await cloud.codeEngine.pods(ref, { buildRun: 'r' }, never)).toEqual([
      expect.objectContaining({
        name: 'p',
        phase: undefined,
        containers: [expect.objectContaining({ name: 'step-a', waiting: { reason: 'r' } })],
      }),
    ]);
  });

  test('of which none can be read are not taken for none', async () => {
    cloud.onKubernetes(pods, { json: { items: [{ status: {} }] } });
    expect(await refusal(cloud.codeEngine.pods(ref, { buildRun: 'r' }, never))).toMatchObject({
      reason: 'malformed',
      message: expect.stringContaining('“metadata”'),
    });
  });

  test('without end are given up', async () => {
    cloud.onKubernetes(pods, { json: { items: [], metadata: { continue: 'more' } } });
    expect(await refusal(cloud.codeEngine.pods(ref, { app: 'web' }, never))).toMatchObject({
      reason: 'malformed',
      message: expect.stringContaining('in a circle'),
    });
    expect(cloud.stub.requests.filter(({ path }) => path.includes('/pods')).length).toBe(2);
  });
});

describe('a log', () => {
  const log = `${inNamespace}/pods/web-1/log`;
  const read = (tailLines: number, previous = false) =>
    cloud.codeEngine.podLog(ref, 'web-1', 'user-container', { tailLines, previous }, never);

  test('is asked for from its end', async () => {
    cloud.onKubernetes(log, { text: 'one\ntwo\n' });
    expect(await read(10)).toEqual({ text: 'one\ntwo\n', truncated: false });
    const [request] = cloud.stub.requestsFor(`GET /k8s${log}`);
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      container: 'user-container',
      tailLines: '11',
    });
  });

  test('of the container’s earlier life is asked for as such', async () => {
    cloud.onKubernetes(log, { text: 'x' });
    await read(10, true);
    expect(cloud.stub.requestsFor(`GET /k8s${log}`)[0]?.query.get('previous')).toBe('true');
  });

  test('says when lines before were left out', async () => {
    cloud.onKubernetes(log, { text: '1\n2\n3\n' });
    expect(await read(2)).toEqual({ text: '2\n3\n', truncated: true });
  });

  test('of 10 MB is cut from the front, and its end is kept', async () => {
    const line = `${'x'.repeat(1023)}\n`;
    cloud.onKubernetes(log, {
      chunks: [...Array.from({ length: 10 * 1024 }, () => line), 'the last word\n'],
    });
    const { text, truncated } = await read(1_000_000);
    expect(truncated).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(1023 * 1024);
    expect(text.startsWith('xxx')).toBe(true);
    expect(text.indexOf('\n')).toBe(1023);
    expect(text.endsWith('the last word\n')).toBe(true);
  });

  test.each<[StubReply, string, string]>([
    [status(404, 'pods "web-1" not found'), 'gone', 'the pod “web-1” is gone, and its logs with it'],
    [
      status(400, 'previous terminated container "user-container" in pod "web-1" not found'),
      'not-found',
      'the container “user-container” has no earlier log',
    ],
    [
      status(400, 'container "user-container" in pod "web-1" is waiting to start: ImagePullBackOff'),
      'not-found',
      'the container “user-container” has not started, so it has no log yet',
    ],
    [
      status(400, 'container x is not valid for pod web-1'),
      'failed',
      'the Kubernetes API of project “shop” refused the request for the log of container “user-container” in pod “web-1” (400: container x is not valid for pod web-1)',
    ],
  ])('that is refused is told (%#)', async (reply, reason, message) => {
    cloud.onKubernetes(log, reply);
    expect(await refusal(read(10))).toMatchObject({ reason, message });
  });

  test('is read again after a fault', async () => {
    cloud.onKubernetes(log, status(503, 'busy'), { text: 'x' });
    expect(await read(10)).toEqual({ text: 'x', truncated: false });
  });

  test('that does not end is given up at the deadline', async () => {
    cloud.onKubernetes(log, 'hang-in-body');
    const answer = refusal(read(10));
    while (!(await cloud.stub.nextRequest()).path.endsWith('/log'));
    cloud.clock.expire();
    expect(await answer).toMatchObject({ reason: 'timeout' });
  });
});

describe('events', () => {
  const events = `${inNamespace}/events`;
  const event = (name: string, lastTimestamp: string, more: object = {}) => ({
    type: 'Warning',
    reason: 'Failed',
    message: `failed ${name}`,
    involvedObject: { kind: 'Pod', name },
    firstTimestamp: '2026-11-23T17:00:00Z',
    lastTimestamp,
    count: 3,
    source: { component: 'kubelet' },
    ...more,
  });

  test('are asked for by object and come oldest first', async () => {
    cloud.onKubernetes(events, ({ query }) => {
      const name = query.get('fieldSelector')?.replace('involvedObject.name=', '') ?? '';
      return {
        json: { items: [event(name, name === 'a' ? '2026-11-23T17:59:00Z' : '2026-11-23T17:30:00Z')] },
      };
    });
    expect(await cloud.codeEngine.events(ref, ['a', 'b', 'a'], never)).toEqual([
      expect.objectContaining({ object: 'Pod/b' }),
      {
        type: 'Warning',
        reason: 'Failed',
        message: 'failed a',
        object: 'Pod/a',
        count: 3,
        firstSeen: '2026-11-23T17:00:00Z',
        lastSeen: '2026-11-23T17:59:00Z',
        source: 'kubelet',
      },
    ]);
    expect(cloud.stub.requestsFor(`GET /k8s${events}`)).toHaveLength(2);
  });

  test('that cannot be had of one object do not hide those of another', async () => {
    cloud.onKubernetes(events, ({ query }) =>
      query.get('fieldSelector') === 'involvedObject.name=a'
        ? status(403, 'no')
        : { json: { items: [{ message: 'seen', involvedObject: { name: 'b' } }] } },
    );
    expect(await cloud.codeEngine.events(ref, ['a', 'b'], never)).toMatchObject([{ message: 'seen' }]);
  });

  test('of many objects are asked for in one list', async () => {
    const objects = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    cloud.onKubernetes(events, {
      json: { items: ['a', 'stranger'].map((name) => event(name, '2026-11-23T17:30:00Z')) },
    });
    expect(await cloud.codeEngine.events(ref, objects, never)).toMatchObject([{ object: 'Pod/a' }]);
    const requests = cloud.stub.requestsFor(`GET /k8s${events}`);
    expect(requests.map(({ query }) => query.get('fieldSelector'))).toEqual([null]);
  });

  test('of the newer kind tell their times as well', async () => {
    cloud.onKubernetes(events, {
      json: {
        items: [
          event('a', '', {
            firstTimestamp: null,
            lastTimestamp: null,
            count: null,
            source: {},
            eventTime: '2026-11-23T17:10:00.000000Z',
            series: { count: 9, lastObservedTime: '2026-11-23T17:20:00.000000Z' },
            reportingComponent: 'knative',
          }),
        ],
      },
    });
    expect(await cloud.codeEngine.events(ref, ['a'], never)).toMatchObject([
      {
        count: 9,
        firstSeen: '2026-11-23T17:10:00.000000Z',
        lastSeen: '2026-11-23T17:20:00.000000Z',
        source: 'knative',
      },
    ]);
  });

  test('of nothing are none', async () => {
    expect(await cloud.codeEngine.events(ref, [], never)).toEqual([]);
    expect(cloud.stub.requests).toHaveLength(0);
  });

  test('that the Reader role may not see name the role that may', async () => {
    cloud.onKubernetes(events, status(403, 'events is forbidden: User "IAM#someone" cannot list resource'));
    const error = await refusal(cloud.codeEngine.events(ref, ['a'], never));
    expect(error).toMatchObject({ reason: 'forbidden', cure: expect.stringContaining('Writer') });
    expect(error.message).not.toContain('someone');
  });
});

test('quotas are told resource by resource', async () => {
  cloud.onKubernetes(`${inNamespace}/resourcequotas`, {
    json: {
      items: [
        { status: { hard: { 'limits.memory': '256Gi', pods: '250' }, used: { 'limits.memory': '4Gi' } } },
      ],
    },
  });
  expect(await askQuotas()).toEqual([
    { resource: 'limits.memory', hard: '256Gi', used: '4Gi' },
    { resource: 'pods', hard: '250', used: '0' },
  ]);
});

describe('objects of Shipwright and Knative', () => {
  test('a build run tells where and why it failed', async () => {
    cloud.onKubernetes(`/apis/shipwright.io/v1beta1/namespaces/${namespace}/buildruns/r`, {
      json: {
        status: {
          conditions: [
            { type: 'Other', status: 'True' },
            { type: 'Succeeded', status: 'False', reason: 'Failed', message: 'see the log' },
          ],
          failureDetails: {
            reason: 'GitRemoteRepositoryPrivate',
            message: 'The source repository is private.',
            location: { pod: 'r-x-pod', container: 'step-source-default' },
          },
        },
      },
    });
    expect(await cloud.codeEngine.buildRunDetail(ref, 'r', never)).toEqual({
      reason: 'Failed',
      message: 'see the log',
      failureReason: 'GitRemoteRepositoryPrivate',
      failureMessage: 'The source repository is private.',
      failedContainer: 'step-source-default',
      failedPod: 'r-x-pod',
    });
  });

  test('a build run without status tells nothing', async () => {
    cloud.onKubernetes(`/apis/shipwright.io/v1beta1/namespaces/${namespace}/buildruns/r`, { json: {} });
    expect(await cloud.codeEngine.buildRunDetail(ref, 'r', never)).toEqual({});
  });

  test('a revision tells the digest that it is pinned to', async () => {
    const revision = `/apis/serving.knative.dev/v1/namespaces/${namespace}/revisions/web-00002`;
    cloud.onKubernetes(revision, {
      json: {
        status: {
          conditions: [
            { type: 'Ready', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'late' },
          ],
          containerStatuses: [
            { name: 'sidecar', imageDigest: 'icr.io/x@sha256:1' },
            { name: 'user-container', imageDigest: 'icr.io/shop/web@sha256:2' },
          ],
        },
      },
    });
    expect(await cloud.codeEngine.revisionDetail(ref, 'web-00002', never)).toEqual({
      imageDigest: 'sha256:2',
      conditions: [{ type: 'Ready', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'late' }],
    });
  });

  test('every revision tells its app and what each of its containers is pinned to, the oldest first', async () => {
    const image = (name: string, digit: number) => `icr.io/shop/${name}@sha256:${String(digit).repeat(64)}`;
    const object = (name: string, day: number, spec: unknown, status: unknown) => ({
      metadata: {
        name,
        creationTimestamp: `2026-11-0${day}T00:00:00Z`,
        labels: { 'serving.knative.dev/service': 'web' },
      },
      spec,
      status,
    });
    const two = { containers: [{ name: 'user-container' }, { name: 'agent' }] };
    const user = { name: 'user-container', imageDigest: image('web', 2) };
    cloud.onKubernetes(`/apis/serving.knative.dev/v1/namespaces/${namespace}/revisions`, {
      json: {
        items: [
          object('web-00003', 6, two, { containerStatuses: [user] }),
          object('web-00002', 5, {}, { containerStatuses: [{ name: 'user-container' }] }),
          object('web-00004', 7, two, undefined),
          object('web-00005', 8, {}, { containerStatuses: [{ ...user, imageDigest: 'icr.io/shop/web:1' }] }),
          object(
            'web-00001',
            2,
            { ...two, initContainers: [{ name: 'fetch' }] },
            {
              initContainerStatuses: [{ name: 'fetch', imageDigest: image('fetch', 3) }],
              containerStatuses: [user, { name: 'agent', imageDigest: image('agent', 4) }],
            },
          ),
        ],
      },
    });
    const pins = await cloud.codeEngine.pinsOf(ref, never);
    expect(pins.map(({ revision, app, images, open = false }) => [revision, app, images, open])).toEqual([
      ['web-00001', 'web', [image('fetch', 3), image('web', 2), image('agent', 4)], false],
      ['web-00002', 'web', [], true],
      ['web-00003', 'web', [image('web', 2)], true],
      ['web-00004', 'web', [], true],
      ['web-00005', 'web', [], true],
    ]);
  });

  test('revisions of which one cannot be read are none: an image is deleted because none is pinned to it', async () => {
    cloud.onKubernetes(`/apis/serving.knative.dev/v1/namespaces/${namespace}/revisions`, {
      json: { items: [{ metadata: { name: 'web-00001' } }, { metadata: { name: 7 } }] },
    });
    await expect(cloud.codeEngine.pinsOf(ref, never)).rejects.toMatchObject({
      reason: 'malformed',
      message: '1 of 2 that were listed have an unexpected form (field “metadata.name”)',
    });
  });
});
