/** A log of one line an entry, on stderr, without secrets. Bolt logs through it as well. */
import { inspect } from 'node:util';
import { type Logger, LogLevel } from '@slack/bolt';
import pino from 'pino';
import { correlationId } from './correlation';
import { type Masker, maskDeep } from './diagnosis/model/secrets';
import { beginning, harmless } from './diagnosis/model/text';

/** `json` for machines, `pretty` for people. */
type LogFormat = 'json' | 'pretty';

/** Characters of one entry; a library may log whole responses. */
const LONGEST = 4000;

/**
 * Builds the logger.
 * @param write takes a finished line with its line break.
 */
export function createLogger(
  level: `${LogLevel}`,
  masker: Masker,
  write: (line: string) => void = (line) => process.stderr.write(line),
  format: LogFormat = 'json',
): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const id = correlationId();
        return id === undefined ? {} : { id };
      },
    },
    { write: format === 'pretty' ? prettily(write) : write },
  );
  let name = 'ce-image';
  const at =
    (entry: LogLevel) =>
    (...message: unknown[]) => {
      if (!log.isLevelEnabled(entry)) return;
      // Before and after they are printed: a print breaks long texts into pieces.
      const text = masker.mask(message.map((part) => words(maskDeep(part, masker))).join(' '));
      const line = harmless(text).replaceAll('\n', ' ⏎ ');
      log[entry]({ name }, line.length > LONGEST ? `${beginning(line, LONGEST)}…` : line);
    };
  return {
    debug: at(LogLevel.DEBUG),
    info: at(LogLevel.INFO),
    warn: at(LogLevel.WARN),
    error: at(LogLevel.ERROR),
    setLevel: (next) => {
      log.level = next;
    },
    getLevel: () => log.level as LogLevel,
    setName: (next) => {
      name = next;
    },
  };
}

/** Lines for people; who reads none does not load what makes them. */
function prettily(write: (line: string) => void): (line: string) => void {
  const { prettyFactory } = require('pino-pretty') as typeof import('pino-pretty');
  const print = prettyFactory({ colorize: false, singleLine: true, translateTime: 'SYS:HH:MM:ss.l' });
  return (line) => write(print(JSON.parse(line)) as string);
}

/** Errors by name and message only: their other fields hold requests, with headers and all. */
function words(part: unknown): string {
  if (typeof part === 'string') return part;
  if (part instanceof Error) {
    const cause = part.cause instanceof Error ? ` (${words(part.cause)})` : '';
    return `${part.name}: ${part.message}${cause}`;
  }
  return inspect(part, { depth: 3, breakLength: Number.POSITIVE_INFINITY });
}
