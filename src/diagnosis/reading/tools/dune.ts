/** OCaml's build tool and package manager: `Error: Library "…" not found.`, `[ERROR] No package named …`. */
import { says, type Tool } from './tool';

export const dune: Tool = {
  name: 'dune',
  starts: /\b(?:dune|opam|esy) (?:build|install|exec|switch|update|init|pkg)\b/,
  speaks:
    /^-> required by _build\/|^File "[^"]{1,200}", line \d{1,6}, characters \d|^#=== ERROR while compiling\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('module-missing', 'dependency', /\bError: Library "(?<library>[\w.-]{1,80})" not found\b/),
    ...says('not-found', 'package', /\bNo package named (?<package>[\w.-]{1,80}) found\b/),
    ...says(
      'compile',
      'source-code',
      /^#=== ERROR while compiling\b|\bError: (?:Unbound|This expression has type)\b/,
    ),
  ],
};
