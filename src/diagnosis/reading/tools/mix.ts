/** Elixir's build tool: `** (Mix) …`, `== Compilation error in file …`. */
import { says, type Tool } from './tool';

export const mix: Tool = {
  name: 'mix',
  starts: /\bmix (?:do |deps|compile|release|local|phx|ecto|assets|test|escript|run)\b/,
  speaks:
    /^\*\* \((?:Mix|\w{1,40}(?:\.\w{1,40}){0,4}Error)\)|^== Compilation error\b|^Unchecked dependencies for\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'no-such-file',
      'project-file',
      /\bCould not find a Mix\.Project\b/,
      /^\*\* \(Mix\.Config\.LoadError\) could not load config (?<file>\S{1,200})/,
      /^\*\* \((?:File|Code\.Load)\.?Error\) could not (?:read|load) .{0,20}"?(?<file>[^"\s]{1,200}\.exs?)"?/,
    ),
    ...says(
      'module-missing',
      'dependency',
      /\bthe dependency is not available, run "mix deps\.get"/,
      /\bCan't continue due to errors on dependencies\b/,
      /\bthe dependency build is outdated\b/,
      /^Unchecked dependencies for environment\b/,
    ),
    ...says(
      'mismatch',
      'lock-file',
      /\block mismatch: the dependency is out of date\b|\bYour mix\.lock is out of date\b/,
    ),
    ...says(
      'conflict',
      'package',
      /\bHex dependency resolution failed\b|\bFailed to use "[\w.-]{1,80}" \(version\b/,
    ),
    ...says(
      'not-found',
      'package',
      /\bNo package with name (?<package>\w{1,80})\b/,
      /\bNo matching version for (?<package>\S{1,80})/,
    ),
    ...says(
      'compile',
      'source-code',
      /^== Compilation error in file\b|\*\* \((?:Compile|Syntax|TokenMissing)Error\)/,
    ),
    ...says('command-missing', 'compiler', /\bCould not compile with "(?<command>make|nmake|gcc|cc)"/),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bYou're trying to run :\w{1,60} on Elixir v[\d.]{1,12}.{0,40}\bbut it has declared\b/,
    ),
  ],
};
