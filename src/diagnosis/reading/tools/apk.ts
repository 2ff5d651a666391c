/** apk of Alpine. */
import { says, type Tool } from './tool';

export const apk: Tool = {
  name: 'apk',
  starts: /\bapk (?:--?\S{1,40} ){0,6}(?:add|update|upgrade|fetch)\b/,
  speaks:
    /^fetch https?:\/\/|^\(\d{1,4}\/\d{1,4}\) (?:Installing|Upgrading|Purging)|^WARNING: (?:Ignoring|fetching|opening) |\bAPKINDEX\b|^OK: \d{1,6} (?:MiB|KiB)/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'timeout',
      'package-index',
      /\btemporary error \(try again later\)|\bWARNING: (?:fetching|opening|updating|Ignoring) \S{1,200}: (?:temporary|network|DNS|could not|connection|I\/O|No such|operation|unexpected|remote)/i,
    ),
    ...says(
      'not-found',
      'package',
      /\bunable to select packages\b|\bunsatisfiable constraints\b|\(no such package\)|\brequired by: world\[/,
    ),
    ...says(
      'corrupt',
      'package-index',
      /\bUNTRUSTED signature\b|\bBAD (?:signature|archive)\b|\bpackage mentioned in index not found\b/,
    ),
    ...says('conflict', 'package', /^\s{0,8}(?:breaks|conflicts): /),
  ],
};
