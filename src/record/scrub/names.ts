/** The names in what was heard: which strings name something of whoever recorded, and what it is. */

import { isIbmRegistry } from '../../diagnosis/model/image-host';
import { percentDecoded } from '../../diagnosis/model/text';
import { book } from '../../diagnosis/verdict/text/explain';
import { ownPartOf } from './hosts';

/** What a name is of; the stand-in begins with it. */
export type NameKind =
  | 'project'
  | 'app'
  | 'build'
  | 'build-run'
  | 'job'
  | 'job-run'
  | 'function'
  | 'fleet'
  | 'secret'
  | 'config-map'
  | 'revision'
  | 'instance'
  | 'pod'
  | 'object'
  | 'subdomain'
  | 'namespace'
  | 'repository'
  | 'owner'
  | 'branch'
  | 'person'
  | 'host'
  | 'network'
  | 'data-store'
  | 'bucket'
  | 'destination'
  | 'account'
  | 'value';

/** Collections of API v2 and of Kubernetes, as they stand in addresses and bodies. */
const collections: Readonly<Record<string, NameKind>> = {
  projects: 'project',
  apps: 'app',
  revisions: 'revision',
  instances: 'instance',
  builds: 'build',
  build_runs: 'build-run',
  buildruns: 'build-run',
  jobs: 'job',
  job_runs: 'job-run',
  functions: 'function',
  fleets: 'fleet',
  workers: 'instance',
  subnets: 'network',
  subnet_pools: 'network',
  persistent_data_stores: 'data-store',
  allowed_outbound_destinations: 'destination',
  vpcs: 'network',
  security_groups: 'network',
  endpoint_gateways: 'network',
  public_gateways: 'network',
  secrets: 'secret',
  config_maps: 'config-map',
  pods: 'pod',
  namespaces: 'subdomain',
};

/** Fields that name something else than their own object. */
const fields: Readonly<Record<string, NameKind>> = {
  project_name: 'project',
  build_name: 'build',
  build: 'build',
  build_run: 'build-run',
  app_name: 'app',
  job_name: 'job',
  revision_name: 'revision',
  output_secret: 'secret',
  image_secret: 'secret',
  source_secret: 'secret',
  code_secret: 'secret',
  latest_created_revision: 'revision',
  latest_ready_revision: 'revision',
  namespace: 'subdomain',
  git_branch_name: 'branch',
  git_commit_author: 'person',
  run_service_account: 'object',
  username: 'person',
  reference: 'secret',
  secret_name: 'secret',
  bucket_name: 'bucket',
  persistent_data_store: 'data-store',
};

/** Fields that hold an object with a name of its own. */
const parts: Readonly<Record<string, NameKind>> = {
  involvedObject: 'object',
  vpc: 'network',
  subnet: 'network',
  default_security_group: 'network',
  public_gateway: 'network',
};

const images: ReadonlySet<string> = new Set([
  'image_reference',
  'output_image',
  'code_reference',
  'image',
  'imageID',
  'imageDigest',
]);

/** Names that the platform gives or that everybody has. */
const common =
  /^(?:ce-(?:auto|default)-icr-.*|v[12]|api|default|manager|none|reader|writer|main|master|develop|latest|library|iamapikey|iambearer|iamrefresh|iam|bx|token|git|oauth2|x-access-token|x-token-auth|oauth2accesstoken|_json_key(?:_base64)?|AWS|root|user|admin|registry|<none>|\$oauthtoken)$/i;

/** Images that everybody may pull. */
const publicImages =
  /^(?:docker\.io\/library\/|(?:[a-z]+\.)?icr\.io\/(?:codeengine|obs|ibm|ext)\/|registry\.access\.redhat\.com\/|mcr\.microsoft\.com\/|gcr\.io\/distroless\/)/;

const imagesInText =
  /(?<![\w.-])(?:(?:[a-z0-9-]{1,40}\.)?icr\.io|docker\.io|ghcr\.io|quay\.io)\/(?!(?:v[12]|api|va|oauth)\/)[a-z0-9][a-z0-9._/-]{1,200}/g;

/** What the platform puts behind a name to make another. */
const made =
  /^(?:-(?:\d+|deployment|run|pod|build|buildrun|jobrun|image|source|[a-z0-9]*\d[a-z0-9]*|[bcdfghjklmnpqrstvwxz2456789]{5}))+$/;

/** Words of which the wordings of tools are made: where one stands in running text it is no name. */
const toolWords: ReadonlySet<string> = new Set(
  book.rules.flatMap(
    ({ match }) =>
      match.source
        .replace(/\\[a-z]/g, ' ')
        .toLowerCase()
        .match(/[a-z]{2,}/g) ?? [],
  ),
);

/** Parts of a path, with the slashes between them. */
function slashed<P>(parts: readonly P[]): readonly (P | '/')[] {
  return parts.flatMap((part, at) => (at > 0 ? (['/', part] as const) : [part]));
}

export class Names {
  /** Words of fields and labels. */
  readonly #words = new Set<string>();
  /** Each with what it names; the first that is learned counts. */
  readonly found = new Map<string, NameKind>();
  /** Addresses of several parts, which are replaced as one, part by part. */
  readonly compound = new Map<
    string,
    readonly (string | { readonly kind: NameKind; readonly name: string })[]
  >();

  add(kind: NameKind, name: unknown): void {
    if (typeof name !== 'string' || name === '' || name.length > 253 || common.test(name)) return;
    if (/^[\d.]+$/.test(name) || /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|^[0-9a-f]{32}$/i.test(name))
      return;
    if (!this.found.has(name)) this.found.set(name, kind);
  }

  /** Names in an address: those of collections, and of repositories. */
  fromUrl(text: string): void {
    if (!URL.canParse(text)) return;
    const { hostname, pathname } = new URL(text);
    this.host(hostname);
    const parts = pathname.split('/').filter(Boolean).map(percentDecoded);
    const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(pathname)?.[1];
    if (repository !== undefined) this.image(`${hostname}/${percentDecoded(repository)}`);
    else {
      for (const [at, part] of parts.entries()) {
        const kind = collections[part];
        if (kind !== undefined) this.add(kind, parts[at + 1]);
      }
    }
  }

  /** Images in running text. */
  fromText(text: string): void {
    for (const [reference] of text.matchAll(imagesInText)) this.image(reference);
  }

  /** Hosts in a setting: `host=url,host=url`. */
  fromSetting(value: string): void {
    for (const part of value.split(/[,=]/)) {
      const text = part.trim();
      if (text.includes('://')) this.fromUrl(text.replace('{region}', 'eu-de'));
      else if (/^[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(text)) this.host(text.replace(/:\d+$/, ''));
    }
  }

  /** Names in a body of Code Engine or Kubernetes. */
  fromJson(value: unknown, own: NameKind | undefined): void {
    if (Array.isArray(value)) {
      for (const each of value) {
        // A list of names alone, as the registry has of its namespaces.
        if (typeof each === 'string' && own === 'subdomain') this.add('namespace', each);
        else this.fromJson(each, own);
      }
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const object = value as Readonly<Record<string, unknown>>;
    if (own !== undefined) this.add(own, object.name);
    for (const [key, each] of Object.entries(object)) {
      // An image in the place of a field names somebody.
      if (!/[:@]/.test(key)) for (const word of key.toLowerCase().split(/[^a-z]+/)) this.#words.add(word);
      if (typeof each === 'string') this.#field(key, each);
      else if (key === 'metadata') this.fromJson(each, own ?? 'object');
      else if (Array.isArray(each))
        this.fromJson(each, collections[key] ?? (key === 'items' ? own : undefined));
      else this.fromJson(each, parts[key]);
    }
  }

  #field(key: string, value: string): void {
    const kind = fields[key];
    if (kind !== undefined) this.add(kind, value);
    else if (key === 'source_revision' && !/^[0-9a-f]{40}$/.test(value)) this.add('branch', value);
    else if (images.has(key)) this.image(value);
    else if (key === 'source_url') this.git(value);
    else if (key === 'server' || key === 'endpoint' || key === 'endpoint_internal')
      this.fromUrl(value.includes('://') ? value : `https://${value}`);
  }

  /** What a request to `url` brought, by what the address says it is. */
  kindAt(url: string): NameKind | undefined {
    const parts = URL.canParse(url) ? new URL(url).pathname.split('/') : [];
    const at = parts.findLastIndex(
      (part, index) =>
        collections[part] !== undefined && (part !== 'namespaces' || index === parts.length - 1),
    );
    return at >= 0 ? collections[parts[at] as string] : undefined;
  }

  host(hostname: string): void {
    const part = ownPartOf(hostname);
    if (part)
      this.compound.set(hostname.toLowerCase(), [{ kind: 'host', name: part.own.toLowerCase() }, part.rest]);
  }

  /** `host/namespace/repository`, whatever tag or digest follows. */
  image(reference: string): void {
    const bare = reference
      .replace(/^[a-z-]+:\/\//, '')
      .replace(/@.*$/, '')
      .replace(/(?<=\/[^/]*):[^/]*$/, '');
    const [first = ''] = bare.split('/');
    // Without a dot or a port the first part is no host.
    const host = bare.includes('/') && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
    const path = host === first ? bare.slice(host.length + 1) : bare;
    this.host(host.replace(/:\d+$/, ''));
    if (publicImages.test(`${host}/${path}`) || (host === 'docker.io' && !path.includes('/'))) return;
    const parts = path.split('/').filter(Boolean);
    if (parts.length === 0 || !/^[\w./-]+$/.test(path)) return;
    const named = parts.map((name, at) => ({
      kind: (at === 0 && parts.length > 1
        ? isIbmRegistry(host)
          ? 'namespace'
          : 'owner'
        : 'repository') as NameKind,
      name,
    }));
    for (const { kind, name } of named) this.add(kind, name);
    this.compound.set(path, slashed(named));
  }

  /** `https://host/owner/repository.git`, `git@host:owner/repository`. */
  git(address: string): void {
    const [, host, path] =
      /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^:/]+)(?::\d+(?=\/))?[:/](.+?)(?:\.git)?\/?$/i.exec(address) ?? [];
    if (host === undefined || path === undefined) return;
    this.host(host);
    const parts = path.split('/').filter(Boolean);
    const named = parts.map((name, at) => ({
      kind: (at === parts.length - 1 ? 'repository' : 'owner') as NameKind,
      name,
    }));
    for (const { kind, name } of named) this.add(kind, name);
    if (parts.length > 1) this.compound.set(parts.join('/'), slashed(named));
  }

  /** Whether a name can be told from a word of a sentence, of an address or of a field. */
  isDistinct(name: string): boolean {
    const lower = name.toLowerCase();
    return name.length > 2 && !(/^[a-z]+$/.test(lower) && (toolWords.has(lower) || this.#words.has(lower)));
  }

  /** Names that are no other name with something behind it that the platform made. */
  roots(): readonly (readonly [string, NameKind])[] {
    const roots: [string, NameKind][] = [];
    const byLength = [...this.found].toSorted(([a], [b]) => a.length - b.length || a.localeCompare(b));
    for (const [name, kind] of byLength) {
      const derived = roots.some(
        ([root]) => name.startsWith(root) && this.isDistinct(root) && made.test(name.slice(root.length)),
      );
      if (!derived) roots.push([name, kind]);
    }
    return roots;
  }
}
