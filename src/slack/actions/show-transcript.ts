/** *Show log* and *All events*. */
import type { TranscriptKind } from '../cards/transcript';
import type { Dependencies } from '../dependencies';
import { openTranscript } from '../views/transcript-modal';
import { askerOf, type Press, pressedValue, threadOf } from './pressed';

export function showTranscript(kind: TranscriptKind, deps: Dependencies) {
  return async ({ ack, body, client, respond }: Press) => {
    await ack();
    const memory = { kind, command: pressedValue(body) };
    await openTranscript(
      memory,
      { asker: askerOf(body, client, deps), triggerId: body.trigger_id, respond, threadTs: threadOf(body) },
      deps,
    );
  };
}
