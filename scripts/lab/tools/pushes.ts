/** The faults of a push that every client of a registry can be shown. */
import type { LabCase } from '../case';

const faults: readonly (Pick<LabCase, 'name' | 'cause' | 'shows' | 'also'> & { readonly image: string })[] = [
  {
    name: 'denied',
    cause: 'permission-denied-push',
    image: 'registry.example.com/shop/readonly:1.0',
    shows: /denied/,
  },
  {
    name: 'icr-not-authorized',
    cause: 'permission-denied-push',
    image: 'us.icr.io/others/shop:1.0',
    shows: /not authorized to access/,
  },
  {
    name: 'storage-quota',
    cause: 'registry-quota-storage',
    image: 'registry.example.com/shop/full:1.0',
    shows: /storage quota/,
  },
  {
    name: 'icr-storage-quota',
    cause: 'registry-quota-storage',
    image: 'us.icr.io/fullspace/shop:1.0',
    shows: /storage quota/,
  },
  {
    name: 'too-large',
    cause: 'push-layer-too-large',
    image: 'registry.example.com/shop/large:1.0',
    shows: /413|too large/i,
  },
  {
    name: 'tag-immutable',
    cause: 'push-tag-immutable',
    image: 'registry.example.com/shop/immutable:1.0.0',
    shows: /immutable/,
  },
  {
    name: 'upload-lost',
    cause: 'push-upload-session-lost',
    image: 'registry.example.com/shop/lost:1.0',
    shows: /upload unknown/i,
  },
  {
    name: 'repository-unknown',
    cause: 'repository-not-found',
    image: 'registry.example.com/shop/nameless:1.0',
    shows: /name unknown|name not known/i,
  },
  {
    name: 'no-login',
    cause: 'auth-missing',
    image: 'private.example.com/shop/new:1.0',
    shows: /no basic auth|authentication required|unauthorized/i,
    also: ['permission-denied-push'],
  },
  { name: 'down-503', cause: 'registry-server-error', image: 'down.example.com/shop/api:1.0', shows: /503/ },
  {
    name: 'refused',
    cause: 'registry-connection-refused',
    image: 'closed.example.com/shop/api:1.0',
    shows: /connection refused/,
  },
  {
    name: 'name-does-not-resolve',
    cause: 'registry-host-unresolvable',
    image: 'registyr.example.com/shop/api:1.0',
    shows: /no such host/,
  },
  {
    name: 'certificate-of-a-proxy',
    cause: 'tls-unknown-authority',
    image: 'corporate.example.com/shop/api:1.0',
    shows: /unknown authority/,
  },
  {
    name: 'plain-http',
    cause: 'http-response-to-https-client',
    image: 'plain.example.com/shop/api:1.0',
    shows: /HTTP response to HTTPS client/,
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    image: 'registry.example.com/shop/error-handler:1.0',
    shows: /./,
  },
];

interface Manner {
  readonly command: string;
  readonly setup?: string;
  readonly without?: readonly string[];
}

/** A case for each fault of a push, in the manner of one client; `IMAGE` stands for the reference. */
export function pushes({ command, setup, without = [] }: Manner): readonly LabCase[] {
  return faults
    .filter(({ name }) => !without.includes(name))
    .map(({ image, name, ...fault }) => ({
      ...fault,
      name: `push-${name}`,
      run: command.replaceAll('IMAGE', image),
      ...(setup && { setup: setup.replaceAll('IMAGE', image) }),
      limit: 150,
    }));
}
