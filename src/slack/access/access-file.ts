/** The access file, read again when it has changed. */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from '@slack/bolt';
import { closed, type Rules, readRules } from './policy';

/** Milliseconds between two looks at the file. */
const LOOK_EVERY = 2000;
/** Bytes; rules for thousands of projects are smaller. */
const LARGEST = 1024 * 1024;

export interface RulesInForce {
  readonly rules: Rules;
  /** Why they cannot be read; then only administrators get in. */
  readonly mistakes: readonly string[];
  /** The file, or what administrators keep in the store. */
  readonly from: 'file' | 'store';
}

export interface RulesSource {
  /** Undefined: there are no rules. Never rejects: rules that cannot be read let only administrators in. */
  rules(): Promise<RulesInForce | undefined>;
}

export const noRules: RulesSource = { rules: async () => undefined };

/** Rules from a file, read again when it changes. */
export function accessFile(
  path: string,
  logger: Pick<Logger, 'error' | 'info'>,
  now = Date.now,
): RulesSource {
  let known: RulesInForce | undefined;
  let stamp = '';
  let lookedAt = Number.NEGATIVE_INFINITY;
  const read = async (): Promise<RulesInForce> => {
    const read = await contentOf(path);
    const found = typeof read === 'string' ? readRules(read) : { mistakes: [read.trouble] };
    if ('rules' in found) {
      logger.info(`${path} is in force: ${found.rules.rules.length} rules`);
      if (found.rules.rules.length === 0) {
        logger.error(`${path} has no rule: only administrators of the workspace get in`);
      }
      return { rules: found.rules, mistakes: [], from: 'file' };
    }
    for (const mistake of found.mistakes) logger.error(`${path}: ${mistake}`);
    logger.error(`${path} cannot be read: only administrators of the workspace get in until it is corrected`);
    return { rules: closed, mistakes: found.mistakes, from: 'file' };
  };
  return {
    async rules() {
      if (now() - lookedAt >= LOOK_EVERY || !known) {
        lookedAt = now();
        const seen = stampOf(path);
        if (seen !== stamp || !known) {
          stamp = seen;
          known = await read();
        }
      }
      return known;
    },
  };
}

async function contentOf(path: string): Promise<string | { readonly trouble: string }> {
  try {
    if (statSync(path).size > LARGEST) return { trouble: 'the file is larger than 1 MiB' };
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'no file';
    return { trouble: code === 'ENOENT' ? 'the file does not exist' : `the file cannot be opened (${code})` };
  }
}

/** Changes whenever the file does. */
function stampOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.ino}:${found.mtimeMs}:${found.size}` : 'none';
}
