/** nginx, which says what it dies of as `nginx: [emerg] …`. */
import { says, type Tool } from './tool';

export const nginx: Tool = {
  name: 'nginx',
  speaks: /^nginx: \[\w{4,6}\] |^\[(?:emerg|alert|crit)\] \d{1,9}#\d{1,9}: /,
  reaches: 'service',
  phase: 'run',
  says: [
    ...says('name-unresolved', 'service', /\bhost not found in (?:upstream|resolver) "(?<host>[^"]{1,200})"/),
    ...says(
      'permission-denied',
      'file',
      /\bbind\(\) to \S{1,80} failed \(13: |\b(?:open|mkdir)\(\) "[^"]{1,300}" failed \(13: /,
    ),
    ...says('port-taken', 'port', /\bbind\(\) to \S{1,80} failed \(98: /),
    ...says(
      'no-such-file',
      'file',
      /\b(?:open|mkdir)\(\) "[^"]{1,300}" failed \(2: |\bcannot load certificate\b.{0,300}\bNo such file/,
    ),
  ],
};
