/**
 * Where people see a line of a file: at git hosts that are known by their names, and at hosts of one's own whose software
 * is known by what they answer.
 */
import { gitAddress } from './git-address';

/** What a git host runs; `bitbucket-server` is Bitbucket Data Center as well, `gitea` Forgejo. */
export type GitSoftware = 'github' | 'gitlab' | 'bitbucket' | 'bitbucket-server' | 'gitea';

/** A repository that is linked to. */
export interface Linked {
  /** As it is cloned, by HTTPS or SSH. */
  readonly url?: string;
  /** What its host has shown to run; absent: its name may tell. */
  readonly software?: GitSoftware;
}

/** A host's words for its pages, between the repository and the commit, and for a line. */
interface Form {
  readonly file: string;
  readonly commit: string;
  readonly line: string;
  /** Whether the commit stands behind the path, in a query. */
  readonly asQuery?: true;
}

const forms: Readonly<Record<GitSoftware, Form>> = {
  github: { file: 'blob', commit: 'commit', line: '#L' },
  gitlab: { file: '-/blob', commit: '-/commit', line: '#L' },
  bitbucket: { file: 'src', commit: 'commits', line: '#lines-' },
  'bitbucket-server': { file: 'browse', commit: 'commits', line: '#', asQuery: true },
  gitea: { file: 'src/commit', commit: 'commit', line: '#L' },
};
const names: readonly (readonly [RegExp, GitSoftware])[] = [
  [/(?:^|\.)github\./, 'github'],
  // IBM Cloud's own git repositories are GitLab.
  [/(?:^|\.)gitlab\.|\bgit\.cloud\.ibm\.com$/, 'gitlab'],
  [/(?:^|\.)bitbucket\.org$/, 'bitbucket'],
  [/(?:^|\.)bitbucket\./, 'bitbucket-server'],
  [/(?:^|\.)(?:gitea|forgejo)\.|^codeberg\.org$/, 'gitea'],
];
/** Bitbucket Server's addresses: `/scm/KEY/NAME` by HTTPS, port 7999 by SSH. Source: Atlassian, Bitbucket Data Center. */
const SCM = /^(?<context>(?:[^/]+\/)?)scm\/(?<key>[^/]+)\/(?<name>[^/]+)$/;
const SSH_OF_SERVER = /^ssh:\/\/[^/]{1,200}:7999\/(?<key>[^/]{1,200})\/(?<name>[^/]{1,200}?)(?:\.git)?\/?$/;

/** How a repository's host writes its pages, and where they begin. Undefined for hosts that are not known. */
function pagesOf({ url, software }: Linked): { readonly form: Form; readonly base: string } | undefined {
  const address = gitAddress(url);
  if (!address) return undefined;
  const { host, port, path, ssh } = address;
  // What another port serves by SSH says nothing of the web.
  const origin = `https://${host}${port === undefined || ssh ? '' : `:${port}`}`;
  const server = (SCM.exec(path) ?? SSH_OF_SERVER.exec(url?.trim() ?? ''))?.groups;
  if (server && (software === undefined || software === 'bitbucket-server')) {
    const { context = '', key = '', name = '' } = server;
    // A person's own repositories are those of `~NAME`.
    const owner = key.startsWith('~') ? `users/${key.slice(1)}` : `projects/${key}`;
    return { form: forms['bitbucket-server'], base: `${origin}/${context}${owner}/repos/${name}` };
  }
  const kind = software ?? names.find(([name]) => name.test(host.toLowerCase()))?.[1];
  // Without those parts nobody can say where its pages are.
  if (kind === undefined || kind === 'bitbucket-server') return undefined;
  return { form: forms[kind], base: `${origin}/${path}` };
}

/** @param line from 1; absent: the file as a whole. Undefined for hosts whose addresses are not known. */
export function linkTo(
  repository: Linked,
  commit: string | undefined,
  path: string,
  line?: number,
): string | undefined {
  const pages = pagesOf(repository);
  if (!pages || commit === undefined) return undefined;
  const { form, base } = pages;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const file = form.asQuery
    ? `${base}/${form.file}/${encoded}?at=${commit}`
    : `${base}/${form.file}/${commit}/${encoded}`;
  return line === undefined ? file : `${file}${form.line}${line}`;
}

/** The page of a commit, at the same hosts. */
export function linkToCommit(repository: Linked, commit: string): string | undefined {
  const pages = pagesOf(repository);
  return pages && `${pages.base}/${pages.form.commit}/${commit}`;
}
