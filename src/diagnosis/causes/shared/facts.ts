/** Facts that several causes follow from, named once. */
import type { Phase } from '../../model/cause-id';
import type { Thing, Went } from '../../reading/fact';
import type { FollowsFrom } from '../cause';

/** What belongs to an image in a registry. */
export const imageThings: readonly Thing[] = [
  'image',
  'registry',
  'layer',
  'image-repository',
  'image-digest',
];
/** What belongs to a git repository. */
export const gitThings: readonly Thing[] = ['git-host', 'git-repository', 'git-ref', 'submodule', 'lfs'];
/** What belongs to a package index. */
export const indexThings: readonly Thing[] = ['package-index', 'package', 'lock-file'];
/** After the build: an image that is pulled and started. */
export const later: readonly Phase[] = ['pull', 'run'];
export const notBuild: readonly Phase[] = ['pull', 'run', 'push', 'source'];
/** No connection, or one that broke. */
export const network: readonly Went[] = ['name-unresolved', 'refused', 'reset', 'timeout'];

/**
 * A fact that a cause follows from.
 * @param went the ways to fail
 * @param to what it hit; absent: anything
 * @param during parts of the work; absent: any
 * @param who tools that say it; absent: any
 */
export function from(
  went: Went | readonly Went[],
  to?: Thing | readonly Thing[],
  during?: readonly Phase[],
  who?: readonly string[],
): FollowsFrom {
  return {
    went: typeof went === 'string' ? [went] : went,
    ...(to && { to: typeof to === 'string' ? [to] : to }),
    ...(during && { during }),
    ...(who && { who }),
  };
}
