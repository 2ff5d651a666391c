/** Where people see a line of a file, at the git hosts that are known by their names. */
import { gitAddress } from './git-address';

/** A host's way to write a path and a line. */
type Form = (base: string, commit: string, path: string, line: string) => string;

const forms: readonly (readonly [RegExp, Form])[] = [
  [/(?:^|\.)github\./, (base, commit, path, line) => `${base}/blob/${commit}/${path}${line && `#L${line}`}`],
  // IBM Cloud's own git repositories are GitLab.
  [
    /(?:^|\.)gitlab\.|\bgit\.cloud\.ibm\.com$/,
    (base, commit, path, line) => `${base}/-/blob/${commit}/${path}${line && `#L${line}`}`,
  ],
  [
    /(?:^|\.)bitbucket\.org$/,
    (base, commit, path, line) => `${base}/src/${commit}/${path}${line && `#lines-${line}`}`,
  ],
  [
    /(?:^|\.)(?:gitea|forgejo)\.|^codeberg\.org$/,
    (base, commit, path, line) => `${base}/src/commit/${commit}/${path}${line && `#L${line}`}`,
  ],
];

/** @param line from 1; absent: the file as a whole. Undefined for hosts whose addresses are not known. */
export function linkTo(
  repository: string | undefined,
  commit: string | undefined,
  path: string,
  line?: number,
): string | undefined {
  const address = gitAddress(repository);
  if (!address || commit === undefined) return undefined;
  const form = forms.find(([host]) => host.test(address.host.toLowerCase()))?.[1];
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return form?.(
    `https://${address.host}/${address.path}`,
    commit,
    encoded,
    line === undefined ? '' : String(line),
  );
}

/** The page of a commit, at the same hosts. */
export function linkToCommit(repository: string | undefined, commit: string): string | undefined {
  const address = gitAddress(repository);
  if (!address || !forms.some(([host]) => host.test(address.host.toLowerCase()))) return undefined;
  const page = /gitlab\.|git\.cloud\.ibm\.com$/.test(address.host)
    ? '-/commit'
    : /^bitbucket\.org$/.test(address.host)
      ? 'commits'
      : 'commit';
  return `https://${address.host}/${address.path}/${page}/${commit}`;
}
