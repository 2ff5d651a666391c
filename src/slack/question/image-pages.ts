/** Pages of registries: which image they show. Each address is that of the registry's own site. */
import { percentDecoded } from '../../diagnosis/model/text';

const segment = '[^/?#]+';

interface Page {
  readonly host: RegExp;
  /** Of the path, with its leading slash and without the last. */
  readonly path: RegExp;
  readonly image: (groups: Readonly<Record<string, string | undefined>>) => string;
  /** Parameter of the query that names a tag. */
  readonly tag?: string;
}

const pages: readonly Page[] = [
  {
    host: /^hub\.docker\.com$/,
    path: new RegExp(
      `^/(?:r|layers|repository/docker)/(?<owner>${segment})/(?<name>${segment})(?:/(?<tag>[^/]+)/images|/|$)`,
    ),
    image: ({ owner, name }) => (owner === 'library' ? `${name}` : `${owner}/${name}`),
    tag: 'name',
  },
  { host: /^hub\.docker\.com$/, path: new RegExp(`^/_/(?<name>${segment})`), image: ({ name }) => `${name}` },
  {
    host: /^quay\.io$/,
    path: new RegExp(`^/repository/(?<owner>${segment})/(?<name>${segment})`),
    image: ({ owner, name }) => `quay.io/${owner}/${name}`,
    tag: 'tag',
  },
  {
    host: /^github\.com$/,
    path: new RegExp(
      `^/(?:orgs|users)/(?<owner>${segment})/packages/container/(?:package/)?(?<name>${segment})`,
    ),
    image: ({ owner, name }) => `ghcr.io/${owner}/${name}`,
    tag: 'tag',
  },
  {
    host: /^github\.com$/,
    path: new RegExp(`^/(?<owner>${segment})/${segment}/pkgs/container/(?<name>${segment})`),
    image: ({ owner, name }) => `ghcr.io/${owner}/${name}`,
    tag: 'tag',
  },
  {
    host: /^gitlab\.com$/,
    path: /^\/(?<name>[^?#]+?)(?:\/-)?\/container_registry(?:\/|$)/,
    image: ({ name }) => `registry.gitlab.com/${name}`,
  },
  {
    host: /^console\.cloud\.google\.com$/,
    path: new RegExp(
      `^/artifacts/docker/(?<project>${segment})/(?<place>${segment})/(?<repository>${segment})/(?<name>[^?#:;]+)`,
    ),
    image: ({ project, place, repository, name }) =>
      `${place}-docker.pkg.dev/${project}/${repository}/${name}`,
  },
  {
    // Wherever the console keeps its pages of IBM Container Registry, the image stands whole in the address.
    host: /^(?:[a-z0-9-]+\.)?cloud\.ibm\.com$/,
    path: /\bregistry\/(?:.{0,300}\/)?(?<name>[a-z.-]{0,60}icr\.io\/[\w.-]+\/[^?#]+)$/,
    image: ({ name }) => `${name}`,
  },
];

/** The image whose page this is, with its tag when the address has one; undefined: it is no such page. */
export function imageAt(url: URL): string | undefined {
  const host = url.hostname.toLowerCase();
  const path = percentDecoded(url.pathname).replace(/\/$/, '');
  for (const page of pages) {
    const groups = page.host.test(host) ? page.path.exec(path)?.groups : undefined;
    if (!groups) continue;
    const image = page.image(groups).toLowerCase();
    const tag =
      groups.tag ?? (page.tag === undefined ? undefined : (url.searchParams.get(page.tag) ?? undefined));
    return tag !== undefined && /^\w[\w.-]{0,127}$/.test(tag) ? `${image}:${tag}` : image;
  }
  return undefined;
}
