/** Deno: it fetches what it runs, so its one sentence may come from a build or from a start. */
import { says, type Tool } from './tool';

export const deno: Tool = {
  name: 'deno',
  starts: /\bdeno (?:--?\S{1,40} ){0,6}(?:run|task|cache|install|compile|serve|test|check|build|add)\b/,
  speaks:
    /^(?:Task \w[\w:-]{0,40} )?deno \w|^error: Uncaught (?:\(in (?:promise|worker) ?"?\w{0,20}"?\) )?|^(?:Download|Check|Initialize) (?:https?:|file:|npm:|jsr:)|\b(?:ext|deno):[\w/]{2,40}\.[jt]s:\d|\bdeno\.(?:land|lock|jsonc?)\b|\bjsr\.io\b/,
  reaches: 'peer',
  handles: 'module',
  says: [
    ...says(
      'not-found',
      'package',
      /\bModule not found "(?<package>(?:https?|jsr|npm):[^"]{1,300})"/,
      /\bCannot resolve module "(?<package>https?:[^"]{1,300})"/,
      /\b[Cc]ould not find (?:a matching )?(?:version of|package|npm package) '(?<package>[^']{1,160})'/,
      /\bJSR package not found: |\bnpm package '(?<package>[^']{1,120})' does not exist\b/,
    ),
    ...says(
      'module-missing',
      'module',
      /\bModule not found "(?<file>(?:file:|\.{0,2}\/)[^"]{1,300})"/,
      /\bRelative import path "(?<module>[^"]{1,160})" not prefixed with\b/,
    ),
    ...says(
      'permission-denied',
      'directory',
      /\bRequires \w{2,10} access to .{1,200}, run again with the --allow-\w{2,10} flag\b/,
      /\b(?:NotCapable|PermissionDenied): Requires \w{2,10} access\b/,
    ),
    ...says('mismatch', 'lock-file', /\bThe lockfile is out of date\b/, /\bIntegrity check failed for\b/),
    ...says('version-unsupported', 'runtime', /\bUnsupported lockfile version\b/),
  ],
};
