/** What stands between a caller and every stand-in: a place to measure, to delay, to count, and to change what is answered. */
import type { Handler, Reply } from './cloud/http';

/** The stand-in that is asked. */
export type System = 'slack' | 'iam' | 'code-engine' | 'kubernetes' | 'vpc' | 'logs' | 'registry' | 'git';

export interface Arrival {
  readonly system: System;
  readonly method: string;
  readonly path: string;
}

/** What becomes of an answer on its way: of IBM Cloud's and of registries' alone. */
export type Rewrite = (reply: Reply) => Reply;

/** Called when a request has arrived; it is answered when the promise resolves, through what it resolves to. */
// biome-ignore lint/suspicious/noConfusingVoidType: most only wait
export type Before = (arrival: Arrival) => Promise<Rewrite | void>;

/** The handler of a system, behind `before`. */
export function reached(system: System, handler: Handler, before?: Before): Handler {
  return async (request) => {
    const rewrite = await before?.({ system, method: request.method, path: request.path });
    const answer = await handler(request);
    return rewrite && typeof answer !== 'string' ? rewrite(answer) : answer;
  };
}
