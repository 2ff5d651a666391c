/** The go command and its compiler. */
import { says, type Tool } from './tool';

export const go: Tool = {
  name: 'go',
  starts: /\bgo (?:build|install|get|mod|test|generate|run|vet)\b/,
  speaks: /^go: |^go\.mod:|\bgo: downloading\b|^# [\w.-][\w./-]{2,120}$/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('version-unsupported', 'build-tool', /\bnote: module requires Go \d/),
    ...says('no-such-file', 'project-file', /\bno Go files in\b/),
    ...says(
      'mismatch',
      'lock-file',
      /\bmissing go\.sum entry\b|\bupdates to go\.(?:mod|sum) needed\b|\binconsistent vendoring\b|\bimport lookup disabled by -mod=(?:readonly|vendor)\b|\bSECURITY ERROR\b/,
    ),
    ...says(
      'not-found',
      'package',
      /\binvalid version: (?:unknown revision|git fetch|git ls-remote)|\bunknown revision\b|\bno matching versions for query\b|\bmodule .{1,120} found(?: .{0,80})?, but does not contain package\b|\b(?:reading|module lookup) .{0,200}\b(?:404|410)\b|\bcannot find module providing package\b/,
    ),
    ...says(
      'compile',
      'source-code',
      /^(?:\.{0,2}\/)?[\w./-]{1,160}\.go:\d{1,6}:\d{1,4}: (?!missing go\.sum)|\bis not in (?:GOROOT|std)\b|\bno required module provides package\b(?!.{0,300}\bgo\.mod file not found)|\bbuild constraints exclude all Go files\b|\bundefined: \w/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bgo\.mod requires go\b|\brequires go ?>= ?\d|\bgo\.mod file indicates go\b|\binvalid go version\b|\bunknown directive: (?:toolchain|godebug|tool)\b|\btoolchain not available\b|\brunning go \d.{0,60}GOTOOLCHAIN=local/,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bgo\.mod file not found\b|\bgo: cannot find main module\b|\bno such file or directory: go\.mod\b|\bdirectory prefix .{1,80} does not contain\b|\bstat \/\S{1,160}: directory not found\b|\bdoes not contain main module\b/,
    ),
    ...says(
      'command-missing',
      'compiler',
      /\bcgo: C compiler\b|\b(?:gcc|g\+\+)": executable file not found\b/,
    ),
  ],
};
