/** Proves the right to write: opens an upload and gives it up, which leaves nothing behind. */

import type { Failure } from '../diagnosis/model/ladder';
import type { Approach } from './approach';

/** Bytes of an answer that are read. */
const MOST_BYTES = 64 * 1024;
/** Milliseconds for the cancelling, which goes on when the question itself is given up. */
const CANCEL_MS = 5_000;

export interface Pushed {
  readonly failure?: Failure;
}

/**
 * Tries to write, and records the step. Undefined: the steps below were not passed. Nobody waits for the upload to be
 * given up: it holds no data, and a registry drops by itself what nobody goes on with.
 */
export async function tryPush(approach: Approach): Promise<Pushed | undefined> {
  const startedAt = approach.now();
  const { repository } = approach.image;
  const path = `/v2/${repository}/blobs/uploads/`;
  const outgoing = { method: 'POST' as const, path, body: '', maxBytes: MOST_BYTES };
  const result = await approach.ask('push', outgoing, 'pull,push', { what: 'push' });
  if (!result) return undefined;
  const ms = approach.now() - startedAt;
  if (result.failure) {
    const failure = ofWriting(result.failure, approach);
    approach.failed('push', ms, failure);
    return { failure: { ...failure, proof: approach.safe(failure.proof) } };
  }
  const { location } = result.reply.headers;
  if (location !== undefined) approach.session.cancel(repository, location, CANCEL_MS);
  approach.passed('push', ms, 'an upload could be opened, and is given up again');
  return {};
}

/** What may be read without a login is not private: it is writing that the registry refuses. */
function ofWriting(failure: Failure, { steps }: Approach): Failure {
  const readable = steps.has('manifest') && steps.firstFailed === undefined;
  return failure.cause === 'auth-missing' && readable
    ? { ...failure, cause: 'permission-denied-push' }
    : failure;
}
