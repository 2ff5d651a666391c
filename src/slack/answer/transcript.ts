/** The end of a log, or events. */
import { type TranscriptKind, transcriptCard } from '../cards/transcript';
import type { TranscriptCommand } from '../question/command';
import { type Answerer, aside, toAll } from './answerer';

export const logs = transcript('logs');
export const events = transcript('events');

function transcript(kind: TranscriptKind): Answerer<TranscriptCommand, 'resource'> {
  return {
    needs: 'resource',
    slow: true,
    async answer(_command, { subject, inquiry, permission }) {
      const card = transcriptCard(
        kind,
        subject,
        await inquiry.transcript(subject, { history: kind === 'logs' }),
      );
      return kind === 'logs' && permission.logs(subject.project) === 'asker' ? aside(card) : toAll(card);
    },
  };
}
