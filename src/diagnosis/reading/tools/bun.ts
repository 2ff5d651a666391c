/** Bun: package manager, bundler and runtime in one. */
import { ownSays, says, type Tool } from './tool';

export const bun: Tool = {
  name: 'bun',
  starts: /\bbunx? (?:--?\S{1,40} ){0,6}(?:i|install|add|run|build|test|update|x|pm|start)\b/,
  speaks:
    /^bun (?:install|add|run|update|build|test|pm) v?\d|^Bun v\d|^\d{1,6} packages? installed\b|^Checked \d{1,6} installs? across|\bbun\.lockb?\b|^error: script "[^"]{1,60}" exited with code \d/,
  reaches: 'package-index',
  handles: 'package',
  says: [
    ...says(
      'mismatch',
      'lock-file',
      /\blockfile had changes, but lockfile is frozen\b/,
      /^error: (?:Outdated|Unknown) lockfile version\b|\bfailed to parse lockfile\b/,
    ),
    ...says(
      'not-found',
      'package',
      /^error: GET https?:\/\/\S{1,300} - 404\b/,
      /^error: (?<package>[@\w./-]{1,160})@\S{1,80} failed to resolve\b/,
      /^error: (?:Package|No version matching) "(?<package>[^"]{1,160})".{0,160}(?:not found|found for)/,
    ),
    ...says('unauthorized', 'package-index', /^error: GET https?:\/\/\S{1,300} - 40[13]\b/),
    ...says('server-error', 'package-index', /^error: GET https?:\/\/\S{1,300} - 5\d\d\b/),
    ...says(
      'refused',
      'package-index',
      /\b(?:ConnectionRefused|ConnectionClosed|FailedToOpenSocket|DNSResolveFailed|Timeout) (?:downloading|extracting) /,
    ),
    ...says('compile', 'source-code', /^error: Could not resolve: "(?<module>[^"]{1,160})"/),
    ...says(
      'module-missing',
      'module',
      /^error: (?:Module not found|Cannot find module) ["'](?!https?:)(?<file>[^"']{1,200})/,
    ),
    ...says('port-taken', 'port', /\bFailed to start server\. Is port \d{1,5} in use\?/),
    ...ownSays('usage', 'command', /^error: Script not found "/),
  ],
};
