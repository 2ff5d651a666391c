/** Poetry. */
import { says, type Tool } from './tool';

export const poetry: Tool = {
  name: 'poetry',
  starts: /\bpoetry (?:--?\S{1,40} ){0,6}(?:install|sync|lock|export|build|run|add|update)\b/,
  speaks:
    /\bpoetry\.lock\b|\bSolverProblemError\b|\bversion solving failed\b|^Installing dependencies from lock file|^Creating virtualenv/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('syntax', 'project-file', /(?<file>\S{1,160}) is not a valid TOML file\b/, /\bTOMLDecodeError\b/),
    ...says('version-unsupported', 'build-tool', /\bAdditional properties are not allowed \(/),
    ...says(
      'mismatch',
      'lock-file',
      /\bpyproject\.toml changed significantly since\b|\bpoetry\.lock is not (?:up to date|consistent)|\bpoetry\.lock was not found\b/,
    ),
    ...says(
      'not-found',
      'package',
      /\bdoesn't match any versions\b|\bno versions of .{1,120} match\b|\bUnable to find installation candidates for\b|\bPackage .{1,80} not found\b/i,
    ),
    ...says('conflict', 'package', /\bversion solving failed\b/),
    ...says(
      'version-unsupported',
      'runtime',
      /\bcurrent project's (?:supported )?Python\b.{0,200}(?:not|compatible)|\bThe currently activated Python version .{1,120} is not supported\b|\bCurrent Python version .{1,80} is not allowed by the project\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\block file is not compatible with the current version of Poetry\b|\bThis project requires Poetry\b|\bcreated by a newer version of Poetry\b/,
    ),
    ...says(
      'usage',
      'command',
      /\bThe option "--[\w-]{1,40}" does not exist\b|\bThe command ".{1,60}" does not exist\b|\bThe "--[\w-]{1,40}" option does not exist\b/,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bPoetry could not find a pyproject\.toml\b|\bcurrent project could not be installed\b|\bNo file\/folder found for package\b|\bReadme path .{1,120} does not exist\b/,
    ),
  ],
};
