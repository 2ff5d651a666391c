import { parse } from 'yaml';
import type { Project } from '../../../playground/src/world';
import { SimulatedCloud } from '../../support/simulated-cloud';

interface List {
  kind: string;
  items: { metadata: { name: string }; [field: string]: unknown }[];
  metadata: { continue?: string };
}

describe("a project's Kubernetes API", () => {
  let cloud: SimulatedCloud;
  let shop: Project;
  let runName: string;
  beforeEach(async () => {
    cloud = await SimulatedCloud.start();
    shop = cloud.world.project('shop');
    runName = [...shop.buildRuns.values()].findLast((run) => run.build_name === 'shop-api')?.name ?? '';
  });
  afterEach(() => cloud.close());

  async function list(path: string, identity?: string): Promise<List> {
    const reply = await cloud.kubernetes(shop, path, identity);
    expect(reply.status).toBe(200);
    return (await reply.json()) as List;
  }

  const pods = (selector: string) =>
    list(`/api/v1/namespaces/{ns}/pods?labelSelector=${encodeURIComponent(selector)}`);

  async function podOf(selector: string): Promise<string> {
    return (await pods(selector)).items[0]?.metadata.name ?? '';
  }

  describe('is entered by a kubeconfig', () => {
    const config = async (headers: Record<string, string>) =>
      fetch(`${cloud.cloud.codeEngineUrl.replace('{region}', 'eu-de')}/api/v1/project/${shop.id}/config`, {
        headers: { authorization: `Bearer ${await cloud.accessToken()}`, ...headers },
      });

    test('as JSON or as YAML, with the same content', async () => {
      const delegated = { 'x-delegated-refresh-token': await cloud.delegatedToken() };
      const asJson = await (await config({ ...delegated, accept: 'application/json' })).json();
      const asYaml = parse(await (await config({ ...delegated, accept: 'text/plain' })).text());
      expect(asJson).toMatchObject({
        kind: 'Config',
        clusters: [{ cluster: { server: cloud.cloud.kubernetesUrl } }],
        contexts: [{ context: { namespace: shop.namespace } }],
      });
      expect(Object.keys(asYaml)).toEqual(Object.keys(asJson as object));
      expect(asYaml.contexts).toEqual((asJson as { contexts: unknown }).contexts);
    });

    test('only for the holder of a delegated refresh token', async () => {
      expect((await config({})).status).toBe(400);
      expect((await config({ 'x-delegated-refresh-token': 'forged' })).status).toBe(400);
      const others = await cloud.delegatedToken('platform-team');
      expect((await config({ 'x-delegated-refresh-token': others })).status).toBe(400);
    });

    test('whose token is checked', async () => {
      const url = `${cloud.cloud.kubernetesUrl}/api/v1/namespaces/${shop.namespace}/pods`;
      const reply = await fetch(url, { headers: { authorization: 'Bearer forged' } });
      expect(reply.status).toBe(401);
      expect(await reply.json()).toMatchObject({ kind: 'Status', reason: 'Unauthorized', code: 401 });
    });
  });

  describe('lists pods', () => {
    test('of a build run, an app, a revision and a job run, by their labels', async () => {
      expect((await pods(`buildrun.shipwright.io/name=${runName}`)).items).toHaveLength(1);
      expect((await pods('serving.knative.dev/service=shop-checkout')).items).toHaveLength(1);
      expect((await pods('serving.knative.dev/revision=shop-checkout-00002')).items).toHaveLength(1);
      expect((await pods('serving.knative.dev/revision=shop-checkout-00001')).items).toHaveLength(0);
      expect((await pods('codeengine.cloud.ibm.com/job-run=shop-mailer-run-1')).items).toHaveLength(1);
    });

    test('with the states of their containers', async () => {
      const [pod] = (await pods(`buildrun.shipwright.io/name=${runName}`)).items;
      expect(pod).toMatchObject({
        status: {
          phase: 'Failed',
          containerStatuses: [
            { name: 'step-source-default', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
            { name: 'step-build-and-push', state: { terminated: { exitCode: 1, reason: 'Error' } } },
          ],
        },
      });
    });

    test('by sets, several terms and negation', async () => {
      const all = (await list('/api/v1/namespaces/{ns}/pods')).items.length;
      const apps = (await pods('serving.knative.dev/service')).items.length;
      expect((await pods('serving.knative.dev/service notin (nothing)')).items).toHaveLength(all);
      expect((await pods('serving.knative.dev/service in (shop-checkout,other)')).items).toHaveLength(1);
      expect(
        (await pods('serving.knative.dev/service=shop-checkout,serving.knative.dev/revision!=x')).items,
      ).toHaveLength(1);
      expect(apps).toBeLessThan(all);
    });

    test('in pages when asked', async () => {
      const first = await list('/api/v1/namespaces/{ns}/pods?limit=1');
      expect(first.items).toHaveLength(1);
      const second = await list(`/api/v1/namespaces/{ns}/pods?limit=1&continue=${first.metadata.continue}`);
      expect(second.items[0]?.metadata.name).not.toBe(first.items[0]?.metadata.name);
    });
  });

  describe('reads logs', () => {
    const log = async (query: string, selector = `buildrun.shipwright.io/name=${runName}`) =>
      cloud.kubernetes(shop, `/api/v1/namespaces/{ns}/pods/${await podOf(selector)}/log${query}`);

    test('of a container, whole or its last lines', async () => {
      const whole = await (await log('?container=step-build-and-push')).text();
      expect(whole).toContain('failed to read dockerfile');
      const last = await (await log('?container=step-build-and-push&tailLines=1')).text();
      expect(whole.endsWith(last)).toBe(true);
      expect(last.trim().split('\n')).toHaveLength(1);
    });

    test('with time stamps when asked', async () => {
      const text = await (await log('?container=step-source-default&timestamps=true&tailLines=2')).text();
      expect(text).toMatch(/^2026-05-04T09:\d\d:\d\d\.\d{9}Z /);
    });

    test('up to a number of bytes', async () => {
      const text = await (await log('?container=step-build-and-push&limitBytes=10')).text();
      expect(text).toHaveLength(10);
    });

    test('and wants to know of which container', async () => {
      const reply = await log('');
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({
        message: expect.stringContaining('choose one of: [step-source-default step-build-and-push]'),
      });
      expect((await log('?container=other')).status).toBe(400);
    });

    test('and says that there is no previous life', async () => {
      const reply = await log('?container=step-build-and-push&previous=true');
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({
        message: expect.stringContaining('previous terminated container "step-build-and-push"'),
      });
    });

    test('of the life before the last crash', async () => {
      const campaigns = cloud.world.project('campaigns');
      const pod = [...campaigns.pods.keys()].find((name) => name.startsWith('coupon-engine-'));
      const reply = await cloud.kubernetes(
        campaigns,
        `/api/v1/namespaces/{ns}/pods/${pod}/log?container=user-container&previous=true&tailLines=2`,
      );
      expect(await reply.text()).toContain('Node.js v22.17.0');
    });

    test('and not of a container that waits for its image', async () => {
      const content = cloud.world.project('content');
      const pod = [...content.pods.keys()].find((name) => name.startsWith('storefront-cms-'));
      const reply = await cloud.kubernetes(
        content,
        `/api/v1/namespaces/{ns}/pods/${pod}/log?container=user-container`,
      );
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({
        message: `container "user-container" in pod "${pod}" is waiting to start: trying and failing to pull image`,
      });
    });

    test('and not of a pod that is gone', async () => {
      expect((await cloud.kubernetes(shop, '/api/v1/namespaces/{ns}/pods/gone/log')).status).toBe(404);
    });
  });

  describe('tells events', () => {
    test('of one object', async () => {
      const pod = await podOf(`buildrun.shipwright.io/name=${runName}`);
      const events = await list(`/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name=${pod}`);
      expect(events.kind).toBe('EventList');
      expect(events.items.map((event) => event.reason)).toEqual([
        'Scheduled',
        'Pulled',
        'Created',
        'Started',
        'Pulled',
        'Created',
        'Started',
      ]);
    });

    test('for an hour', async () => {
      const pod = await podOf(`buildrun.shipwright.io/name=${runName}`);
      const path = `/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name=${pod}`;
      cloud.world.clock.jump(3_600_000);
      expect((await list(path)).items).toEqual([]);
    });

    test('again and again, while the reason lasts', async () => {
      const pod = await podOf('serving.knative.dev/service=shop-checkout');
      const path = `/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name=${pod}`;
      const unhealthy = async () =>
        (await list(path)).items.find((event) => event.reason === 'Unhealthy') as unknown as {
          count: number;
        };
      const before = (await unhealthy()).count;
      cloud.world.clock.jump(7_200_000);
      expect((await unhealthy()).count).toBeGreaterThan(before);
    });

    test('not to a Reader, nor secrets', async () => {
      for (const resource of ['events', 'secrets', 'configmaps']) {
        const reply = await cloud.kubernetes(shop, `/api/v1/namespaces/{ns}/${resource}`, 'ce-image-reader');
        expect(reply.status).toBe(403);
        expect(await reply.json()).toMatchObject({
          kind: 'Status',
          reason: 'Forbidden',
          message: expect.stringMatching(new RegExp(`^${resource} is forbidden: User "IAM#ce-image-reader"`)),
        });
      }
      expect((await list('/api/v1/namespaces/{ns}/pods', 'ce-image-reader')).items.length).toBeGreaterThan(0);
    });
  });

  test('shows registry secrets in their Kubernetes form to a Writer', async () => {
    const reply = await cloud.kubernetes(shop, '/api/v1/namespaces/{ns}/secrets/ce-auto-icr-private-eu-de');
    const secret = (await reply.json()) as { type: string; data: Record<string, string> };
    expect(secret.type).toBe('kubernetes.io/dockerconfigjson');
    const config = JSON.parse(Buffer.from(secret.data['.dockerconfigjson'] ?? '', 'base64').toString());
    expect(Object.keys(config.auths)).toEqual(['private.de.icr.io']);
  });

  test('shows quotas, build runs, builds, revisions and job runs', async () => {
    const get = async (path: string) => (await cloud.kubernetes(shop, path)).json();
    expect(await list('/api/v1/namespaces/{ns}/resourcequotas')).toMatchObject({
      items: [{ status: { hard: { 'limits.cpu': '128' }, used: { 'limits.cpu': expect.any(String) } } }],
    });
    expect(await get(`/apis/shipwright.io/v1beta1/namespaces/{ns}/buildruns/${runName}`)).toMatchObject({
      kind: 'BuildRun',
      status: {
        conditions: [{ type: 'Succeeded', status: 'False', reason: 'Failed' }],
        failureDetails: { location: { container: 'step-build-and-push' } },
      },
    });
    expect(await get('/apis/shipwright.io/v1beta1/namespaces/{ns}/builds/shop-api')).toMatchObject({
      status: { registered: 'True' },
    });
    expect(
      await get('/apis/serving.knative.dev/v1/namespaces/{ns}/revisions/shop-checkout-00002'),
    ).toMatchObject({
      status: {
        containerStatuses: [
          { imageDigest: expect.stringMatching(/^private\.de\.icr\.io\/shop\/shop-checkout@sha256:/) },
        ],
      },
    });
    expect(
      await get('/apis/codeengine.cloud.ibm.com/v1beta1/namespaces/{ns}/jobruns/shop-mailer-run-1'),
    ).toMatchObject({ kind: 'JobRun', status: { failed: 1 } });
  });

  test('refuses the namespace of a project in which the role is missing', async () => {
    const payroll = cloud.world.project('payroll');
    const reply = await cloud.kubernetes(shop, `/api/v1/namespaces/${payroll.namespace}/pods`);
    expect(reply.status).toBe(403);
  });
});
