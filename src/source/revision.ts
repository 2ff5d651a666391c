import { distance } from 'fastest-levenshtein';
import type { Reference, References } from './git/client';
import { GitRefused } from './git/packets';
import type { Repository } from './git/repository';

/** Branches and tags that are named when the wanted one is not there. */
const MOST_NEAR = 5;

/** The tree of a commit without its files, where the host can leave them out. */
export async function fetchCommit(repository: Repository, id: string): Promise<void> {
  // Where single files cannot be had later, all of them come along.
  const filter = repository.client.canAskById ? { filter: 'blob:none' } : {};
  try {
    await repository.fetch({ wants: [id], depth: 1, ...filter });
  } catch (error) {
    // Some hosts give no part of a history; the commit may then be had with its whole one.
    if (!(error instanceof GitRefused && /shallow|deepen/i.test(error.message))) throw error;
    await repository.fetch({ wants: [id], ...filter });
  }
}

type Resolved =
  | { readonly kind: 'branch' | 'tag' | 'head'; readonly id: string; readonly proof: string }
  | { readonly kind: 'commit'; readonly id: string }
  | { readonly kind: 'short' }
  | { readonly kind: 'none' };

/** As `git clone --branch` finds it: a branch before a tag; a whole id is a commit. */
export function resolveRevision(revision: string | undefined, { all, head, headId }: References): Resolved {
  if (revision === undefined || revision === '' || revision === 'HEAD') {
    const name = head?.replace(/^refs\/heads\//, '') ?? 'HEAD';
    return headId === undefined
      ? { kind: 'none' }
      : { kind: 'head', id: headId, proof: `the default branch ${name} is at ${headId.slice(0, 7)}` };
  }
  const find = (name: string): Reference | undefined => all.find((each) => each.name === name);
  const branch = find(`refs/heads/${revision}`);
  if (branch)
    return { kind: 'branch', id: branch.id, proof: `the branch ${revision} is at ${branch.id.slice(0, 7)}` };
  const tag = find(`refs/tags/${revision}`);
  const tagged = tag?.peeled ?? tag?.id;
  if (tagged !== undefined)
    return { kind: 'tag', id: tagged, proof: `the tag ${revision} is ${tagged.slice(0, 7)}` };
  if (/^[0-9a-f]{40}$/i.test(revision)) return { kind: 'commit', id: revision.toLowerCase() };
  if (/^[0-9a-f]{7,39}$/i.test(revision)) {
    const known = all.find(({ id, peeled }) => (peeled ?? id).startsWith(revision.toLowerCase()));
    return known ? { kind: 'commit', id: known.peeled ?? known.id } : { kind: 'short' };
  }
  return { kind: 'none' };
}

/** Short names of branches and tags, the nearest first. */
export function nearest(wanted: string, references: readonly Reference[]): readonly string[] {
  const names = references.slice(0, 20_000).map(({ name }) => name.replace(/^refs\/(?:heads|tags)\//, ''));
  const bare = wanted.replace(/^(?:refs\/(?:heads|tags)|origin|remotes\/origin)\//, '').toLowerCase();
  const far = (name: string) =>
    distance(name.toLowerCase(), bare) - (name.toLowerCase().endsWith(`/${bare}`) ? 100 : 0);
  return [...new Set(names)].sort((one, other) => far(one) - far(other)).slice(0, MOST_NEAR);
}
