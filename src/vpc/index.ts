/**
 * The adapter of IBM Cloud VPC: what the subnets of a fleet's workers let out. Facts: VPC API v1, `subnets`, `vpcs` and
 * `endpoint_gateways`; each call names the version that its answer has and `generation=2`.
 */
import { z } from 'zod';
import { SourceError } from '../diagnosis/model/evidence';
import type { Exchange } from '../diagnosis/model/exchange';
import { type Listed, listed } from '../diagnosis/model/listed';
import type { Gap, MissingReason } from '../diagnosis/model/missing-reason';
import type { EndpointGateway, SecurityGroup, VpcSubnet } from '../diagnosis/model/network';
import type { Masker } from '../diagnosis/model/secrets';
import type { Clock, NetworkSource } from '../diagnosis/model/sources';
import { Http, type HttpOptions } from '../http/http';
import { everyPage, gapIn, type Listing, listing } from '../http/pages';

export interface VpcOptions {
  /** May hold `{region}`: `https://{region}.iaas.cloud.ibm.com`. */
  readonly url: string;
  readonly token: (signal: AbortSignal) => Promise<string>;
  readonly masker: Masker;
  readonly clock: Clock;
  /** Milliseconds for one call. Default 5000. */
  readonly requestTimeoutMs?: number;
  /** Told of every finished call. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly adapter?: HttpOptions['adapter'];
}

/** The date of the API that the answers are read as. */
const VERSION = '2025-06-10';
/** Endpoint gateways that one page may hold. */
const PAGE_SIZE = 100;

const whoIs = (region: string) => `IBM Cloud VPC in ${region}`;

const cures: Partial<Record<MissingReason, string>> = {
  forbidden: 'Give the service ID of ce-image the platform role Viewer on VPC Infrastructure Services.',
  unauthorized: 'Check that the API key of ce-image is valid and belongs to the account of the VPC.',
  'not-found':
    'The subnet may be of another account, or ce-image is not allowed to see it: the platform role Viewer on VPC Infrastructure Services shows it.',
};

const named = z.object({ id: z.string(), name: z.string().optional().catch(undefined) });

const subnetSchema = z.object({
  id: z.string(),
  name: z.string(),
  vpc: named,
  zone: z.object({ name: z.string() }).optional().catch(undefined),
  public_gateway: z.looseObject({}).nullish(),
});

const vpcSchema = z.object({ default_security_group: named.optional().catch(undefined) });

/** Nothing that decides is optional: of a gateway that does not tell its hosts nobody knows that it is not the one. */
const gatewaySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    vpc: named,
    /** Fully qualified names that the gateway serves; the older API has one of them. */
    service_endpoints: z.array(z.string()).optional(),
    service_endpoint: z.string().optional(),
    security_groups: z.array(named),
  })
  .refine(
    ({ service_endpoints: several, service_endpoint: one }) => several !== undefined || one !== undefined,
    {
      path: ['service_endpoints'],
    },
  );

const gatewaysSchema = z.object({
  endpoint_gateways: z.array(z.unknown()),
  next: z.object({ href: z.string() }).nullish().catch(undefined),
});

/** Builds the adapter. Nothing is asked before the first question. */
export function createVpc(options: VpcOptions): NetworkSource {
  const { url, token, requestTimeoutMs = 5000 } = options;
  const http = new Http({ ...options, requestTimeoutMs });

  async function get<S extends z.ZodType>(
    region: string,
    path: string,
    what: string,
    schema: S,
    signal: AbortSignal,
    params: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<z.output<S>> {
    const request = {
      system: 'vpc' as const,
      who: whoIs(region),
      what,
      cures,
      baseUrl: url.replaceAll('{region}', region),
      path: `/v1${path}`,
      bearer: await token(signal),
      params: { version: VERSION, generation: 2, ...params },
    };
    return http.json(request, schema, signal);
  }

  async function subnetOf(crn: string, signal: AbortSignal): Promise<VpcSubnet> {
    const { region, id } = placeOf(crn);
    const what = `the subnet “${id}”`;
    const subnet = await get(region, `/subnets/${encodeURIComponent(id)}`, what, subnetSchema, signal);
    const vpc = await get(
      region,
      `/vpcs/${encodeURIComponent(subnet.vpc.id)}`,
      `the VPC “${subnet.vpc.name ?? subnet.vpc.id}”`,
      vpcSchema,
      signal,
    );
    const group = vpc.default_security_group;
    return {
      id: subnet.id,
      name: subnet.name,
      ...(subnet.zone && { zone: subnet.zone.name }),
      vpc: groupOf(subnet.vpc),
      publicGateway: Boolean(subnet.public_gateway),
      ...(group && { defaultSecurityGroup: groupOf(group) }),
    };
  }

  async function gatewaysIn(region: string, signal: AbortSignal): Promise<Listing<EndpointGateway>> {
    const what = 'the endpoint gateways';
    const found = await everyPage({ who: whoIs(region), what }, async (start) => {
      const params = { limit: PAGE_SIZE, start };
      const page = await get(region, '/endpoint_gateways', what, gatewaysSchema, signal, params);
      return { ...listing(page.endpoint_gateways, gatewaySchema), next: startOf(page.next?.href) };
    });
    return { ...found, items: found.items.map(toGateway) };
  }

  return {
    async reach(_project, crns, signal) {
      const regions = [...new Set(crns.map((crn) => placeOf(crn).region))];
      const [subnets, gateways] = await Promise.all([
        Promise.allSettled(crns.map((crn) => subnetOf(crn, signal))),
        Promise.allSettled(regions.map((region) => gatewaysIn(region, signal))),
      ]);
      const read = subnets.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const refused = subnets.find((one) => one.status === 'rejected');
      // One that is of another account, or gone, does not hide the others.
      if (refused && read.length === 0) throw refused.reason;
      const unread = crns.length - read.length;
      return { subnets: read, ...(unread > 0 && { unread }), gateways: allOf(gateways) };
    },
  };
}

/**
 * The gateways that could be read. That there is none for a registry is concluded from the whole list only: whatever is
 * missing of it is its gap.
 */
function allOf(regions: readonly PromiseSettledResult<Listing<EndpointGateway>>[]): Listed<EndpointGateway> {
  const came = regions.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const items = came.flatMap((one) => one.items);
  const unread = came.flatMap((one) => one.unread);
  const refused =
    regions.find((one) => one.status === 'rejected')?.reason ?? came.find((one) => one.broke)?.broke;
  if (refused !== undefined && !(refused instanceof SourceError)) throw refused;
  return listed(items, refused ? gapFrom(refused) : gapIn({ items, unread }));
}

function gapFrom({ reason, message, cure }: SourceError): Gap {
  return { reason, detail: message, ...(cure !== undefined && { cure }) };
}

/**
 * `crn:v1:bluemix:public:is:eu-de-1:a/ACCOUNT::subnet:ID`: the region is the zone's name without its number.
 * @throws SourceError `malformed` when it is no CRN of a subnet
 */
function placeOf(crn: string): { readonly region: string; readonly id: string } {
  const parts = crn.split(':');
  const [, , , , service, zone = '', , , type, id] = parts;
  const region = zone.replace(/-\d+$/, '');
  if (service !== 'is' || type !== 'subnet' || !id || !/^[a-z]{2}-[a-z]{2,8}$/.test(region)) {
    throw new SourceError('malformed', 'a subnet of the fleet has a CRN of an unexpected form');
  }
  return { region, id };
}

function toGateway(model: z.output<typeof gatewaySchema>): EndpointGateway {
  const { id, name, vpc, service_endpoints: several, service_endpoint: one } = model;
  return {
    id,
    name,
    vpcId: vpc.id,
    hosts: (several ?? (one === undefined ? [] : [one])).map((host) => host.toLowerCase()),
    securityGroups: model.security_groups.map(groupOf),
  };
}

function groupOf({ id, name }: z.output<typeof named>): SecurityGroup {
  return { id, ...(name !== undefined && { name }) };
}

function startOf(href: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href)) return undefined;
  return new URL(href).searchParams.get('start') ?? undefined;
}
