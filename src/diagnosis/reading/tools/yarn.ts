/** Yarn: classic prints `error …`, berry `➤ YN0028: …`. */
import { says, type Tool } from './tool';

export const yarn: Tool = {
  name: 'yarn',
  starts: /\byarn(?:pkg)?(?: (?:install|run|build|add|workspaces?|--\S{1,40}|start|dlx))?\b/,
  speaks:
    /^yarn (?:install|run|add|error|warn)\b|\bYN\d{4}\b|^info Visit https:\/\/yarnpkg|^(?:error|warning|info) .{0,120}\byarn\b|^\[\d\/\d\] (?:Resolving|Fetching|Linking|Building)/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('server-error', 'package-index', /\bThere appears to be trouble with the npm registry\b/),
    ...says('timeout', 'package-index', /\bThere appears to be trouble with your network connection\b/),
    ...says('mismatch', 'lock-file', /\bThis package doesn't seem to be present in your lockfile\b/),
    ...says(
      'not-found',
      'package',
      /\bCouldn't find (?:package|any versions for) "?(?<package>[@\w./-]{1,120})|\bYN0082\b|\bYN0035\b.{0,160}\bPackage not found\b|\bNo candidates found\b/,
    ),
    ...says(
      'mismatch',
      'lock-file',
      /\bYour lockfile needs to be updated\b|\bYN0028\b|\block ?file would have been modified\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bThe engine "(?:node|npm|yarn)" is incompatible\b|\bFound incompatible module\b/,
    ),
    ...says('unauthorized', 'package-index', /\bYN0041\b/),
    ...says(
      'module-missing',
      'dependency',
      /\bYour Yarn packages are out of date\b/,
      /\bYN0016\b|\bCouldn't find the node_modules state file\b|\bThe project in .{1,160} doesn't seem to have been installed\b/,
    ),
    ...says('usage', 'command', /\bUsage Error: /),
    ...says('not-approved', 'install-scripts', /\bYN0004\b/),
  ],
};
