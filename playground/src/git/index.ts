export { GitContent, type GitKey, placeOf } from './content';
export type { GitRepository, RepositoryFile } from './objects';
export { type GitStandIn, startGitStandIn } from './start';
