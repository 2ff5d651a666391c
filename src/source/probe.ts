/** Whether a commit can be had, with as little as the host lets us read. */
import { GitRefused } from './git/packets';
import type { Repository } from './git/repository';
import { fetchCommit } from './revision';

export function isCommitId(id: string): boolean {
  return /^[0-9a-f]{40}$/.test(id);
}

/** Whether a host said that it does not have, or does not give, what was asked for by its id. */
export function isUnknownCommit(error: unknown): error is GitRefused {
  return error instanceof GitRefused && /not our ref|unadvertised|not found|upload-pack/i.test(error.message);
}

/**
 * Fetches a commit with its root directory alone, where the host can leave the rest out.
 * @returns whether all its directories came along
 * @throws whatever `Repository.fetch` throws
 */
export async function probeCommit(repository: Repository, id: string): Promise<{ readonly whole: boolean }> {
  if (repository.client.canFilter && repository.client.canCut) {
    try {
      await repository.fetch({ wants: [id], depth: 1, filter: 'tree:1' });
      return { whole: false };
    } catch (error) {
      // A host may allow some filters and no others.
      if (!(error instanceof GitRefused && /filter|shallow|deepen|depth/i.test(error.message))) throw error;
    }
  }
  await fetchCommit(repository, id, () => undefined);
  return { whole: true };
}
