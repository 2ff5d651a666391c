/** The access rules that administrators keep in the database, for whoever has no file. */
import type { Logger } from '@slack/bolt';
import type { AuditQueries, StoredRules } from '../../alerts';
import type { RulesInForce, RulesSource } from './access-file';
import { closed, readRules } from './policy';

/** Milliseconds between two looks at the database. */
const LOOK_EVERY = 2000;
/** Milliseconds that a look may hold up a question, once the rules are known. */
const PATIENCE = 500;

export interface StoredRulesSource extends RulesSource {
  /** As they were written. Rejects while the database does not answer. */
  stored(): Promise<StoredRules | undefined>;
  /** Puts them in force, or takes them away. */
  save(rules: StoredRules | undefined): Promise<void>;
}

/** @param store undefined: nothing is stored, because the database keeps nothing */
export function storedRules(
  store: () => Promise<Pick<AuditQueries, 'accessRules' | 'saveAccessRules'> | undefined>,
  logger: Pick<Logger, 'error'>,
  now: () => number = Date.now,
): StoredRulesSource {
  let known: { readonly at: number; readonly rules: RulesInForce | undefined } | undefined;
  const stored = async () => (await store())?.accessRules('');
  const look = async () => {
    const found = await stored();
    const read = found && readRules(found.yaml);
    const rules =
      read &&
      ('rules' in read ? { rules: read.rules, mistakes: [] } : { rules: closed, mistakes: read.mistakes });
    known = { at: now(), rules: rules && { ...rules, from: 'store' } };
    return known.rules;
  };
  return {
    stored,
    async save(rules) {
      const queries = await store();
      if (!queries) throw new Error('the database keeps nothing');
      await queries.saveAccessRules('', rules);
      known = undefined;
    },
    async rules() {
      if (known && now() - known.at < LOOK_EVERY) return known.rules;
      const before = known;
      const looked = look().catch((error: unknown) => {
        logger.error('the access rules in the database cannot be read:', error);
        // What was in force stays so. Who does not know whether there are rules lets nobody in.
        return before ? before.rules : unreadable;
      });
      return before ? Promise.race([looked, patience(before.rules)]) : looked;
    },
  };
}

const unreadable: RulesInForce = {
  rules: closed,
  mistakes: ['the database, in which they may be, does not answer'],
  from: 'store',
};

function patience<T>(value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), PATIENCE).unref());
}

/** The first source that has rules wins: a file over what is stored. */
export function firstOf(...sources: readonly RulesSource[]): RulesSource {
  return {
    async rules() {
      for (const source of sources) {
        const found = await source.rules();
        if (found) return found;
      }
      return undefined;
    },
  };
}
