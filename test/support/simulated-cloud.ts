import { type Cloud, startCloud } from '../../playground/src/cloud';
import { botApiKey, createWorld } from '../../playground/src/scenarios';
import { type Project, World, WorldClock } from '../../playground/src/world';

/** A wall clock that stands still until it is moved. */
export class StillClock {
  time = Date.parse('2026-05-04T10:00:00Z');
  readonly read = (): number => this.time;
}

/** The default world at a fixed time, served, with a client that may do what its key may. */
export class SimulatedCloud {
  private constructor(
    readonly world: World,
    readonly wall: StillClock,
    readonly cloud: Cloud,
  ) {}

  static async start(fill: 'scenarios' | 'nothing' = 'scenarios'): Promise<SimulatedCloud> {
    const wall = new StillClock();
    const options = { seed: 'test', clock: new WorldClock(wall.read) };
    const world = fill === 'scenarios' ? createWorld(options) : new World(options);
    return new SimulatedCloud(world, wall, await startCloud(world));
  }

  close(): Promise<void> {
    return this.cloud.close();
  }

  token(form: Record<string, string>): Promise<Response> {
    return fetch(`${this.cloud.iamUrl}/identity/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** An access token of one of the world's identities. */
  async accessToken(identity = 'ce-image-bot'): Promise<string> {
    const reply = await this.token({
      grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
      apikey: botApiKey(this.world, identity),
    });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  async delegatedToken(identity = 'ce-image-bot'): Promise<string> {
    const reply = await this.token({
      grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
      apikey: botApiKey(this.world, identity),
      response_type: 'delegated_refresh_token',
      receiver_client_ids: 'ce',
      delegated_refresh_token_expiry: '3600',
    });
    return ((await reply.json()) as { delegated_refresh_token: string }).delegated_refresh_token;
  }

  /** Calls API v2 of a region; `path` is what follows `/v2/`. */
  async v2(
    path: string,
    options: { region?: string; identity?: string; version?: string; init?: RequestInit } = {},
  ): Promise<Response> {
    const url = new URL(
      `${this.cloud.codeEngineUrl.replace('{region}', options.region ?? 'eu-de')}/v2/${path}`,
    );
    url.searchParams.set('version', options.version ?? '2025-07-10');
    const authorization = `Bearer ${await this.accessToken(options.identity)}`;
    return fetch(url, {
      ...options.init,
      headers: { authorization, ...(options.init?.headers as Record<string, string>) },
    });
  }

  /** Calls a project's Kubernetes API with the token of its kubeconfig. */
  async kubernetes(project: Project, path: string, identity?: string): Promise<Response> {
    const base = this.cloud.codeEngineUrl.replace('{region}', project.region);
    const reply = await fetch(`${base}/api/v1/project/${project.id}/config`, {
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${await this.accessToken(identity)}`,
        'x-delegated-refresh-token': await this.delegatedToken(identity),
      },
    });
    const config = (await reply.json()) as Kubeconfig;
    const token = config.users[0]?.user['auth-provider'].config['id-token'];
    const server = config.clusters[0]?.cluster.server;
    return fetch(`${server}${path.replace('{ns}', config.contexts[0]?.context.namespace ?? '')}`, {
      headers: { authorization: `Bearer ${token}` },
    });
  }
}

interface Kubeconfig {
  clusters: { cluster: { server: string } }[];
  contexts: { context: { namespace: string } }[];
  users: { user: { 'auth-provider': { config: Record<string, string> } } }[];
}
