/** cargo and rustc. */
import { says, type Tool } from './tool';

export const cargo: Tool = {
  name: 'cargo',
  starts: /\bcargo (?:\+\S{1,20} )?(?:build|install|run|chef|fetch|test|check|update)\b/,
  speaks:
    /^\s{0,6}(?:Compiling|Downloading|Downloaded|Updating|Finished|Blocking|Fetching|Adding) \S|^error\[E\d{4}\]: |\bcrates\.io\b|^warning: spurious network error/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('mismatch', 'lock-file', /\bcannot create the lock file\b/),
    ...says('version-unsupported', 'build-tool', /\bsupported edition values are\b/),
    ...says(
      'mismatch',
      'lock-file',
      /\block file .{1,160} needs to be updated but --(?:locked|frozen)\b|\bthe lock file needs to be updated\b/,
    ),
    ...says(
      'not-found',
      'package',
      /\bno matching package named\b|\bfailed to select a version for the requirement\b|\bno matching version\b|\bcandidate versions found which didn't match\b|\bcould not find `.{1,80}` in registry\b/,
    ),
    ...says('conflict', 'package', /\bfailed to select a version for `(?!.{0,200}candidate versions)/),
    ...says(
      'compile',
      'source-code',
      /\berror\[E\d{4}\]|\bcould not compile `|\baborting due to \d{1,5} previous errors?\b|\baborting due to previous error\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\brequires rustc \d|\bfeature `edition20\d\d` is required\b|\block file version `?\d`? (?:was found|requires)|\bis not supported by (?:this|the following) (?:version of )?(?:rustc|Cargo|package)|\bcannot be built because it requires\b|\bnewer version of Cargo\b/i,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bcould not find `Cargo\.toml`|\bfailed to read `.{1,160}Cargo\.toml`|\bcan't find (?:`.{1,60}` )?(?:bin|library|crate|`)|\bno targets specified in the manifest\b/,
    ),
    ...says(
      'command-missing',
      'compiler',
      /\blinker `.{1,60}` not found\b|\bfailed to (?:find tool|run custom build command)\b.{0,80}(?:cc|cmake|pkg-config|clang)|\bCould not find (?:directory of OpenSSL|`protoc`)/,
    ),
    ...says(
      'timeout',
      'package-index',
      /\bspurious network error\b|\bfailed to (?:download from|fetch) `https?:/,
    ),
  ],
};
