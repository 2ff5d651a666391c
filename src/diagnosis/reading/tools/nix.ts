/** Nix. */
import { says, type Tool } from './tool';

export const nix: Tool = {
  name: 'nix',
  starts:
    /\bnix(?:-build|-shell|-env|os-rebuild)? (?:--?\S{1,60} ){0,6}(?:build|run|develop|flake|profile|-A|-f|-i)/,
  speaks:
    /\/nix\/store\/|^error: (?:attribute|builder for|hash mismatch in)|\bcache\.nixos\.org\b|\bnixpkgs\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'compile',
      'source-code',
      /\berror: (?:attribute '(?<module>[^']{1,80})' missing|undefined variable '|infinite recursion|syntax error,|function '[^']{1,60}' called (?:with|without))/,
    ),
    ...says('corrupt', 'package', /\bhash mismatch in fixed-output derivation\b/),
    ...says('mismatch', 'lock-file', /\brequires lock file changes but they're not allowed\b/),
  ],
};
