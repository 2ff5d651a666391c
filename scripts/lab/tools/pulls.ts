/** The faults of a pull that every client of a registry can be shown: reference, cause, and the words that must show. */
import type { LabCase } from '../case';

export interface PullFault {
  readonly name: string;
  readonly cause: LabCase['cause'];
  readonly image: string;
  readonly shows: RegExp;
  readonly limit?: number;
  readonly also?: LabCase['also'];
}

const certificate = /x509|certificate|tls/i;

const pullFaults: readonly PullFault[] = [
  {
    name: 'tag-missing',
    cause: 'image-tag-not-found',
    image: 'registry.example.com/shop/api:9.9',
    shows: /manifest unknown|not found/i,
  },
  {
    name: 'repository-unknown',
    cause: 'repository-not-found',
    image: 'registry.example.com/shop/apj:1.0',
    shows: /name.?unknown|repository name not known/i,
  },
  {
    name: 'hub-missing-or-private',
    cause: 'access-denied-or-not-found',
    image: 'docker.io/acme/private:latest',
    shows: /denied|insufficient_scope|authentication required|unauthorized/i,
    also: ['auth-missing'],
  },
  {
    name: 'hub-tag-missing',
    cause: 'image-tag-not-found',
    image: 'docker.io/library/alpine:3.99',
    shows: /manifest unknown|not found/i,
  },
  {
    name: 'no-login',
    cause: 'auth-missing',
    image: 'private.example.com/shop/api:1.0',
    shows: /no basic auth|authentication required|unauthorized/i,
  },
  {
    name: 'icr-no-login',
    cause: 'auth-missing',
    image: 'us.icr.io/acme/shop:1.0',
    shows: /authorization required|unauthorized|401/i,
    also: ['auth-invalid'],
  },
  {
    name: 'hub-rate-limit',
    cause: 'rate-limited',
    image: 'docker.io/library/ubuntu:latest',
    shows: /rate limit|toomanyrequests|429/i,
    limit: 240,
  },
  {
    name: 'rate-limit',
    cause: 'rate-limited',
    image: 'busy.example.com/shop/api:1.0',
    shows: /too ?many ?requests|429/i,
    limit: 240,
  },
  {
    name: 'forbidden',
    cause: 'permission-denied-pull',
    image: 'forbidden.example.com/shop/api:1.0',
    shows: /forbidden|denied|403/i,
    also: ['access-denied-or-not-found'],
  },
  {
    name: 'office-only',
    cause: 'network-policy-restricted',
    image: 'office-only.example.com/shop/api:1.0',
    shows: /is not allowed access/i,
    also: ['permission-denied-pull'],
  },
  { name: 'down-503', cause: 'registry-server-error', image: 'down.example.com/shop/api:1.0', shows: /503/ },
  {
    name: 'gateway-502',
    cause: 'registry-server-error',
    image: 'gateway.example.com/shop/api:1.0',
    shows: /502/,
    limit: 120,
  },
  {
    name: 'broken-500',
    cause: 'registry-server-error',
    image: 'broken.example.com/shop/api:1.0',
    shows: /500|unknown error/i,
    limit: 120,
  },
  {
    name: 'overloaded',
    cause: 'registry-server-error',
    image: 'registry.example.com/shop/overloaded:1.0',
    shows: /503|unavailable/i,
    limit: 120,
  },
  {
    name: 'name-does-not-resolve',
    cause: 'registry-host-unresolvable',
    image: 'registyr.example.com/shop/api:1.0',
    shows: /no such host/,
  },
  {
    name: 'name-server-fails',
    cause: 'registry-host-unresolvable',
    image: 'servfail.example.com/shop/api:1.0',
    shows: /server misbehaving|temporary failure/i,
  },
  {
    name: 'refused',
    cause: 'registry-connection-refused',
    image: 'closed.example.com/shop/api:1.0',
    shows: /connection refused/,
  },
  {
    name: 'no-route',
    cause: 'registry-unreachable-timeout',
    image: 'unroutable.example.com/shop/api:1.0',
    shows: /no route to host/,
  },
  {
    name: 'tls-handshake-never-ends',
    cause: 'registry-unreachable-timeout',
    image: 'mute.example.com/shop/api:1.0',
    shows: /handshake timeout|timeout|deadline/i,
    limit: 90,
  },
  {
    name: 'reset',
    cause: 'registry-connection-dropped',
    image: 'resets.example.com/shop/api:1.0',
    shows: /reset by peer|EOF/,
  },
  {
    name: 'hang-up',
    cause: 'registry-connection-dropped',
    image: 'hangup.example.com/shop/api:1.0',
    shows: /EOF|reset/,
  },
  {
    name: 'broken-off',
    cause: 'registry-connection-dropped',
    image: 'registry.example.com/shop/broken-off:1.0',
    shows: /unexpected EOF|reset by peer|EOF/,
    limit: 120,
  },
  {
    name: 'certificate-expired',
    cause: 'tls-cert-expired',
    image: 'expired.example.com/shop/api:1.0',
    shows: /expired/,
  },
  {
    name: 'certificate-of-the-future',
    cause: 'tls-cert-expired',
    image: 'future.example.com/shop/api:1.0',
    shows: /not yet valid|is before/,
  },
  {
    name: 'certificate-self-signed',
    cause: 'tls-unknown-authority',
    image: 'selfsigned.example.com/shop/api:1.0',
    shows: certificate,
  },
  {
    name: 'certificate-of-a-proxy',
    cause: 'tls-unknown-authority',
    image: 'corporate.example.com/shop/api:1.0',
    shows: certificate,
  },
  {
    name: 'certificate-of-another-host',
    cause: 'tls-hostname-mismatch',
    image: 'othername.example.com/shop/api:1.0',
    shows: /valid for|not .*othername/,
  },
  {
    name: 'plain-http',
    cause: 'http-response-to-https-client',
    image: 'plain.example.com/shop/api:1.0',
    shows: /HTTP response to HTTPS client|wrong version/,
  },
  {
    name: 'traffic-quota',
    cause: 'registry-quota-traffic',
    image: 'us.icr.io/trafficless/shop:1.0',
    shows: /pull traffic quota/,
    limit: 240,
  },
  {
    name: 'icr-not-authorized',
    cause: 'permission-denied-pull',
    image: 'us.icr.io/others/shop:1.0',
    shows: /not authorized to access/,
  },
  {
    name: 'scheme-in-the-name',
    cause: 'invalid-image-name',
    image: 'https://registry.example.com/shop/api:1.0',
    shows: /invalid|parse/i,
  },
  {
    name: 'upper-case-name',
    cause: 'invalid-image-name',
    image: 'registry.example.com/Shop/API:1.0',
    shows: /lowercase|invalid|parse/i,
  },
  {
    name: 'two-tags',
    cause: 'invalid-image-name',
    image: 'registry.example.com/shop/api:1.0:latest',
    shows: /invalid|parse/i,
  },
  {
    name: 'empty-tag',
    cause: 'invalid-image-name',
    image: 'registry.example.com/shop/api:',
    shows: /invalid|parse/i,
  },
  {
    name: 'only-for-arm',
    cause: 'arch-mismatch-no-manifest',
    image: 'registry.example.com/shop/arm-only:2.0',
    shows: /no matching manifest|no image found|choosing|no match for platform/i,
  },
  {
    name: 'child-pruned',
    cause: 'image-digest-not-found',
    image: 'registry.example.com/shop/pruned:1.4',
    shows: /4f1d|sha256/,
  },
  {
    name: 'digest-gone',
    cause: 'image-digest-not-found',
    image: `registry.example.com/shop/api@sha256:${'ab12'.repeat(16)}`,
    shows: /(manifest unknown|not found).*sha256|sha256.*(manifest unknown|not found)/i,
  },
  {
    name: 'schema-1',
    cause: 'manifest-schema-unsupported',
    image: 'registry.example.com/legacy/app:1.0',
    shows: /schema|unsupported|not supported|no longer supported|deprecat/i,
  },
  {
    name: 'corrupt-layer',
    cause: 'layer-corrupt-digest-mismatch',
    image: 'registry.example.com/shop/corrupt:1.0',
    shows: /digest|verification failed|does not match/i,
  },
  {
    name: 'bad-archive',
    cause: 'layer-unpack-failed',
    image: 'registry.example.com/shop/badtar:1.0',
    shows: /tar|archive/i,
  },
];

interface Manner {
  /** The command that pulls, with `IMAGE` where the reference goes. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Faults that this client cannot show, by name. */
  readonly without?: readonly string[];
  readonly prefix?: string;
}

/** A case for each fault of a pull, in the manner of one client. */
export function pulls({ command, env, without = [], prefix = 'pull' }: Manner): readonly LabCase[] {
  return pullFaults
    .filter(({ name }) => !without.includes(name))
    .map(({ name, cause, image, shows, limit, also }) => ({
      name: `${prefix}-${name}`,
      cause,
      shows,
      run: command.replaceAll('IMAGE', image),
      ...(limit && { limit }),
      ...(also && { also }),
      ...(env && { env }),
    }));
}
