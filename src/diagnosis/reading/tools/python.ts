/** The Python interpreter: a traceback ends in the exception. */
import { says, type Tool } from './tool';

export const python: Tool = {
  name: 'python',
  starts: /\b(?:python[\d.]{0,4}|gunicorn|uvicorn|flask|celery|django-admin|manage\.py|hypercorn|daphne) /,
  speaks:
    /^Traceback \(most recent call last\)|^\s{0,8}File "[^"]{1,200}", line \d{1,6}|^(?:[A-Za-z_]\w{0,40}\.){0,6}[A-Z]\w{1,40}(?:Error|Exception|Warning): /,
  reaches: 'peer',
  handles: 'module',
  says: [
    ...says(
      'module-missing',
      'module',
      /\bModuleNotFoundError: No module named ['"]?(?<module>[\w.]{1,120})/,
      /\bNo module named ['"]?(?<module>[\w.]{1,120})/,
    ),
    ...says(
      'value-missing',
      'setting',
      /^KeyError: ['"](?<variable>[A-Z][A-Z0-9_]{2,60})['"]$|\bdecouple\.UndefinedValueError\b|\bImproperlyConfigured\b|\bpydantic\w{0,10}\b.{0,80}\bSettings\b|\bvalidation errors? for \w{0,30}(?:Settings|Config)\b/,
    ),
    ...says(
      'refused',
      'service',
      /\bOperationalError\b.{0,200}(?:could not connect|connection|Can't connect|server|refused|timeout|translate host)|\bredis\.exceptions\.ConnectionError\b|\bServerSelectionTimeoutError\b|\bNoBrokersAvailable\b|\bcould not translate host name\b|\bMaxRetryError\b/,
    ),
    ...says(
      'bad-credentials',
      'service',
      /\bOperationalError\b.{0,200}(?:password authentication failed|Access denied for user)/,
    ),
    ...says('module-missing', 'file', /\bpython[\d.]{0,4}: can't open file '?(?<file>[^':]{1,200})/),
    ...says(
      'version-unsupported',
      'runtime',
      /\brequires Python\b.{0,60}\bor (?:higher|newer|later)\b|\bPython \d\.\d{1,2} or (?:higher|later|newer) is required\b|\bbad magic number in\b|\bunsupported operand type\(s\) for \|: 'type'/,
    ),
    ...says('permission-denied', 'directory', /\bPermissionError: \[Errno 1?3?\] ?.{0,200}/),
    ...says('port-taken', 'port', /\bOSError: \[Errno 98\]|\bConnection in use: \(/),
  ],
};
