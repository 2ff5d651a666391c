/** What the programs that die at their start have in common. */
import type { LabCase } from '../../case';

export type Start = readonly [
  name: string,
  cause: LabCase['cause'],
  shows: RegExp,
  files: Record<string, string>,
  run: string,
  more?: Partial<LabCase>,
];

export const cases = (starts: readonly Start[]): readonly LabCase[] =>
  starts.map(([name, cause, shows, files, run, more]) => ({ name, cause, shows, files, run, ...more }));

export const asUser = (command: string) =>
  `chmod 755 /workspace; setpriv --reuid 1000 --regid 1000 --clear-groups ${command}`;
/** Runs a command where the port is taken, in a network of its own. */
export const taken = (port: number, command: string) =>
  `unshare -n sh -c 'ip link set lo up; python3 -m http.server ${port} >/dev/null 2>&1 & pid=$!; sleep 0.7; ${command}; code=$?; kill $pid; exit $code'`;
