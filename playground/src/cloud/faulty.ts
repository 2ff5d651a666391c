import { setTimeout as pause } from 'node:timers/promises';
import type { Service, World } from '../world';
import type { Answer, Handler, Reply } from './http';

/** How a service words an error of its own. */
export type ErrorForm = (status: number, code: string, message: string, path: string) => Reply;

/** Puts the world's faults in front of a service, and lets the world catch up with its clock first. */
export function faulty(world: World, service: Service, form: ErrorForm, handler: Handler): Handler {
  return async (request): Promise<Answer> => {
    world.catchUp();
    let spoil = false;
    for (const effect of world.faults.hit(service, request.path)) {
      switch (effect.kind) {
        case 'slow':
          await pause(effect.milliseconds, undefined, { ref: false });
          break;
        case 'hang':
        case 'drop':
          return effect.kind;
        case 'status': {
          const reply = form(effect.status, effect.code, effect.message, request.path);
          return effect.retryAfterSeconds === undefined
            ? reply
            : { ...reply, headers: { ...reply.headers, 'retry-after': String(effect.retryAfterSeconds) } };
        }
        case 'malformed':
          spoil = true;
          break;
      }
    }
    const answer = await handler(request);
    if (!spoil || typeof answer === 'string') return answer;
    return {
      ...answer,
      status: 200,
      body: answer.body.toString().slice(0, Math.max(1, answer.body.length >> 1)),
    };
  };
}
