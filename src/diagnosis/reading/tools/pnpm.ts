/** pnpm: errors carry a code `ERR_PNPM_…`. */
import { says, type Tool } from './tool';

export const pnpm: Tool = {
  name: 'pnpm',
  starts:
    /\bpnpm (?:--?\S{1,60} ){0,6}(?:i|install|add|run|build|exec|dlx|fetch|deploy|prune|start|-r)\b|\bpnpm\b/,
  speaks: /\bERR_PNPM_\w{3,60}|^Scope: all|^Lockfile is up to date|^Progress: resolved|\bWARN_PNPM/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'mismatch',
      'lock-file',
      /\bERR_PNPM_(?:OUTDATED_LOCKFILE|NO_LOCKFILE|LOCKFILE_(?!BREAKING)\w{3,40}|FROZEN_LOCKFILE(?!_WITH_OUTDATED)\w{0,40})\b/,
    ),
    ...says(
      'not-found',
      'package',
      /\bERR_PNPM_(?:FETCH_404|NO_MATCHING_VERSION\w{0,20}|NO_VERSIONS|PACKAGE_NOT_FOUND|SPEC_NOT_SUPPORTED\w{0,20})\b/,
    ),
    ...says('unauthorized', 'package-index', /\bERR_PNPM_(?:FETCH_401|FETCH_403|AUTH\w{0,20})\b/),
    ...says('conflict', 'package', /\bERR_PNPM_PEER_DEP_ISSUES\b/),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bERR_PNPM_(?:UNSUPPORTED_ENGINE|LOCKFILE_BREAKING_CHANGE|FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE|BAD_PM_VERSION|UNSUPPORTED_PLATFORM|OTHER_PM_EXPECTED|THIS_PROJECT\w{0,20})\b/,
    ),
    ...says('not-approved', 'install-scripts', /\bERR_PNPM_IGNORED_BUILDS\b|\bIgnored build scripts:/),
    ...says(
      'no-such-file',
      'project-file',
      /\bERR_PNPM_(?:NO_PKG_MANIFEST|NO_IMPORTER_MANIFEST_FOUND|WORKSPACE_PKG_NOT_FOUND|NO_SCRIPT\w{0,20})\b|\bNo package\.json found\b/,
    ),
    ...says('rate-limited', 'package-index', /\bERR_PNPM_FETCH_429\b/),
    ...says('timeout', 'package-index', /\bERR_PNPM_META_FETCH_FAIL\b|\bERR_PNPM_FETCH_5\d\d\b/),
    ...says('exited', 'step', /\bERR_PNPM_RECURSIVE_\w{3,40}|\bERR_PNPM_RECURSIVE_RUN_FIRST_FAIL\b/),
  ],
};
