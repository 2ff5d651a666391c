/** npm: every line begins with `npm ERR!` (until 9) or `npm error`; `code` names the failure. */
import { says, type Tool } from './tool';

export const npm: Tool = {
  name: 'npm',
  starts:
    /\bnpm (?:--\S{1,60} )?(?:ci|i|install|run|exec|test|start|publish|add|update|rebuild|prune|audit)\b|\bnpx /,
  speaks: /^npm (?:ERR!|(?:error|WARN|warn|http|verb|info)\b)|^(?:added|removed|changed) \d{1,6} packages?\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'not-found',
      'package',
      /^npm (?:ERR!|error) (?:code )?(?:E404|ETARGET|ENOVERSIONS)\b|\bis not in this registry\b|\bis not in the npm registry\b|\bnotarget\b|\bNo matching version found for (?<package>[@\w./-]{1,120}@?[^\s.]{0,40})/,
    ),
    ...says(
      'unauthorized',
      'package-index',
      /^npm (?:ERR!|error) (?:code )?(?:E401|E403|ENEEDAUTH)\b|\bUnable to authenticate, need: /,
    ),
    ...says(
      'conflict',
      'package',
      /^npm (?:ERR!|error) (?:code )?ERESOLVE\b|^npm (?:ERR!|error) (?:peer dep missing|Conflicting peer|Could not resolve dependency)/,
    ),
    ...says(
      'mismatch',
      'lock-file',
      /\bnpm ci\b.{0,40}can only install|\bcan only install (?:packages )?(?:when|with)\b.{0,200}(?:lock|shrinkwrap)|^npm (?:ERR!|error) (?:Missing|Invalid): .{1,160} (?:from lock file|does not satisfy)/,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /^npm (?:ERR!|error) (?:enoent )?.{0,40}(?:Could not read|ENOENT: no such file or directory, open) .{0,6}['"]?(?<file>\S{0,200}package\.json)/,
      /\bTracker "idealTree" already exists\b/,
    ),
    // What a package's own script starts comes with another package.
    ...says(
      'command-missing',
      'dependency',
      /^npm (?:ERR!|error) (?:sh|bash|\/bin\/sh): (?:line )?(?:\d{1,4}: )?(?!(?:make|gcc|g\+\+|cc|c\+\+|clang|cmake|python\d?|git|cargo|rustc): )(?<command>[\w./@-]{1,80}): (?:command )?not found\b/,
    ),
    ...says('usage', 'command', /^npm (?:ERR!|error) Missing script: |\bmissing script: /i),
    // Old versions answer a command that they do not have with what their help says of the word.
    ...says('usage', 'command', /^Top hits for "|^\(run with -l or --long to see more context\)$/),
    ...says('corrupt', 'package', /^npm (?:ERR!|error) (?:code )?(?:EINTEGRITY|Z_DATA_ERROR|ERR_SHA)\b/),
    ...says('server-error', 'package-index', /^npm (?:ERR!|error) (?:code )?E5\d\d\b/),
    ...says('rate-limited', 'package-index', /^npm (?:ERR!|error) (?:code )?E429\b/),
    ...says(
      'version-unsupported',
      'build-tool',
      /^npm (?:ERR!|error) (?:code )?(?:EBADENGINE|ENOTSUP|EBADPLATFORM)\b|^npm (?:ERR!|error) notsup\b|\bnpm v[\d.]{1,12} (?:is known not to run|does not support)\b/,
    ),
    ...says('usage', 'command', /^npm (?:ERR!|error) (?:code )?EUSAGE\b/),
    ...says('unparsable', 'package', /^npm (?:ERR!|error) (?:code )?EINVALIDPACKAGENAME\b/),
  ],
};
