/** The modal of *Details*, where a workspace does not take folded blocks. */

import type { Report } from '../../diagnosis/model/report';
import type { Asker } from '../answer/asker';
import { lookedAt } from '../answer/diagnose';
import { imageSubject } from '../answer/image';
import { settle } from '../answer/settle';
import { sourceSubject } from '../answer/source';
import { type Card, withoutButtons } from '../cards/blocks';
import { detailsCard, detailsModal, detailsView, loadingDetails } from '../cards/details';
import { notKeptCard } from '../cards/watches';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { commandFor } from '../question/about';
import { parseCommand } from '../question/parse';
import { formatCommand } from '../question/verbs';
import { type Opening, openModal } from '../sending/modal';
import type { Reply } from '../sending/reply';
import { partsOf } from '../workspaces/place';

/** What is shown: what is found now, or what was kept of a failure. */
export type Details = { readonly command: string } | { readonly evidence: string };

/** What there is to show: what was seen, or why it is not shown. */
type Found = { readonly seen: Report } | { readonly problem: Card };

/**
 * Opens the modal and fills it. When it cannot be opened, the content comes as a message that only the asker sees. Never
 * rejects.
 */
export function openDetails(
  details: Details,
  asker: Asker,
  opening: Opening,
  deps: Dependencies,
): Promise<void> {
  return deps.work.track(async () => {
    let asked: Promise<Found> | undefined;
    const found = () => {
      asked ??= lookUp(details, asker, deps);
      return asked;
    };
    const content = async () => viewOf(await found());
    const typed = async (reply: Reply) => {
      const card = cardOf(await found());
      await deps.persistence.show(() => reply.answer(card));
    };
    await openModal(opening, { loading: loadingDetails(), content, typed }, deps);
  });
}

function viewOf(found: Found) {
  return 'seen' in found ? detailsView(found.seen) : detailsModal(withoutButtons(found.problem.blocks));
}

function cardOf(found: Found): Card {
  return 'seen' in found ? detailsCard(found.seen) : found.problem;
}

async function lookUp(details: Details, asker: Asker, deps: Dependencies): Promise<Found> {
  try {
    return 'evidence' in details
      ? await keptDetails(details.evidence, asker, deps)
      : await freshDetails(details.command, asker, deps);
  } catch (error) {
    return { problem: errorCard(error, deps) };
  }
}

async function freshDetails(line: string, asker: Asker, deps: Dependencies): Promise<Found> {
  const command = parseCommand(line);
  if (command.do === 'diagnose') {
    const settled = await settle('resource', command, asker, deps);
    if ('unsettled' in settled) return { problem: settled.unsettled };
    const { subject, inquiry } = settled;
    deps.audit.note({ ...read(asker), about: line, project: subject.project, result: 'shown' });
    return { seen: await inquiry.investigate(lookedAt(subject, command.check)) };
  }
  if (command.do === 'image' || command.do === 'source') {
    const settled = await settle('project-if-known', command, asker, deps);
    if ('unsettled' in settled) return { problem: settled.unsettled };
    const { project, inquiry } = settled;
    deps.audit.note({ ...read(asker), about: line, ...(project && { project }), result: 'shown' });
    const subject = command.do === 'image' ? imageSubject(command, project) : sourceSubject(command, project);
    return { seen: await inquiry.investigate(subject) };
  }
  return { problem: notKeptCard() };
}

/** What alerts kept. Where logs are for the asker alone, the asker is who sees them here. */
async function keptDetails(id: string, asker: Asker, deps: Dependencies): Promise<Found> {
  const [alerts, permission] = await Promise.all([deps.alerts(), deps.access.of(asker)]);
  const evidence = await alerts.evidence(id, partsOf(asker.place).workspace);
  // What is not seen is not there.
  const seen = evidence && permission.sees(evidence.subject.project) ? evidence : undefined;
  deps.audit.note({
    ...read(asker),
    about: seen ? formatCommand(commandFor(seen.subject)) : 'what was kept of a failure',
    ...(seen && { project: seen.subject.project }),
    result: seen ? 'shown' : 'not found',
  });
  return seen ? { seen: seen.report } : { problem: notKeptCard() };
}

const read = (who: Asker) => ({ who, kind: 'read', action: 'details' }) as const;
