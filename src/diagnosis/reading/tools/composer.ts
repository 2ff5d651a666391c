/** Composer. */
import { says, type Tool } from './tool';

export const composer: Tool = {
  name: 'composer',
  starts: /\bcomposer (?:--?\S{1,40} ){0,6}(?:install|update|require|dump-autoload|create-project)\b/,
  speaks:
    /^(?:Loading composer repositories|Installing dependencies from lock file|Generating (?:optimized )?autoload|Package operations)|^\s{0,4}- (?:Installing|Downloading|Locking|Syncing) |\[(?:Composer|Symfony)\\/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'syntax',
      'project-file',
      /"(?<file>[^"]{1,160})" does not contain valid JSON/,
      /^Parse error on line \d{1,6}:$/,
    ),
    ...says('timeout', 'package-index', /\bcurl error \d{1,3} while downloading\b/i),
    ...says(
      'conflict',
      'package',
      /\brequires (?:PHP extension )?ext-\w|\brequested PHP extension \S{1,60} .{0,80}\bmissing from your system\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\brequires php .{1,80}(?:your php version|but)/i,
      /\byour php version \(.{1,40}\) does not satisfy\b/i,
      /\brequires composer-(?:runtime|plugin)-api\b/,
    ),
    ...says('conflict', 'package', /\bYour requirements could not be resolved to an installable set\b/i),
    ...says(
      'mismatch',
      'lock-file',
      /\bThe lock file is not up to date\b|\bcomposer\.lock\b.{0,80}(?:not up to date|out of date)|\bis (?:present at .{1,40} in the lock file but|not present in the lock file)\b/,
    ),
    ...says(
      'not-found',
      'package',
      /\bcould not be found in any version\b|\bCould not find (?:a matching version of )?package\b|\bfound [\w./-]{1,80}\[.{1,80}\] but it does not match\b/i,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bComposer could not find a composer\.json\b|\bCould not open input file: artisan\b/,
    ),
    ...says(
      'unauthorized',
      'package-index',
      /\bCould not authenticate against\b|\bInvalid credentials for '/,
    ),
    ...says('not-approved', 'install-scripts', /\bblocked by your allow-plugins\b/),
  ],
};
