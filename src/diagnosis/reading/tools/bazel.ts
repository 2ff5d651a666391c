/** Bazel. */
import { says, type Tool } from './tool';

export const bazel: Tool = {
  name: 'bazel',
  starts: /\bbazel(?:isk)? (?:--?\S{1,60} ){0,6}(?:build|run|test|fetch|query|mod)\b/,
  speaks:
    /^INFO: (?:Analyzed|Found \d|Elapsed time|Build completed)|^(?:ERROR|WARNING): (?:\/\S{1,200}:\d{1,6}:\d{1,6}: |Analysis of target |Error (?:computing|accessing|in download))|^Target \/\/\S{1,200} (?:failed to build|up-to-date)|\b(?:MODULE|BUILD)\.bazel\b|\bbcr\.bazel\.build\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('not-found', 'download', /\bError downloading \[.{1,600}\] to .{1,300}: GET returned 40\d\b/),
    ...says(
      'not-found',
      'package',
      /\bmodule .{1,80} not found in registries\b|\bno such package '(?<package>[^']{1,160})'/,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bno such target '|\bis only supported from within a workspace\b|\bmissing input file '/,
    ),
    ...says('corrupt', 'package', /\bChecksum was [0-9a-f]{8,64} but wanted\b/),
    ...says('mismatch', 'lock-file', /\bMODULE\.bazel\.lock is no longer up-to-date\b/),
  ],
};
