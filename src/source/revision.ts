import { distance } from 'fastest-levenshtein';
import type { Reference, References } from './git/client';
import { GitRefused } from './git/packets';
import type { Repository } from './git/repository';

/** Branches and tags that are named when the wanted one is not there. */
const MOST_NEAR = 5;
/** Parts of a directory that may belong to the name of a branch. */
const MOST_PARTS = 12;

/**
 * The tree of a commit without its files, where the host can leave them out.
 * @param refused told why the host gives no commit without what came before it; the whole history is fetched then
 * @throws whatever `Repository.fetch` throws
 */
export async function fetchCommit(
  repository: Repository,
  id: string,
  refused: (why: string) => void,
): Promise<void> {
  // Where single files cannot be had later, all of them come along.
  const filter = repository.client.canAskById ? { filter: 'blob:none' } : {};
  if (!repository.client.canCut) refused('its git does not offer “shallow”');
  // Trees have a depth of their own.
  const refusal = /\bshallow\b|\bdeepen\b|--depth\b|\b(?:clone|fetch|commit|history) depth\b/i;
  try {
    await repository.fetch({ wants: [id], depth: 1, ...filter });
  } catch (error) {
    if (!(error instanceof GitRefused && refusal.test(error.message))) throw error;
    refused(`it says: ${error.message}`);
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

/** Branch or tag, and directory, of a page whose branch holds slashes; undefined: no branch begins so. */
export function withSlashes(
  revision: string | undefined,
  directory: string | undefined,
  references: References,
): { readonly revision: string; readonly contextDir: string } | undefined {
  if (revision === undefined || directory === undefined) return undefined;
  const parts = directory.split('/');
  for (let length = Math.min(parts.length, MOST_PARTS); length > 0; length -= 1) {
    const name = [revision, ...parts.slice(0, length)].join('/');
    const { kind } = resolveRevision(name, references);
    if (kind === 'branch' || kind === 'tag')
      return { revision: name, contextDir: parts.slice(length).join('/') };
  }
  return undefined;
}

interface MissingRevision {
  readonly proof: string;
  /** Branches and tags like it, the one that was meant first. */
  readonly near: readonly string[];
  /** The branch or tag that was meant; undefined: nobody can tell. */
  readonly meant?: string;
}

/** What is said of a branch or tag that is not there: which one was meant, and which branch is the default one. */
export function missingRevision(wanted: string | undefined, { all, head }: References): MissingRevision {
  const branch = head?.replace(/^refs\/heads\//, '');
  if (wanted === undefined || wanted === '' || wanted === 'HEAD') {
    const near = nearest(branch ?? 'main', all);
    return { proof: `the default branch ${branch ?? 'HEAD'} has no commit`, near };
  }
  const near = nearest(wanted, all);
  const [first] = near;
  const like = first !== undefined && isLike(first, wanted) ? first : undefined;
  const standing = all.some(({ name }) => name === head) ? branch : undefined;
  // Names that git itself gives to a first branch are not misspelt: the branch was renamed.
  const isRenamed = like === undefined || /^(?:main|master)$/.test(wanted);
  const meant = isRenamed ? (standing ?? like) : like;
  const count = all.length;
  const proof = [
    `${count === 1 ? 'the only branch is not' : `none of the ${count} branches and tags is`} called ${wanted}`,
    ...(like !== undefined && like !== standing ? [`the nearest is ${like}`] : []),
    ...(standing !== undefined ? [`the default branch is ${standing}`] : []),
  ].join('; ');
  if (meant === undefined) return { proof, near };
  return { proof, near: [meant, ...near.filter((name) => name !== meant)].slice(0, MOST_NEAR), meant };
}

/** Short names of branches and tags, the nearest first. */
function nearest(wanted: string, references: readonly Reference[]): readonly string[] {
  const names = references.slice(0, 20_000).map(({ name }) => name.replace(/^refs\/(?:heads|tags)\//, ''));
  const bare = bareName(wanted);
  const far = (name: string) =>
    distance(name.toLowerCase(), bare) - (name.toLowerCase().endsWith(`/${bare}`) ? 100 : 0);
  return [...new Set(names)].sort((one, other) => far(one) - far(other)).slice(0, MOST_NEAR);
}

/** Whether a name is so like the wanted one that it was meant: misspelt, cut short, or with a prefix. */
function isLike(name: string, wanted: string): boolean {
  const [one, other] = [name.toLowerCase(), bareName(wanted)];
  const [short = '', long = ''] = [one, other].sort((a, b) => a.length - b.length);
  if ((short.length >= 3 && long.includes(short)) || (short.length >= 2 && long.startsWith(short)))
    return true;
  return distance(one, other) <= Math.max(1, Math.floor(other.length / 4));
}

/** Without what people put in front of a branch. */
function bareName(wanted: string): string {
  return wanted.replace(/^(?:refs\/(?:heads|tags)|origin|remotes\/origin)\//, '').toLowerCase();
}
