/** Addresses of repositories, and of their pages: a branch, a directory, a file, a commit. */
import { repositoryPage } from '../../diagnosis/model/git-pages';
import type { SourceCommand } from './command';

/** The question about the source that an address shows; undefined: it is no repository. */
export function repositoryAt(address: string): SourceCommand | undefined {
  const page = repositoryPage(address);
  return page && { do: 'source', ...page };
}
