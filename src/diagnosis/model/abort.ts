import { setMaxListeners } from 'node:events';

/** `answer`, or a rejection with what `late` makes as soon as `signal` aborts. */
export function beforeAbort<T>(answer: Promise<T>, signal: AbortSignal, late: () => Error): Promise<T> {
  // One investigation asks many questions under one signal.
  setMaxListeners(0, signal);
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(late());
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
