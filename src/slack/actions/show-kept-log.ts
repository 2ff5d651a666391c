/** *Show log* of an incident: what was kept, also when the platform has dropped it. */
import type { Dependencies } from '../dependencies';
import { openTranscript } from '../views/transcript-modal';
import { askerOf, type Press, pressedValue, threadOf } from './pressed';

export function showKeptLog(deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    const memory = { kind: 'logs', command: '', evidence: pressedValue(body) } as const;
    await openTranscript(
      memory,
      { asker: askerOf(body, client, deps), triggerId: body.trigger_id, respond, threadTs: threadOf(body) },
      deps,
    );
  };
}
