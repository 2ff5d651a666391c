/** The PHP interpreter. */
import { says, type Tool } from './tool';

export const php: Tool = {
  name: 'php',
  starts: /\bphp(?:-fpm)? (?:[\w./-])/,
  speaks:
    /^(?:PHP )?(?:Fatal|Parse|Warning|Notice|Deprecated)(?: error)?: {1,2}|\bin \/\S{1,200}\.php(?: on line |:)\d/,
  reaches: 'peer',
  handles: 'module',
  says: [
    ...says(
      'module-missing',
      'module',
      /\bClass ["'](?<module>[\w\\]{1,120})["'] not found\b|\bFailed opening required '(?<file>[^']{1,200})'/,
      /\bCould not open input file: (?<file>\S{1,160})|\bvendor\/autoload\.php\b.{0,120}(?:No such|not|Failed)|\bCall to undefined function (?<module>\w{1,60})/,
    ),
    ...says('refused', 'service', /\bSQLSTATE\[(?:HY000|08\w{3})\]/),
    ...says('version-unsupported', 'runtime', /\bYour Composer dependencies require a PHP version\b/),
  ],
};
