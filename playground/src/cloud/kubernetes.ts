import type { ContainerLog, Project, World } from '../world';
import { may } from './access';
import { type Handler, json, type Reply, type Request, text } from './http';
import {
  buildModel,
  buildRunModel,
  eventModels,
  jobRunModel,
  podModel,
  quotaModels,
  revisionModel,
} from './kubernetes-models';
import type { Tokens } from './tokens';

/** An error in Kubernetes' own form. */
export function kubernetesError(status: number, reason: string, message: string): Reply {
  return json(status, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    code: status,
  });
}

interface KubernetesObject {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string | undefined>>;
  };
  readonly [field: string]: unknown;
}

interface Resource {
  readonly kind: string;
  readonly apiVersion: string;
  /** Resources that a Reader is not allowed to see (kubernetes.md, table of roles). */
  readonly writerOnly?: boolean;
  list(world: World, project: Project): readonly KubernetesObject[];
}

const defined = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);

const resources: Readonly<Record<string, Resource>> = {
  'v1/pods': {
    kind: 'Pod',
    apiVersion: 'v1',
    list: (world, project) => [...project.pods.values()].map((pod) => podModel(world, project, pod)),
  },
  'v1/events': { kind: 'Event', apiVersion: 'v1', writerOnly: true, list: eventModels },
  'v1/resourcequotas': { kind: 'ResourceQuota', apiVersion: 'v1', list: quotaModels },
  'v1/secrets': {
    kind: 'Secret',
    apiVersion: 'v1',
    writerOnly: true,
    list: (_world, project) => [...project.secrets.values()].map(secretModel),
  },
  'v1/configmaps': {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    writerOnly: true,
    list: (_world, project) =>
      [...project.configMaps.values()].map(({ name, data }) => ({ metadata: { name }, data })),
  },
  'shipwright.io/v1beta1/buildruns': {
    kind: 'BuildRun',
    apiVersion: 'shipwright.io/v1beta1',
    list: (world, project) =>
      [...project.buildRuns.values()].map((run) => buildRunModel(world, project, run)),
  },
  'shipwright.io/v1beta1/builds': {
    kind: 'Build',
    apiVersion: 'shipwright.io/v1beta1',
    list: (world, project) =>
      defined([...project.builds.keys()].map((name) => buildModel(world, project, name))),
  },
  'serving.knative.dev/v1/revisions': {
    kind: 'Revision',
    apiVersion: 'serving.knative.dev/v1',
    list: (world, project) =>
      [...project.revisionObjects.values()].map((object) => revisionModel(world, project, object)),
  },
  'codeengine.cloud.ibm.com/v1beta1/jobruns': {
    kind: 'JobRun',
    apiVersion: 'codeengine.cloud.ibm.com/v1beta1',
    list: (world, project) => [...project.jobRuns.values()].map((run) => jobRunModel(world, project, run)),
  },
};

function secretModel(secret: {
  name: string;
  format: string;
  data: Record<string, string>;
}): KubernetesObject {
  const encode = (value: string): string => Buffer.from(value).toString('base64');
  const { name, format, data } = secret;
  if (format !== 'registry') {
    const encoded = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encode(value)]));
    return { metadata: { name }, type: 'Opaque', data: encoded };
  }
  const { server = '', username = '', password = '' } = data;
  const auths = { [server]: { username, password, auth: encode(`${username}:${password}`) } };
  return {
    metadata: { name },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': encode(JSON.stringify({ auths })) },
  };
}

/** The Kubernetes API of every project, told apart by namespace. Takes the kubeconfig's token or an IAM token. */
export function kubernetes(world: World, tokens: Tokens): Handler {
  return (request) => {
    const identity = tokens.bearer(request.header('authorization'), 'id', 'access');
    if (!identity) return kubernetesError(401, 'Unauthorized', 'Unauthorized');
    const match =
      /^\/(?:api\/(v1)|apis\/([^/]+\/[^/]+))\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(
        request.path,
      );
    if (!match) return kubernetesError(404, 'NotFound', 'the server could not find the requested resource');
    const [, core, group, namespace = '', plural = '', name, below] = match;
    const resource = resources[`${core ?? group}/${plural}`];
    const project = [...world.projects.values()].find((candidate) => candidate.namespace === namespace);
    if (!resource)
      return kubernetesError(404, 'NotFound', 'the server could not find the requested resource');
    const user = `IAM#${identity.name}`;
    const forbidden = (verb: string): Reply =>
      kubernetesError(
        403,
        'Forbidden',
        `${plural} is forbidden: User "${user}" cannot ${verb} resource "${plural}" in API group "${group?.split('/')[0] ?? ''}" in the namespace "${namespace}"`,
      );
    if (request.method !== 'GET') return forbidden(request.method.toLowerCase());
    const verb = name === undefined ? 'list' : 'get';
    if (!project || !may(identity, project, resource.writerOnly ? 'Writer' : 'Reader'))
      return forbidden(verb);
    if (below === 'log' && plural === 'pods' && name !== undefined) {
      return podLog(world, project, name, request);
    }
    if (below !== undefined) {
      return kubernetesError(404, 'NotFound', 'the server could not find the requested resource');
    }
    const all = resource.list(world, project);
    if (name === undefined) return list(resource, all, request);
    const one = all.find((object) => object.metadata.name === name);
    return one
      ? json(200, { ...one, kind: resource.kind, apiVersion: resource.apiVersion })
      : kubernetesError(404, 'NotFound', `${plural} "${name}" not found`);
  };
}

function list(resource: Resource, all: readonly KubernetesObject[], request: Request): Reply {
  const labels = selector(request.query.get('labelSelector'));
  const fields = selector(request.query.get('fieldSelector'));
  if (!labels || !fields) return kubernetesError(400, 'BadRequest', 'unable to parse requirement');
  const wanted = all.filter(
    (object) =>
      labels.every(({ key, accepts }) => accepts(object.metadata.labels?.[key])) &&
      fields.every(({ key, accepts }) => accepts(at(object, key))),
  );
  const limit = Number(request.query.get('limit') ?? 0) || wanted.length;
  const offset = Number(request.query.get('continue') ?? 0) || 0;
  const rest = wanted.length - offset - limit;
  return json(200, {
    kind: `${resource.kind}List`,
    apiVersion: resource.apiVersion,
    metadata: {
      resourceVersion: '734512098',
      ...(rest > 0 && { continue: String(offset + limit), remainingItemCount: rest }),
    },
    items: wanted.slice(offset, offset + limit),
  });
}

interface Requirement {
  readonly key: string;
  readonly accepts: (value: string | undefined) => boolean;
}

/** Parses `a=b,c!=d,e in (f,g),h`; absent: it does not parse. */
function selector(text: string | null): readonly Requirement[] | undefined {
  if (text === null || text.trim() === '') return [];
  const requirements: Requirement[] = [];
  for (const part of text.split(/,(?![^(]*\))/)) {
    const term = part.trim();
    const equality = /^([^\s=!]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(term);
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
    if (equality) {
      const [, key = '', operator, expected = ''] = equality;
      requirements.push({ key, accepts: (value) => (value === expected) === (operator !== '!=') });
    } else if (set) {
      const [, key = '', operator, values = ''] = set;
      const among = values.split(',').map((value) => value.trim());
      requirements.push({
        key,
        accepts: (value) => (value !== undefined && among.includes(value)) === (operator === 'in'),
      });
    } else if (/^[\w./-]+$/.test(term)) {
      requirements.push({ key: term, accepts: (value) => value !== undefined });
    } else {
      return undefined;
    }
  }
  return requirements;
}

function at(object: unknown, path: string): string | undefined {
  let value: unknown = object;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value === undefined || value === null ? undefined : String(value);
}

function podLog(world: World, project: Project, name: string, request: Request): Reply {
  const pod = project.pods.get(name);
  if (!pod) return kubernetesError(404, 'NotFound', `pods "${name}" not found`);
  const names = pod.containers.map((container) => container.name);
  const wanted = request.query.get('container');
  if (wanted === null && names.length > 1) {
    return kubernetesError(
      400,
      'BadRequest',
      `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`,
    );
  }
  const container = pod.containers.find((candidate) => candidate.name === (wanted ?? names[0]));
  if (!container) {
    return kubernetesError(400, 'BadRequest', `container ${wanted} is not valid for pod ${name}`);
  }
  const previous = request.query.get('previous') === 'true';
  if (previous && !container.previousLog) {
    return kubernetesError(
      400,
      'BadRequest',
      `previous terminated container "${container.name}" in pod "${name}" not found`,
    );
  }
  if (!previous && 'waiting' in container.state && !container.log) {
    const { reason } = container.state.waiting;
    const why = /ImagePull|ErrImage|InvalidImage/.test(reason)
      ? 'trying and failing to pull image'
      : reason === 'CreateContainerConfigError'
        ? 'CreateContainerConfigError'
        : reason;
    return kubernetesError(
      400,
      'BadRequest',
      `container "${container.name}" in pod "${name}" is waiting to start: ${why}`,
    );
  }
  const log = previous ? container.previousLog : container.log;
  return text(200, log ? excerpt(world, log, request) : '');
}

function excerpt(world: World, log: ContainerLog, request: Request): string {
  const lines = log.text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const step = lines.length > 1 ? (log.to - log.from) / (lines.length - 1) : 0;
  let numbered = lines.map((line, index) => ({ line, at: log.from + index * step }));
  const since = Number(request.query.get('sinceSeconds') ?? 0);
  if (since > 0) numbered = numbered.filter((entry) => entry.at >= world.clock.now() - since * 1_000);
  const tail = request.query.get('tailLines');
  if (tail !== null) numbered = Number(tail) > 0 ? numbered.slice(-Number(tail)) : [];
  const stamped = request.query.get('timestamps') === 'true';
  const written = numbered
    .map(({ line, at: when }) =>
      stamped ? `${new Date(when).toISOString().replace('Z', '000000Z')} ${line}\n` : `${line}\n`,
    )
    .join('');
  const limit = Number(request.query.get('limitBytes') ?? 0);
  return limit > 0 ? Buffer.from(written).subarray(0, limit).toString('utf8') : written;
}
