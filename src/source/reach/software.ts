/** What a git host runs, from what it says of itself: people want links to its pages, and its name need not tell. */
import type { IncomingHttpHeaders } from 'node:http';
import type { GitSoftware } from '../../diagnosis/model/git-links';

/** Names of headers that one software sends and no other. */
const HEADERS: readonly (readonly [string, GitSoftware])[] = [
  ['x-github-request-id', 'github'],
  ['x-gitlab-meta', 'gitlab'],
  // Atlassian's request id; of its products, Bitbucket serves git.
  ['x-arequestid', 'bitbucket-server'],
];
/** What names it in the words for a login, in a cookie, and in the name of its git. */
const WORDS: readonly (readonly [RegExp, GitSoftware])[] = [
  [/\bgithub\b/i, 'github'],
  [/\bgitlab\b/i, 'gitlab'],
  [/\bgitea\b|\bforgejo\b|\bi_like_git/i, 'gitea'],
  [/\batlassian bitbucket\b|\bBITBUCKETSESSIONID\b/i, 'bitbucket-server'],
];

/**
 * @param headers of an answer to git
 * @param agent what the host's git calls itself, for example `git/github-8e6a4d0`; by SSH nothing else tells
 */
export function softwareOf(headers: IncomingHttpHeaders, agent = ''): GitSoftware | undefined {
  const named = HEADERS.find(([name]) => headers[name] !== undefined)?.[1];
  if (named !== undefined) return named;
  const said = [headers['www-authenticate'], ...(headers['set-cookie'] ?? []), agent]
    .join('\n')
    .slice(0, 4096);
  return WORDS.find(([words]) => words.test(said))?.[1];
}
