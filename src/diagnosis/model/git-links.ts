/** Where people see a line of a file, at the git hosts that are known by their names. */
import { gitAddress } from './git-address';

/** A host's words for its pages, between the repository and the commit, and for a line. */
interface Form {
  readonly host: RegExp;
  readonly file: string;
  readonly commit: string;
  readonly line: string;
}

const forms: readonly Form[] = [
  { host: /(?:^|\.)github\./, file: 'blob', commit: 'commit', line: '#L' },
  // IBM Cloud's own git repositories are GitLab.
  { host: /(?:^|\.)gitlab\.|\bgit\.cloud\.ibm\.com$/, file: '-/blob', commit: '-/commit', line: '#L' },
  { host: /(?:^|\.)bitbucket\.org$/, file: 'src', commit: 'commits', line: '#lines-' },
  { host: /(?:^|\.)(?:gitea|forgejo)\.|^codeberg\.org$/, file: 'src/commit', commit: 'commit', line: '#L' },
];

/** How a repository's host writes its pages, and where they begin. Undefined for hosts that are not known. */
function pagesOf(repository: string | undefined): { readonly form: Form; readonly base: string } | undefined {
  const address = gitAddress(repository);
  const form = address && forms.find(({ host }) => host.test(address.host.toLowerCase()));
  return form && { form, base: `https://${address.host}/${address.path}` };
}

/** @param line from 1; absent: the file as a whole. Undefined for hosts whose addresses are not known. */
export function linkTo(
  repository: string | undefined,
  commit: string | undefined,
  path: string,
  line?: number,
): string | undefined {
  const pages = pagesOf(repository);
  if (!pages || commit === undefined) return undefined;
  const { form, base } = pages;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${base}/${form.file}/${commit}/${encoded}${line === undefined ? '' : `${form.line}${line}`}`;
}

/** The page of a commit, at the same hosts. */
export function linkToCommit(repository: string | undefined, commit: string): string | undefined {
  const pages = pagesOf(repository);
  return pages && `${pages.base}/${pages.form.commit}/${commit}`;
}
