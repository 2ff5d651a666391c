/** Addresses of repositories, and of their pages: a branch, a directory, a file, a commit. */
import { gitAddress } from '../../diagnosis/model/git-address';
import type { SourceCommand } from './command';

/** Hosts whose pages are repositories. */
const HOSTS = /(?:^|\.)(?:github|gitlab|bitbucket|gitea|codeberg)\.|^(?:git|[a-z-]+\.git)\./;
/** Azure DevOps: `/ORGANISATION/PROJECT/_git/NAME`. Source: learn.microsoft.com, Azure Repos. */
const AZURE = /^\/(?:[^/]+\/){0,2}_git\/[^/]+/;
/** Projects of GitLab may stand deep in groups; IBM's own git service is one. */
const GITLAB = /gitlab|\.git\.cloud\.ibm\.com$/;

/** The question about the source that an address shows; undefined: it is no repository. */
export function repositoryAt(address: string): SourceCommand | undefined {
  if (/^(?:ssh:\/\/)?git@/i.test(address)) {
    return gitAddress(address) ? { do: 'source', url: address } : undefined;
  }
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  const path = url.pathname.split('/').filter(Boolean).map(decoded);
  const isGit = /\.git$/i.test(url.pathname.replace(/\/$/, ''));
  if (isGit) return { do: 'source', url: `${url.origin}${url.pathname.replace(/\/$/, '')}` };
  const azure = AZURE.exec(url.pathname)?.[0];
  if (azure) {
    const branch = /^GB(.+)$/.exec(url.searchParams.get('version') ?? '')?.[1];
    return { do: 'source', url: `${url.origin}${azure}`, ...(branch ? { revision: branch } : {}) };
  }
  if (!HOSTS.test(url.hostname.toLowerCase())) return undefined;
  // GitLab parts the pages from the repository's path, which may be deep; elsewhere it is OWNER/NAME.
  const dash = path.indexOf('-');
  const own = dash > 1 ? path.slice(0, dash) : GITLAB.test(url.hostname) ? path : path.slice(0, 2);
  const page = path.slice(dash > 1 ? dash + 1 : own.length);
  if (own.length < 2) return undefined;
  return { do: 'source', url: `${url.origin}/${own.join('/')}`, ...placeOf(page) };
}

/** `tree/REF/DIRECTORY`, `blob/REF/FILE`, `commit/ID`, Bitbucket's `src/REF/…`. */
function placeOf([kind, ref, ...rest]: readonly string[]): Pick<SourceCommand, 'revision' | 'contextDir'> {
  if (!ref) return {};
  switch (kind) {
    case 'commit':
    case 'commits':
      return { revision: ref };
    case 'blob':
    case 'tree':
    case 'src': {
      const directory = (kind === 'tree' ? rest : rest.slice(0, -1)).join('/');
      return { revision: ref, ...(directory ? { contextDir: directory } : {}) };
    }
    default:
      return {};
  }
}

/** A part of a path without its percent signs, or as it stands where those mean nothing. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
