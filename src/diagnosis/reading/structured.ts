/** Structured log lines -> the words in them. */
import type { RawLine } from './lines';

/** Fields that carry a message, in the order in which people should read them. */
const wordFields = [
  'msg',
  'message',
  'event',
  'output',
  'error',
  'err',
  'errors',
  'reason',
  'detail',
  'details',
  'log',
  'text',
  'textPayload',
  'jsonPayload',
  'line',
  '_line',
  'body',
  'errorMessage',
  'error_message',
  'err_msg',
  'error.message',
  'exception',
  'exc_info',
  'stack',
  'stack_trace',
  'stacktrace',
  'stackTrace',
  'error.stack_trace',
  'cause',
] as const;

/** Fields that say how serious a record is. */
const levelFields = ['level', 'severity', 'log.level', 'lvl', 'levelname', 'loglevel', 'log_level'] as const;

/** What a line of JSON says, a line each; `undefined` when it is no JSON object. */
export function unfoldJson(raw: RawLine): readonly RawLine[] | undefined {
  const trimmed = raw.text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}') || trimmed.length < 9) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    return undefined;
  }
  const level = levelOf(parsed);
  const lines = [...wordsOf(parsed, 0)].flatMap((words) => words.split('\n')).filter((line) => line.trim());
  // A record with an empty message says nothing.
  if (lines.length === 0) return saysNothing(parsed) ? [] : undefined;
  return [...new Set(lines)].slice(0, 60).map((text) => ({ text: level + text, number: raw.number }));
}

function saysNothing(value: unknown): boolean {
  return wordFields.some((field) => {
    const words = (value as Record<string, unknown>)[field];
    return typeof words === 'string' && words.trim() === '';
  });
}

/** Keeps a low level visible to what reads the line next. */
function levelOf(value: unknown): string {
  const record = value as Readonly<Record<string, unknown>>;
  const level = levelFields.map((field) => record[field]).find((one) => one !== undefined);
  if (typeof level === 'number') return levelOfNumber(level);
  if (typeof level !== 'string') return '';
  if (/^(?:info|debug|trace)$/i.test(level)) return 'INFO[0000] ';
  return /^warn/i.test(level) ? 'WARN[0000] ' : '';
}

/** Syslog and GELF count down to 0, the worst: 4 is a warning. Bunyan and pino count up: 30 is information, 40 a warning. */
function levelOfNumber(level: number): string {
  const [warning, info] =
    level >= 0 && level < 10 ? [level === 4, level > 4] : [level > 30 && level <= 40, level <= 30];
  if (warning) return 'WARN[0000] ';
  return info ? 'INFO[0000] ' : '';
}

function* wordsOf(value: unknown, depth: number): Generator<string> {
  if (depth > 4) return;
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value.slice(0, 20)) yield* wordsOf(item, depth + 1);
  else if (value && typeof value === 'object') {
    const record = value as Record<string, unknown>;
    // The registry's error body: code and message belong together.
    if (typeof record.code === 'string' && typeof record.message === 'string') {
      yield `${record.code}: ${record.message}`;
      if (record.detail) yield* wordsOf(record.detail, depth + 1);
      return;
    }
    for (const field of wordFields) if (field in record) yield* wordsOf(record[field], depth + 1);
  }
}
