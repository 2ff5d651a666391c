/** Keeps secrets out of everything that this room draws: texts are masked before they are cut or formatted. */
import { inspect } from 'node:util';
import type { Logger } from '@slack/bolt';
import type { Diagnosis } from '../diagnosis/diagnosis';
import type { LogExcerpt } from '../diagnosis/platform';
import type { Masker } from '../diagnosis/secrets';

/** Characters of one log that can ever be shown; what is before them need not be masked. */
const SHOWN_LOG = 300_000;
/** Longer than any secret, so that none is cut in half before it is masked. */
const MARGIN = 20_000;

/** A copy in which every string is masked. */
export function maskDeep<T>(value: T, masker: Masker): T {
  if (typeof value === 'string') return masker.mask(value) as T;
  if (Array.isArray(value)) return value.map((each) => maskDeep(each, masker)) as T;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskDeep(each, masker)])) as T;
  }
  return value;
}

/** The same logger, whose lines hold no secret. */
export function maskedLogger(logger: Logger, masker: Masker): Logger {
  const masked =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) =>
      logger[level](...parts.map((part) => masker.mask(readable(part))));
  return {
    debug: masked('debug'),
    info: masked('info'),
    warn: masked('warn'),
    error: masked('error'),
    setLevel: (level) => logger.setLevel(level),
    getLevel: () => logger.getLevel(),
    setName: (name) => logger.setName(name),
  };
}

function readable(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message;
  return typeof part === 'string' ? part : inspect(part, { depth: 4 });
}

/** The same core, whose answers hold no secret. */
export function maskedDiagnosis(diagnosis: Diagnosis, masker: Masker): Diagnosis {
  return {
    investigate: async (subject) => maskDeep(await diagnosis.investigate(subject), masker),
    locate: async (query) => maskDeep(await diagnosis.locate(query), masker),
    overview: async (query) => maskDeep(await diagnosis.overview(query), masker),
    projects: async () => maskDeep(await diagnosis.projects(), masker),
    transcript: async (subject) => {
      const transcript = await diagnosis.transcript(subject);
      return maskDeep({ ...transcript, logs: transcript.logs.map(tail) }, masker);
    },
  };
}

function tail(log: LogExcerpt): LogExcerpt {
  if (log.text.length <= SHOWN_LOG + MARGIN) return log;
  return { ...log, text: log.text.slice(-(SHOWN_LOG + MARGIN)), truncated: true };
}
