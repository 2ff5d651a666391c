/** The runtime of Erlang and Elixir, as it starts a release. */
import { says, type Tool } from './tool';

export const beam: Tool = {
  name: 'beam',
  speaks:
    /^\{?"?init terminating in do_boot\b|\bKernel pid terminated\b|\berl_crash\.dump\b|^=(?:CRASH|SUPERVISOR) REPORT=|^\*\* \(EXIT\)/,
  reaches: 'peer',
  handles: 'module',
  phase: 'run',
  says: [
    ...says('module-missing', 'file', /\bcannot get bootfile,? ?'?(?<file>[^'}\s)]{1,200})/),
    ...says('module-missing', 'module', /\bload_failed,\[(?<module>\w{1,80})/),
    ...says(
      'value-missing',
      'setting',
      /\benvironment variable (?<variable>[A-Z][A-Z0-9_]{2,60}) is missing\b/,
    ),
    ...says('crashed', 'program', /\binit terminating in do_boot\b|\bKernel pid terminated\b/),
  ],
};
