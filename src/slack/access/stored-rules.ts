/** The access rules that administrators keep in the database, for whoever has no file. */
import type { Logger } from '@slack/bolt';
import type { AuditQueries, StoredRules } from '../../alerts';
import type { RulesInForce, RulesSource } from './access-file';
import { closed, readRules } from './policy';

/** Milliseconds between two looks at the database. */
const LOOK_EVERY = 2000;
/** Milliseconds after which a look that has brought nothing is left alone, and another one begins. */
const GIVEN_UP_AFTER = 10_000;
/** Milliseconds that a look may hold up a question, once the rules are known. */
const PATIENCE = 500;

export interface StoredRulesSource extends RulesSource {
  /** As they were written. Rejects while the database does not answer. */
  stored(): Promise<StoredRules | undefined>;
  /** Puts them in force, or takes them away. */
  save(rules: StoredRules | undefined): Promise<void>;
}

/**
 * @param store undefined: nothing is stored, because the database keeps nothing
 * @param workspace whose rules they are; empty where there is one
 */
export function storedRules(
  store: () => Promise<Pick<AuditQueries, 'accessRules' | 'saveAccessRules'> | undefined>,
  logger: Pick<Logger, 'error'>,
  now: () => number = Date.now,
  workspace = '',
): StoredRulesSource {
  let known: { readonly at: number; readonly rules: RulesInForce | undefined } | undefined;
  let failedAt: number | undefined;
  let looking: { readonly since: number; readonly rules: Promise<RulesInForce | undefined> } | undefined;
  const stored = async () => (await store())?.accessRules(workspace);
  const look = async () => {
    const found = await stored();
    const read = found && readRules(found.yaml);
    const rules =
      read &&
      ('rules' in read ? { rules: read.rules, mistakes: [] } : { rules: closed, mistakes: read.mistakes });
    known = { at: now(), rules: rules && { ...rules, from: 'store' } };
    failedAt = undefined;
    return known.rules;
  };
  // What was in force stays so. Who does not know whether there are rules lets nobody in.
  const last = () => (known ? known.rules : unreadable);
  return {
    stored,
    async save(rules) {
      const queries = await store();
      if (!queries) throw new Error('the database keeps nothing');
      await queries.saveAccessRules(workspace, rules);
      known = undefined;
      failedAt = undefined;
      looking = undefined;
    },
    async rules() {
      // A database that fails is asked no more often than one that answers.
      const lookedAt = Math.max(known?.at ?? -Infinity, failedAt ?? -Infinity);
      if (now() - lookedAt < LOOK_EVERY) return last();
      if (!looking || now() - looking.since >= GIVEN_UP_AFTER) {
        const rules = look()
          .catch((error: unknown) => {
            logger.error('the access rules in the database cannot be read:', error);
            failedAt = now();
            return last();
          })
          .finally(() => {
            if (looking?.rules === rules) looking = undefined;
          });
        looking = { since: now(), rules };
      }
      return known ? Promise.race([looking.rules, patience(known.rules)]) : looking.rules;
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
