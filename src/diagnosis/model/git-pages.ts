/** Pages of git hosts, as people copy them from a browser: a branch, a directory, a file, a commit of a repository. */
import { gitAddress } from './git-address';
import { percentDecoded } from './text';

/** What an address leads to. */
export interface Page {
  /** Address of the repository. */
  readonly url: string;
  /** Branch, tag or commit: the first part of what the page names, although a branch may hold slashes. */
  readonly revision?: string;
  /** Directory from the root of the repository; with a branch that holds slashes, the rest of the branch comes first. */
  readonly contextDir?: string;
  readonly dockerfile?: string;
}

/** Hosts whose pages are repositories. */
const HOSTS = /(?:^|\.)(?:github|gitlab|bitbucket|gitea|forgejo|codeberg)\.|^(?:git|[a-z-]+\.git)\./;
/** Those that the public knows: what the paths of their pages mean is certain. */
const PUBLIC_HOSTS = /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|gitea\.com|codeberg\.org)$/;
/** Pages of GitLab, GitHub and Gitea at hosts of one's own, behind what may be a directory of the host: their words tell. */
const PAGE_OF_ANY =
  /^(?:(?:\/[^/]+){2,20}\/-\/(?:tree|blob|raw|commits?)|(?:\/[^/]+){2}\/(?:tree|blob|src\/(?:branch|tag|commit)))\/[^/]/;
/** Bitbucket Server: `/projects/KEY/repos/NAME/browse/PATH?at=REF`, and `/users/NAME/repos/…` of a person. Source: Atlassian. */
const SERVER =
  /^(?<context>(?:\/[^/]{1,100})?)\/(?<of>projects|users)\/(?<key>[^/]{1,200})\/repos\/(?<name>[^/]{1,200})(?:\/(?<kind>browse|raw|commits?)(?<path>\/.{0,1000})?)?\/?$/;
/** Azure DevOps: `/ORGANISATION/PROJECT/_git/NAME`. Source: learn.microsoft.com, Azure Repos. */
const AZURE = /^\/(?:[^/]+\/){0,2}_git\/[^/]+/;
/** Projects of GitLab may stand deep in groups; IBM's own git service is one. */
const GITLAB = /gitlab|\.git\.cloud\.ibm\.com$/;
const DOCKERFILE = /^(?:dockerfile|containerfile)(?:\.[\w.-]{1,60})?$|^[\w.-]{1,60}\.dockerfile$/i;

/** Whether an address that looks like a page of this host is one; elsewhere it may be a repository's own. */
export function isPublicHost(hostname: string): boolean {
  return PUBLIC_HOSTS.test(hostname) || /^dev\.azure\.com$|\.visualstudio\.com$/.test(hostname);
}

/** The repository that an address shows; undefined: it shows none. */
export function repositoryPage(address: string): Page | undefined {
  if (/^(?:ssh:\/\/)?git@/i.test(address)) return gitAddress(address) ? { url: address } : undefined;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const path = url.pathname.split('/').filter(Boolean).map(percentDecoded);
  const isGit = /\.git$/i.test(url.pathname.replace(/\/$/, ''));
  if (isGit) return { url: `${url.origin}${url.pathname.replace(/\/$/, '')}` };
  const azure = AZURE.exec(url.pathname)?.[0];
  if (azure) {
    const branch = /^GB(.+)$/.exec(url.searchParams.get('version') ?? '')?.[1];
    return { url: `${url.origin}${azure}`, ...(branch ? { revision: branch } : {}) };
  }
  const server = ofServer(url);
  if (server) return server;
  if (!HOSTS.test(url.hostname.toLowerCase()) && !PAGE_OF_ANY.test(url.pathname)) return undefined;
  // GitLab parts the pages from the repository's path, which may be deep; elsewhere it is OWNER/NAME.
  const dash = path.indexOf('-');
  const own = dash > 1 ? path.slice(0, dash) : GITLAB.test(url.hostname) ? path : path.slice(0, 2);
  const page = path.slice(dash > 1 ? dash + 1 : own.length);
  if (own.length < 2) return undefined;
  return { url: `${url.origin}/${own.join('/')}`, ...placeOf(page) };
}

/** The repository that a page of Bitbucket Server shows. */
function ofServer({ origin, pathname, searchParams }: URL): Page | undefined {
  const parts = SERVER.exec(pathname)?.groups;
  if (!parts) return undefined;
  const { context = '', of, key = '', name = '', kind, path = '' } = parts;
  const url = `${origin}${context}/scm/${of === 'users' ? '~' : ''}${key.replace(/^~/, '')}/${name}.git`;
  const inside = path.split('/').filter(Boolean).map(percentDecoded);
  const [commit] = inside;
  if (kind?.startsWith('commit')) return { url, ...(commit ? { revision: commit } : {}) };
  const at = searchParams.get('at')?.replace(/^refs\/(?:heads|tags)\//, '');
  const file = inside.at(-1) ?? '';
  const isFile = kind === 'raw' || /\.\w{1,10}$/.test(file) || DOCKERFILE.test(file);
  const directory = (isFile ? inside.slice(0, -1) : inside).join('/');
  return {
    url,
    ...(at ? { revision: at } : {}),
    ...(directory ? { contextDir: directory } : {}),
    ...(DOCKERFILE.test(file) ? { dockerfile: file } : {}),
  };
}

/** `tree/REF/DIRECTORY`, `blob/REF/FILE`, `commit/ID`, Bitbucket's `src/REF/…` and `branch/REF`, Gitea's `src/branch/REF/…`. */
function placeOf([kind, ref, ...rest]: readonly string[]): Omit<Page, 'url'> {
  if (!ref) return {};
  switch (kind) {
    case 'commit':
      return { revision: ref };
    case 'commits':
    case 'branch':
    case 'tree':
      return placed(ref, rest);
    case 'blob':
    case 'raw':
      return ofFile(ref, rest);
    case 'src':
      // Gitea says what the next part is; Bitbucket shows files and directories alike.
      return /^(?:branch|tag|commit)$/.test(ref) ? inSource(rest) : inSource([ref, ...rest]);
    default:
      return {};
  }
}

function inSource([ref, ...rest]: readonly string[]): Omit<Page, 'url'> {
  if (!ref) return {};
  return /\.\w{1,10}$/.test(rest.at(-1) ?? '') || DOCKERFILE.test(rest.at(-1) ?? '')
    ? ofFile(ref, rest)
    : placed(ref, rest);
}

function ofFile(ref: string, path: readonly string[]): Omit<Page, 'url'> {
  const name = path.at(-1) ?? '';
  return { ...placed(ref, path.slice(0, -1)), ...(DOCKERFILE.test(name) ? { dockerfile: name } : {}) };
}

function placed(revision: string, directory: readonly string[]): Omit<Page, 'url'> {
  return { revision, ...(directory.length > 0 ? { contextDir: directory.join('/') } : {}) };
}
