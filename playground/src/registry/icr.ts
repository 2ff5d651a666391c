/** What only IBM Cloud Container Registry has: `/api/v1` and Vulnerability Advisor. Facts: its API documentation. */
import { json, type Reply, type Request } from '../cloud/http';
import { buildImage } from './image';
import type { ImageDescription, StandInAccount, StandInHost } from './world';

/** Serves `/api/v1/…` and `/va/api/v4/…` of one host for the account that the request names. */
export function icr(host: { readonly name: string; readonly content: StandInHost }, request: Request): Reply {
  const bearer = /^Bearer (.+)$/.exec(request.header('authorization') ?? '')?.[1];
  const account = host.content.accounts?.find(({ id }) => id === request.header('account'));
  const role = bearer && account ? (account.roleOf ?? (() => 'Manager' as const))(bearer) : undefined;
  if (!account || !role) {
    return json(401, {
      code: 'CRG0014E',
      message:
        'Authorization required. See https://cloud.ibm.com/docs/Registry?topic=Registry-troubleshoot-auth-req',
    });
  }
  return serve(host, account, role, request) ?? json(404, { code: 'CRN0001E', message: 'Not found.' });
}

function serve(
  { name, content }: { readonly name: string; readonly content: StandInHost },
  account: StandInAccount,
  role: 'Reader' | 'Manager',
  request: Request,
): Reply | undefined {
  const forManagers = (value: unknown) =>
    role === 'Manager'
      ? json(200, value)
      : json(403, { code: 'CRG0009E', message: 'You are not authorized to access the specified resource.' });
  const none = { used: 0, limit: -1 };
  const { storage = none, traffic = none } = account;
  switch (request.path) {
    case '/api/v1/namespaces':
      return json(200, account.namespaces);
    case '/api/v1/quotas':
      return json(200, {
        limit: { storage_bytes: storage.limit, traffic_bytes: traffic.limit },
        usage: { storage_bytes: storage.used, traffic_bytes: traffic.used },
      });
    case '/api/v1/plans':
      return forManagers({ plan: account.plan ?? 'Standard' });
    case '/api/v1/auth':
      return forManagers({ iam_authz: true, private_only: account.privateOnly ?? false });
    case '/api/v1/trash':
      return json(200, trashOf(name, account));
    case '/api/v1/images/digests':
      return request.method === 'POST'
        ? json(200, digestsOf(name, content, account, request.body))
        : undefined;
  }
  const namespace = /^\/api\/v1\/retentions\/([^/]+)$/.exec(request.path)?.[1];
  if (namespace !== undefined) {
    const { imagesPerRepo = -1, retainUntagged = false } = account.retention ?? {};
    return json(200, { images_per_repo: imagesPerRepo, namespace, retain_untagged: retainUntagged });
  }
  const image = /^\/va\/api\/v4\/report\/image\/status\/(.+)$/.exec(request.path)?.[1];
  if (image === undefined) return undefined;
  const repository = image.replace(/^[^/]+\//, '').replace(/[:@].*$/, '');
  const count = account.vulnerabilities?.[repository] ?? 0;
  return json(200, {
    configuration_issue_count: 0,
    issue_count: count,
    status: count > 0 ? 'FAIL' : 'OK',
    vulnerability_count: count,
  });
}

function trashOf(name: string, { trash = [] }: StandInAccount): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    trash.map(({ repository, digest, tags, daysUntilExpiry }) => [
      `${name}/${repository}@${digest}`,
      { daysUntilExpiry, tags },
    ]),
  );
}

/** Images of the repositories that are asked for; of all of the account when none is. */
function digestsOf(
  name: string,
  { repositories }: StandInHost,
  { namespaces }: StandInAccount,
  body: string,
): readonly unknown[] {
  const asked = JSON.parse(body || '{}') as { repositories?: readonly string[]; exclude_tagged?: boolean };
  const wanted = (asked.repositories ?? []).map((full) => full.replace(`${name}/`, ''));
  const own = Object.keys(repositories).filter((path) => namespaces.includes(path.split('/')[0] ?? ''));
  return (wanted.length > 0 ? wanted : own).flatMap((path) => {
    const repository = repositories[path];
    if (!repository) return [];
    const full = `${name}/${path}`;
    const tagged = Object.entries(repository.tags).flatMap(([tag, image]) => rowsOf(full, image, tag));
    const untagged = (repository.untagged ?? []).flatMap((image) => rowsOf(full, image));
    return [...tagged, ...untagged].filter(
      ({ repoTags }) => !asked.exclude_tagged || Object.keys(repoTags[full] ?? {}).length === 0,
    );
  });
}

/** Names of manifest types. Source: Registry docs, page on invalid manifest lists. */
const manifestTypes: Readonly<Record<string, string>> = {
  'application/vnd.docker.distribution.manifest.v2+json': 'Docker Image Manifest V2, Schema 2',
  'application/vnd.docker.distribution.manifest.list.v2+json': 'Docker Manifest List',
  'application/vnd.oci.image.manifest.v1+json': 'OCI Image Manifest',
  'application/vnd.oci.image.index.v1+json': 'OCI Image Index',
};

/** A row for each manifest: those of a list's platforms have no tag of their own. */
function rowsOf(
  repository: string,
  description: ImageDescription,
  tag?: string,
): readonly { readonly id: string; readonly repoTags: Record<string, Record<string, unknown>> }[] {
  const { digest, manifests } = buildImage(description);
  return [...manifests].map(([id, { type }]) => ({
    id,
    manifestType: manifestTypes[type] ?? type,
    repoTags: { [repository]: id === digest && tag !== undefined ? { [tag]: { issueCount: 0 } } : {} },
  }));
}
