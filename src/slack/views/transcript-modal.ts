/** The modal of *Show log* and *All events*. */
import { answer } from '../answer';
import type { Asker } from '../answer/asker';
import { settle } from '../answer/settle';
import { type Card, withoutButtons } from '../cards/blocks';
import {
  loadingView,
  type ModalMemory,
  outdatedView,
  pageNotShownCard,
  problemView,
  transcriptView,
} from '../cards/transcript';
import { notKeptCard } from '../cards/watches';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { commandFor } from '../question/about';
import type { TranscriptCommand } from '../question/command';
import { parseCommand } from '../question/parse';
import { formatCommand } from '../question/verbs';
import { fillModal, type Opening, openModal } from '../sending/modal';
import type { Reply } from '../sending/reply';
import { partsOf } from '../workspaces/place';

/**
 * Opens the modal and fills it. When it cannot be opened, the content comes as a message that only the asker sees.
 * Never rejects.
 */
export function openTranscript(
  memory: ModalMemory,
  asker: Asker,
  opening: Opening,
  deps: Dependencies,
): Promise<void> {
  return deps.work.track(async () => {
    const asked = askedBy(memory);
    const content = () => contentOf(memory, 0, asker, deps);
    const typed = async (reply: Reply) => {
      if (asked) return await answer(asked, reply, asker, deps);
      const { text } = loadingView(memory).title;
      const { blocks } = await content();
      // Pages are turned in a modal alone.
      const shown = { text, blocks: withoutButtons(blocks as Card['blocks']) };
      await deps.persistence.show(() => reply.answer(shown));
    };
    await openModal(opening, { loading: loadingView(memory), content, typed }, deps);
  });
}

/** Shows page `page` in the modal `viewId`. Never rejects. */
export function fillTranscript(
  viewId: string,
  memory: ModalMemory,
  page: number,
  asker: Asker,
  from: Pick<Opening, 'client' | 'reply'>,
  deps: Dependencies,
): Promise<void> {
  const content = () => contentOf(memory, page, asker, deps);
  return deps.work.track(() => fillModal(viewId, { content, typed: pageNotShownCard() }, from, deps));
}

/** The question behind the modal; undefined when it shows what alerts kept, or its button names nothing. */
function askedBy(memory: ModalMemory): TranscriptCommand | undefined {
  const command = parseCommand(memory.command);
  return command.do === 'diagnose' ? { ...command, do: memory.kind } : undefined;
}

async function contentOf(memory: ModalMemory, page: number, asker: Asker, deps: Dependencies) {
  try {
    if (memory.evidence) return await kept(memory, memory.evidence, page, asker, deps);
    const command = askedBy(memory);
    if (!command) return outdatedView();
    const settled = await settle('resource', command, asker, deps);
    const read = { who: asker, kind: 'read', action: memory.kind, about: formatCommand(command) } as const;
    if ('unsettled' in settled) {
      deps.audit.note({ ...read, result: 'not found' });
      return problemView(memory, settled.unsettled);
    }
    const { subject, inquiry } = settled;
    deps.audit.note({ ...read, project: subject.project, result: pageWords(page) });
    const transcript = await inquiry.transcript(subject, { history: memory.kind === 'logs' });
    return transcriptView(memory, subject, transcript, page);
  } catch (error) {
    return problemView(memory, errorCard(error, deps));
  }
}

function pageWords(page: number): string {
  return page === 0 ? 'shown' : `shown, page ${page + 1}`;
}

/** What alerts kept of a failure. */
async function kept(memory: ModalMemory, id: string, page: number, asker: Asker, deps: Dependencies) {
  const [alerts, permission] = await Promise.all([deps.alerts(), deps.access.of(asker)]);
  const evidence = await alerts.evidence(id, partsOf(asker.place).workspace);
  // What is not seen is not there.
  const seen = evidence && permission.sees(evidence.subject.project) ? evidence : undefined;
  deps.audit.note({
    who: asker,
    kind: 'read',
    action: 'kept logs',
    about: seen ? formatCommand(commandFor(seen.subject)) : 'what was kept of a failure',
    ...(seen && { project: seen.subject.project }),
    result: seen ? pageWords(page) : 'not found',
  });
  if (!seen) return problemView(memory, notKeptCard());
  const logs = seen.logs.map((log) => ({ ...log, previous: false }));
  const transcript = { logs, events: seen.report.events, missing: [] };
  return transcriptView(memory, seen.subject, transcript, page);
}
