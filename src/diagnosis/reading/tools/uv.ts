/** uv. */
import { says, type Tool } from './tool';

export const uv: Tool = {
  name: 'uv',
  starts: /\buv (?:--?\S{1,40} ){0,6}(?:sync|pip|lock|run|venv|add|build|tool|export)\b/,
  speaks:
    /^(?:Resolved|Prepared|Installed|Audited|Uninstalled|Built) \d{1,5} packages? in\b|\bNo solution found when resolving\b|\buv\.lock\b|^Using CPython /,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'mismatch',
      'lock-file',
      /\bThe lockfile at .{1,120} needs to be updated\b|\bUnable to find lockfile\b|\bFailed to parse `uv\.lock`/,
    ),
    ...says(
      'not-found',
      'package',
      /\bwas not found in the (?:package registry|cache)\b|\bthere (?:is|are) no versions? of\b/,
    ),
    ...says('conflict', 'package', /\bNo solution found when resolving\b|\brequirements are unsatisfiable\b/),
    ...says('no-such-file', 'project-file', /\bNo `pyproject\.toml` found\b|\bDistribution not found at\b/),
    ...says(
      'version-unsupported',
      'runtime',
      /\bNo interpreter found for\b|\bRequired uv version\b|\bPython request .{1,80} incompatible\b/,
    ),
  ],
};
