import { type Before, reached, type System } from '../before';
import { seconds, type World } from '../world';
import { codeEngine, codeEngineError } from './code-engine';
import { faulty } from './faulty';
import { type Handler, listen } from './http';
import { iam, iamError } from './iam';
import { kubernetes, kubernetesError } from './kubernetes';
import { cloudLogs, logsError } from './logs';
import { Tokens } from './tokens';
import { vpc, vpcError } from './vpc';

export interface Cloud {
  /** Root of IAM; the token endpoint is `/identity/token` below it. */
  readonly iamUrl: string;
  /** Holds `{region}`; API v2 is `/v2` below it, v1 is `/api/v1`. */
  readonly codeEngineUrl: string;
  /** Holds `{region}`; VPC's API is `/v1` below it. */
  readonly vpcUrl: string;
  /** An instance of IBM Cloud Logs is at its GUID below it. */
  readonly logsUrl: string;
  /** Server of every project's kubeconfig. */
  readonly kubernetesUrl: string;
  /** How often Code Engine's API (v1 and v2) was called. */
  requests(): number;
  close(): Promise<void>;
}

/** How often the world catches up by itself, so that those who watch it hear of what happens. */
const heartbeat = seconds(0.25);

/** Serves a world as IBM Cloud would, on free ports of loopback. */
export async function startCloud(world: World, before?: Before): Promise<Cloud> {
  const tokens = new Tokens(world);
  const behind = (system: System, handler: Handler) => reached(system, handler, before);
  const identity = await listen(
    behind(
      'iam',
      faulty(
        world,
        'iam',
        (status, code, message) => iamError(world, status, code, message),
        iam(world, tokens),
      ),
    ),
  );
  const cluster = await listen(
    behind(
      'kubernetes',
      faulty(
        world,
        'kubernetes',
        (status, code, message) => kubernetesError(status, code, message),
        kubernetes(world, tokens),
      ),
    ),
  );
  const networks = await listen(
    behind(
      'vpc',
      faulty(
        world,
        'vpc',
        (status, code, message, path) => vpcError(world, status, code, message, path),
        vpc(world, tokens),
      ),
    ),
  );
  const archive = await listen(
    behind(
      'logs',
      faulty(
        world,
        'logs',
        (status, code, message, path) => logsError(world, status, code, message, path),
        cloudLogs(world, tokens),
      ),
    ),
  );
  let requests = 0;
  const counted =
    (handler: Handler): Handler =>
    (request) => {
      requests += 1;
      return handler(request);
    };
  const api = await listen(
    counted(
      behind(
        'code-engine',
        faulty(
          world,
          'code-engine',
          (status, code, message, path) => codeEngineError(world, status, code, message, path),
          codeEngine(world, tokens, () => cluster.url),
        ),
      ),
    ),
  );
  const beat = setInterval(() => world.catchUp(), heartbeat);
  beat.unref();
  return {
    iamUrl: identity.url,
    codeEngineUrl: `${api.url}/{region}`,
    vpcUrl: `${networks.url}/{region}`,
    kubernetesUrl: cluster.url,
    logsUrl: archive.url,
    requests: () => requests,
    close: async () => {
      clearInterval(beat);
      await Promise.all([identity, cluster, api, networks, archive].map((server) => server.close()));
    },
  };
}
