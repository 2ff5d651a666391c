/** *Show log* and *All events*. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { TranscriptKind } from '../cards/transcript';
import type { Dependencies } from '../dependencies';
import { openTranscript } from '../views/transcript-modal';
import { pressedValue } from './pressed';

export function showTranscript(kind: TranscriptKind, deps: Dependencies) {
  return async ({
    ack,
    body,
    client,
    respond,
  }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const memory = { kind, command: pressedValue(body) };
    await openTranscript(memory, { client, triggerId: body.trigger_id, respond }, deps);
  };
}
