/** The modal of *Show log* and *All events*: opened at once, filled when the content is there. */
import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { alertsOf } from '../answer/alert-answer';
import { answer, errorCard } from '../answer/answer';
import { noneCard, projectTroubleCard, severalCard } from '../cards/located';
import { loadingView, type ModalMemory, problemView, transcriptView } from '../cards/transcript';
import { notKeptCard } from '../cards/watches';
import type { Dependencies } from '../dependencies';
import { type DiagnoseCommand, parseCommand } from '../question/command';
import { EphemeralReply } from '../sending/reply';

/**
 * Opens the modal of a resource and fills it. Slack's trigger lives for three seconds; when the modal cannot be
 * opened, the content comes as a message that only the asker sees. Never rejects.
 */
export function openTranscript(memory: ModalMemory, from: From, deps: Dependencies): Promise<void> {
  return deps.work.track(() => open(memory, from, deps));
}

interface From {
  readonly client: WebClient;
  readonly triggerId: string;
  readonly respond: RespondFn;
}

async function open(memory: ModalMemory, from: From, deps: Dependencies): Promise<void> {
  const command = parseCommand(memory.command);
  if (command.do !== 'diagnose' && !memory.evidence)
    return deps.logger.error(`a button without a resource: ${memory.command}`);
  let viewId: string | undefined;
  try {
    const opened = await from.client.views.open({ trigger_id: from.triggerId, view: loadingView(memory) });
    viewId = opened.view?.id;
  } catch (error) {
    deps.logger.warn(`the modal could not be opened: ${String(error)}`);
  }
  if (viewId) return fillTranscript(viewId, memory, 0, from.client, deps);
  if (command.do !== 'diagnose') return;
  await answer({ ...command, do: memory.kind }, new EphemeralReply(from.respond, deps.sender, false), deps);
}

/** Shows page `page` in the modal `viewId`. Never rejects. */
export function fillTranscript(
  viewId: string,
  memory: ModalMemory,
  page: number,
  client: WebClient,
  deps: Dependencies,
): Promise<void> {
  return deps.work.track(async () => {
    const view = await content(memory, page, deps);
    try {
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      // The person may have closed it while it was being filled.
      deps.logger.info(`the modal could not be filled: ${String(error)}`);
    }
  });
}

async function content(memory: ModalMemory, page: number, deps: Dependencies) {
  if (memory.evidence) return kept(memory, memory.evidence, page, deps);
  const command = parseCommand(memory.command) as DiagnoseCommand;
  try {
    const { do: _, ...query } = command;
    const inquiry = deps.diagnosis.inquire();
    const located = await inquiry.locate(query);
    switch (located.found) {
      case 'one':
        return transcriptView(memory, located.subject, await inquiry.transcript(located.subject), page);
      case 'several':
        return problemView(memory, severalCard(located.candidates, memory.kind));
      case 'none':
        return problemView(memory, noneCard(located, memory.kind));
      default:
        return problemView(memory, projectTroubleCard(located, command));
    }
  } catch (error) {
    return problemView(memory, errorCard(error, deps));
  }
}

/** What alerts kept of a failure. */
async function kept(memory: ModalMemory, id: string, page: number, deps: Dependencies) {
  try {
    const evidence = await (await alertsOf(deps)).evidence(id);
    if (!evidence) return problemView(memory, notKeptCard());
    const logs = evidence.logs.map((log) => ({ ...log, previous: false }));
    const transcript = { logs, events: evidence.report.events, missing: [] };
    return transcriptView(memory, evidence.subject, transcript, page);
  } catch (error) {
    return problemView(memory, errorCard(error, deps));
  }
}
