/** Errors of the database as the rest of the house may see them: without statements, values or addresses. */
import { types } from 'node:util';
import { wellFormedDeep } from '../diagnosis/model/text';
import { StoreError } from './port';

const { isNativeError } = types;

const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);
const FOLDER = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST']);

/** Explains an error. Postgres' codes: PostgreSQL documentation, appendix A. */
export function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const root = rootOf(error);
  return new StoreError(explanation(codeOf(root), root.message), { cause: root });
}

/** Whether a server did not answer at all, or went away. */
export function isUnanswered(error: unknown): boolean {
  const root = rootOf(error);
  return endsConnection(codeOf(root), root.message);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function endsConnection(code: string, message: string): boolean {
  return (
    CONNECTION.has(code) ||
    /terminated|timeout|closed|ended|connection error/i.test(message) ||
    /^(?:08|57P)/.test(code)
  );
}

function explanation(code: string, message: string): string {
  if (endsConnection(code, message)) {
    return 'The database does not answer; alerts wait until it does. Check that it runs and that DATABASE_URL is right.';
  }
  if (/^28/.test(code))
    return 'The database refuses the login of DATABASE_URL. Check user and password in it.';
  if (code === 'ERR_INVALID_URL')
    return 'DATABASE_URL is no URL. Write it as postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters percent-encoded.';
  if (/CERT|^UNABLE_TO_/.test(code)) {
    return `The database's certificate is not trusted (${code}). Name its authority with sslrootcert=FILE in DATABASE_URL.`;
  }
  if (FOLDER.has(code))
    return `The data folder cannot be written (${code}). Give this user the right to it, free some room, or choose another DATA_DIR.`;
  if (code === '3D000')
    return 'The database that DATABASE_URL names does not exist. Create it, or correct the name.';
  if (code === '42501') {
    return 'The user of DATABASE_URL is not allowed to create or use the tables. Give it the right to create in the schema.';
  }
  if (/^53/.test(code))
    return 'The database has no room or no free connection. Free some, or raise its limits.';
  if (code) return `The database refused a statement (${code}).`;
  // The embedded database's own words are for nobody but the log.
  return 'The database failed. Whoever runs ce-image finds the reason in its log.';
}

/** The query layer wraps errors and quotes the statement with its values, which may be anybody's log. */
function rootOf(error: unknown): Error {
  let root = isNativeError(error) ? error : new Error(String(error));
  while (isNativeError(root.cause)) root = root.cause;
  // Node tries every address of a name, and tells of all.
  const [first] = 'errors' in root && Array.isArray(root.errors) ? root.errors : [];
  return isNativeError(first) ? first : root;
}

type Methods = Record<string, (...given: never[]) => Promise<unknown>>;

/** The same methods, given well-formed text only and rejecting with StoreError only. */
export function safely<T extends object>(methods: T): T {
  const wrapped = Object.entries(methods as unknown as Methods).map(([name, method]) => [
    name,
    async (...given: never[]) => {
      try {
        // Here everything enters the database: what it would refuse must not hold up what stands beside it.
        return await method(...wellFormedDeep(given));
      } catch (error) {
        throw storeError(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
