/** *Older* and *Newer* in the modal of a log or of events. */
import { z } from 'zod';
import { outdatedView, pageNotShownCard } from '../cards/transcript';
import type { Dependencies } from '../dependencies';
import { fillModal } from '../sending/modal';
import { LiveMessage, MessageReply } from '../sending/reply';
import { readMemory } from '../views/memory';
import { fillTranscript } from '../views/transcript-modal';
import { askerOf, messageKey, type Press, pressedValue } from './pressed';

const memorySchema = z.object({
  kind: z.enum(['logs', 'events']),
  command: z.string(),
  evidence: z.string().optional(),
});

/** Fills the form of a log or of events with another page of it. */
export function turnPage(deps: Dependencies) {
  return async ({ ack, body, client }: Press) => {
    await ack();
    const { view } = body;
    if (!view) return;
    // A modal belongs to no channel.
    const reply = new MessageReply(new LiveMessage(client, deps.sender, { channel: body.user.id }));
    const memory = readMemory(memorySchema, view.private_metadata);
    if (!memory) {
      const modal = { content: async () => outdatedView(), typed: pageNotShownCard() };
      return deps.work.track(() => fillModal(view.id, modal, { client, reply }, deps));
    }
    await deps.flights.run(messageKey(body), () =>
      fillTranscript(
        view.id,
        memory,
        Number(pressedValue(body)),
        askerOf(body, client, deps),
        { client, reply },
        deps,
      ),
    );
  };
}
