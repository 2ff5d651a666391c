/** The end of a log, or events. */
import { type TranscriptKind, transcriptCard } from '../cards/transcript';
import type { TranscriptCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const logs = transcript('logs');
export const events = transcript('events');

function transcript(kind: TranscriptKind): Answerer<TranscriptCommand, 'resource'> {
  return {
    needs: 'resource',
    slow: true,
    answer: async (_command, { subject, inquiry }) =>
      toAll(transcriptCard(kind, subject, await inquiry.transcript(subject))),
  };
}
