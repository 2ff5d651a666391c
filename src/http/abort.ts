import { setMaxListeners } from 'node:events';
import { SourceError } from '../diagnosis/model/evidence';

/** The error of a question whose time ran out before `who` answered. */
export function tooLate(who: string): SourceError {
  return new SourceError(
    'timeout',
    `${who} did not answer in time`,
    'Try again; if it stays, look at https://cloud.ibm.com/status.',
  );
}

/** `answer`, or a rejection with SourceError `timeout` as soon as `signal` aborts. */
export function beforeAbort<T>(answer: Promise<T>, signal: AbortSignal, who: string): Promise<T> {
  // One investigation asks many questions under one signal.
  setMaxListeners(0, signal);
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(tooLate(who));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
