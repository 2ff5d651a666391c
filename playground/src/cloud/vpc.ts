/** IBM Cloud VPC, as far as it tells what a subnet reaches: subnets, VPCs and endpoint gateways. */
import type { World } from '../world';
import { type Handler, json, type Reply, type Request } from './http';
import type { Tokens } from './tokens';

/** The documented error body of VPC. */
export function vpcError(world: World, status: number, code: string, message: string, path: string): Reply {
  return json(status, {
    errors: [{ code, message, more_info: 'https://cloud.ibm.com/docs/vpc?topic=vpc-rias-error-messages' }],
    trace: world.names.uuid('vpc-trace', path, code),
  });
}

/** VPC's API v1 under `/{region}/v1`. */
export function vpc(world: World, tokens: Tokens): Handler {
  return (request) => route(world, tokens, request);
}

function route(world: World, tokens: Tokens, request: Request): Reply {
  const refuse = (status: number, code: string, message: string) =>
    vpcError(world, status, code, message, request.path);
  const [, region = '', path = ''] = /^\/([a-z]{2}-[a-z]{2,5})\/v1\/(.*)$/.exec(request.path) ?? [];
  const identity = tokens.bearer(request.header('authorization'), 'access');
  if (!identity) return refuse(401, 'not_authorized', 'The request is not authorized.');
  if (request.method !== 'GET') return refuse(405, 'method_not_allowed', 'Method not allowed.');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(request.query.get('version') ?? '')) {
    return refuse(400, 'missing_version', 'The `version` query parameter is required.');
  }
  if (request.query.get('generation') !== '2') {
    return refuse(400, 'invalid_generation', 'The `generation` query parameter must be 2.');
  }
  if (identity.vpc === 'none') return refuse(403, 'not_authorized', 'The caller is not authorized.');
  const { subnets, vpcs, endpointGateways } = world.vpc;
  const [kind, id, ...more] = path.split('/');
  const absent = () => refuse(404, 'not_found', `${kind} not found: ${id}`);
  if (more.length > 0) return absent();
  if (kind === 'endpoint_gateways' && id === undefined) {
    const limit = Number(request.query.get('limit') ?? '50');
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      return refuse(400, 'invalid_limit', 'Invalid limit.');
    const here = endpointGateways.filter((one) => one.region === region);
    const start = request.query.get('start');
    const from = start === null ? 0 : here.findIndex((one) => one.id === start);
    if (from < 0) return refuse(400, 'invalid_start', 'The start token is not valid.');
    const next = here[from + limit];
    const root = `${request.origin}${request.path}?limit=${limit}`;
    return json(200, {
      endpoint_gateways: here.slice(from, from + limit).map(({ region: _, ...one }) => one),
      first: { href: root },
      limit,
      total_count: here.length,
      ...(next && { next: { href: `${root}&start=${next.id}` } }),
    });
  }
  if (kind === 'subnets' && id !== undefined) {
    const found = subnets.find((one) => one.id === id && one.zone.name.startsWith(`${region}-`));
    return found ? json(200, found) : absent();
  }
  if (kind === 'vpcs' && id !== undefined) {
    const found = vpcs.find((one) => one.id === id);
    return found ? json(200, found) : absent();
  }
  return absent();
}
