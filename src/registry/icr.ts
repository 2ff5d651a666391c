/**
 * What IBM Cloud Container Registry itself says of an image's account: quota, plan, retention, trash. Source:
 * the registry's REST API and Vulnerability Advisor v4. Every part that it is not allowed to read is named, none is fatal.
 */

import { distance } from 'fastest-levenshtein';
import { publicHost } from '../diagnosis/model/image-host';
import { asRecord, number, parseJson, records, strings, text } from '../diagnosis/model/json';
import type { IcrFacts, ImageReference } from '../diagnosis/model/registry-check';
import type { Secret } from '../diagnosis/model/secrets';
import type { Answer, Carrier, Target } from '../net/transport';
import { errorOf } from './failures';

/** Who asks the registry's REST API. */
export interface IamIdentity {
  /** IAM access token. */
  readonly bearer: Secret;
  readonly accountId: string;
}

const MOST_BYTES = 2 * 1024 * 1024;

interface Call {
  readonly what: string;
  readonly path: string;
  /** Role that reads it. Registry docs, IAM. */
  readonly role: 'Reader' | 'Manager';
  readonly read: (body: unknown) => Partial<IcrFacts>;
}

type Missing = IcrFacts['missing'][number];

/** A registry of IBM, and who asks it. */
export interface IcrAccess {
  readonly identity: IamIdentity;
  readonly target: Target;
  readonly transport: Carrier;
  readonly signal: AbortSignal;
}

/** The other hosts of IBM's registry. */
export interface IcrHosts {
  /** Public hosts of IBM's registry that can be asked. */
  readonly hosts: readonly string[];
  readonly targetOf: (host: string) => Target;
}

/** The account's facts for an image, every part asked for at once. Never rejects because of an answer. */
export async function icrFacts(
  image: ImageReference,
  access: IcrAccess,
  { hosts, targetOf }: IcrHosts,
): Promise<IcrFacts> {
  const ask = (path: string) => get(path, access);
  const [namespace = ''] = image.repository.split('/');
  // Its failure is taken at once: one that nobody takes while the other parts are waited for ends the process.
  const namespacesAt = (target: Target) =>
    get('/api/v1/namespaces', { ...access, target }).then(
      (answer) => (answer.status === 200 ? strings(parseJson(answer.body)) : undefined),
      () => undefined,
    );
  const [namespaces, parts] = await Promise.all([
    namespacesAt(access.target),
    Promise.all(calls(image, namespace).map((call) => part(call, ask))),
  ]);
  if (namespaces && !namespaces.includes(namespace)) {
    const others = hosts.filter((host) => host !== publicHost(image.registry));
    const seen = await Promise.all(
      others.map(async (host) => ((await namespacesAt(targetOf(host)))?.includes(namespace) ? [host] : [])),
    );
    return unseen(image, namespace, seen.flat(), access.identity.accountId);
  }
  const facts: Omit<IcrFacts, 'missing'> = Object.assign({}, ...parts.map(({ facts: told }) => told));
  const untagged = isFull(facts.storage) ? await untaggedImages(namespace, access) : undefined;
  return {
    ...facts,
    ...(namespaces && { namespace: 'seen' as const }),
    ...(untagged && { untagged }),
    missing: parts.flatMap(({ missing }) => (missing ? [missing] : [])),
  };
}

/** What an absent namespace leaves open. Nobody but its owner can tell the reasons apart. */
function unseen(
  image: ImageReference,
  namespace: string,
  elsewhere: readonly string[],
  account: string,
): IcrFacts {
  const host = publicHost(image.registry);
  const seen = elsewhere.length > 0 ? `; it has one of that name at ${elsewhere.join(', ')}` : '';
  const why = `the account ${account} of ce-image shows no namespace ${namespace} at ${host}${seen}`;
  return {
    namespace: 'unseen',
    ...(elsewhere.length > 0 && { namespaceAt: elsewhere }),
    missing: [{ what: 'quota, plan and retention', why }],
  };
}

const isFull = (storage: IcrFacts['storage']): boolean =>
  storage !== undefined && storage.limit > 0 && storage.used >= storage.limit;

/**
 * Images of the namespace that no tag names, the oldest first; undefined: the registry did not tell. Manifests that a list
 * for several platforms names have no tag of their own, and nothing says which they are.
 */
async function untaggedImages(namespace: string, access: IcrAccess): Promise<IcrFacts['untagged']> {
  const listed = await digests({ exclude_tagged: false, repositories: [] }, access);
  const rows = listed?.flatMap((entry) =>
    Object.entries(asRecord(entry.repoTags) ?? {})
      .filter(([name]) => name.split('/')[1] === namespace)
      .map(([name, tags]) => ({ name, isTagged: Object.keys(asRecord(tags) ?? {}).length > 0, entry })),
  );
  const lists = new Set(
    rows?.filter(({ entry }) => !isOneImage(text(entry.manifestType))).map(({ name }) => name),
  );
  return rows
    ?.flatMap(({ name, isTagged, entry }) => {
      const [digest] = /sha256:[0-9a-f]{64}$/.exec(text(entry.id) ?? '') ?? [];
      if (digest === undefined || isTagged) return [];
      return [
        {
          image: `${name}@${digest}`,
          created: number(entry.created) ?? 0,
          bytes: number(entry.size) ?? 0,
          ...(lists.has(name) && { mayBePart: true as const }),
        },
      ];
    })
    .sort((a, b) => a.created - b.created)
    .map(({ created: _, ...untagged }) => untagged);
}

/** Whether a manifest is one of an image, and no list. Names: Registry docs, `image-digests`. */
const isOneImage = (type: string | undefined): boolean =>
  type !== undefined && /manifest/i.test(type) && !/list|index/i.test(type);

/** Most repositories that are named in place of one that is not there. */
const MOST_REPOSITORIES = 5;

/** Repositories of the image's namespace, the nearest in name first; undefined: the registry did not tell. */
export async function repositoriesNear(
  image: ImageReference,
  access: IcrAccess,
): Promise<readonly string[] | undefined> {
  const [namespace = ''] = image.repository.split('/');
  const listed = await digests({ exclude_tagged: false, repositories: [] }, access);
  if (!listed) return undefined;
  const paths = listed
    .flatMap(({ repoTags }) => Object.keys(asRecord(repoTags) ?? {}))
    .map((name) => name.slice(name.indexOf('/') + 1))
    .filter((path) => path.startsWith(`${namespace}/`));
  // Letters alone count: people drop hyphens and move parts of a path.
  const letters = (path: string) =>
    path
      .slice(namespace.length)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
  const wanted = letters(image.repository);
  const far = (path: string) => distance(letters(path), wanted);
  return [...new Set(paths)].sort((a, b) => far(a) - far(b)).slice(0, MOST_REPOSITORIES);
}

/** Whether the registry still has `digest`, tagged or not; undefined: it did not tell. */
export async function hasDigest(
  image: ImageReference,
  digest: string,
  access: IcrAccess,
): Promise<boolean | undefined> {
  const repositories = [`${publicHost(image.registry)}/${image.repository}`];
  const listed = await digests({ exclude_tagged: false, repositories }, access);
  return listed?.some(({ id }) => text(id)?.endsWith(digest));
}

/** `POST /api/v1/images/digests`: images with and without tags; undefined: the registry did not tell. */
async function digests(
  wanted: { readonly exclude_tagged: boolean; readonly repositories: readonly string[] },
  { identity, target, transport, signal }: IcrAccess,
): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> {
  const body = JSON.stringify({ ...wanted, exclude_va: true, include_ibm: false });
  try {
    const answer = await transport.send(
      target,
      {
        method: 'POST',
        path: '/api/v1/images/digests',
        headers: { ...headersOf(identity), 'Content-Type': 'application/json' },
        body,
        maxBytes: MOST_BYTES,
      },
      signal,
    );
    const listed = parseJson(answer.body);
    if (answer.status !== 200 || !Array.isArray(listed)) return undefined;
    return records(listed);
  } catch {
    return undefined;
  }
}

function calls(image: ImageReference, namespace: string): readonly Call[] {
  const host = publicHost(image.registry);
  const name = `${host}/${image.repository}${image.digest ? `@${image.digest}` : `:${image.tag}`}`;
  return [
    { what: 'quota', path: '/api/v1/quotas', role: 'Reader', read: readQuotas },
    { what: 'plan', path: '/api/v1/plans', role: 'Manager', read: readPlan },
    { what: 'private-only access', path: '/api/v1/auth', role: 'Manager', read: readAuth },
    {
      what: 'retention policy',
      path: `/api/v1/retentions/${encodeURIComponent(namespace)}`,
      role: 'Reader',
      read: readRetention,
    },
    {
      what: 'trash',
      path: `/api/v1/trash?namespace=${encodeURIComponent(namespace)}`,
      role: 'Reader',
      read: (body) => readTrash(body, `${host}/${image.repository}`),
    },
    {
      what: 'vulnerabilities',
      path: `/va/api/v4/report/image/status/${encodeURIComponent(name)}`,
      role: 'Reader',
      read: readVulnerabilities,
    },
  ];
}

async function part(
  call: Call,
  ask: (path: string) => Promise<Answer>,
): Promise<{ readonly facts: Partial<IcrFacts>; readonly missing?: Missing }> {
  const missing = (why: string, cure?: string) => ({
    facts: {},
    missing: { what: call.what, why, ...(cure !== undefined && { cure }) },
  });
  let answer: Answer;
  try {
    answer = await ask(call.path);
  } catch {
    return missing('the registry did not answer');
  }
  if (answer.status === 401 || answer.status === 403) {
    const { message } = errorOf(answer);
    return missing(
      message ?? `the registry answered ${answer.status}`,
      `Give the identity of ce-image the service role ${call.role} on Container Registry${call.role === 'Manager' ? ' for the whole account' : ''}.`,
    );
  }
  // Nothing there, for example no retention policy or no scan yet.
  if (answer.status === 404) return { facts: {} };
  if (answer.status !== 200 || answer.truncated) {
    return missing(answer.truncated ? 'the answer is too long' : `the registry answered ${answer.status}`);
  }
  return { facts: call.read(parseJson(answer.body)) };
}

function get(path: string, { identity, target, transport, signal }: IcrAccess): Promise<Answer> {
  return transport.send(
    target,
    { method: 'GET', path, headers: headersOf(identity), maxBytes: MOST_BYTES },
    signal,
  );
}

function headersOf({ bearer, accountId }: IamIdentity): Readonly<Record<string, string>> {
  return { Accept: 'application/json', Authorization: `Bearer ${bearer.reveal()}`, Account: accountId };
}

function readQuotas(body: unknown): Partial<IcrFacts> {
  const limit = asRecord(asRecord(body)?.limit);
  const usage = asRecord(asRecord(body)?.usage);
  const pair = (field: string) => {
    const used = number(usage?.[field]);
    const most = number(limit?.[field]);
    return used === undefined || most === undefined ? undefined : { used, limit: most };
  };
  const storage = pair('storage_bytes');
  const traffic = pair('traffic_bytes');
  return { ...(storage && { storage }), ...(traffic && { traffic }) };
}

function readPlan(body: unknown): Partial<IcrFacts> {
  const plan = text(asRecord(body)?.plan);
  return plan === undefined ? {} : { plan };
}

function readAuth(body: unknown): Partial<IcrFacts> {
  const privateOnly = asRecord(body)?.private_only;
  return typeof privateOnly === 'boolean' ? { privateOnly } : {};
}

function readRetention(body: unknown): Partial<IcrFacts> {
  const policy = asRecord(body);
  const imagesPerRepo = number(policy?.images_per_repo);
  // -1 keeps all: no policy.
  if (imagesPerRepo === undefined || imagesPerRepo < 0) return {};
  return { retention: { imagesPerRepo, retainUntagged: policy?.retain_untagged === true } };
}

const publicSpelling = (name: string): string => name.replace(/^[^/]+/, publicHost);

/** Keys are `host/repository@digest`. */
function readTrash(body: unknown, name: string): Partial<IcrFacts> {
  const trash = Object.entries(asRecord(body) ?? {}).flatMap(([key, value]) => {
    const [repository, digest] = key.split('@');
    const entry = asRecord(value);
    const days = number(entry?.daysUntilExpiry);
    if (publicSpelling(repository ?? '') !== name || digest === undefined || days === undefined) return [];
    return [{ digest, tags: strings(entry?.tags) ?? [], daysUntilExpiry: days }];
  });
  return trash.length > 0 ? { trash } : {};
}

function readVulnerabilities(body: unknown): Partial<IcrFacts> {
  const report = asRecord(body);
  const status = text(report?.status);
  if (status === undefined) return {};
  const count = (number(report?.vulnerability_count) ?? 0) + (number(report?.configuration_issue_count) ?? 0);
  return { vulnerabilities: { status, count } };
}
