/** A log of one line an entry, on stderr, without secrets. Bolt logs through it as well. */
import { inspect } from 'node:util';
import { type Logger, LogLevel } from '@slack/bolt';
import { type Masker, maskDeep } from './diagnosis/model/secrets';
import { beginning, harmless } from './diagnosis/model/text';

const order = [LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR];
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
): Logger {
  let lowest = order.indexOf(level as LogLevel);
  let name = 'ce-image';
  const at =
    (entry: LogLevel) =>
    (...message: unknown[]) => {
      if (order.indexOf(entry) < lowest) return;
      // Before and after they are printed: a print breaks long texts into pieces.
      const text = masker.mask(message.map((part) => words(maskDeep(part, masker))).join(' '));
      const line = harmless(text).replaceAll('\n', ' ⏎ ');
      const kept = line.length > LONGEST ? `${beginning(line, LONGEST)}…` : line;
      write(`${new Date().toISOString()} ${entry.padEnd(5)} ${name}: ${kept}\n`);
    };
  return {
    debug: at(LogLevel.DEBUG),
    info: at(LogLevel.INFO),
    warn: at(LogLevel.WARN),
    error: at(LogLevel.ERROR),
    setLevel: (next) => {
      lowest = order.indexOf(next);
    },
    getLevel: () => order[lowest] ?? LogLevel.INFO,
    setName: (next) => {
      name = next;
    },
  };
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
