/** The modal of *Details*, where a workspace does not take folded blocks. */
import type { Asker } from '../answer/asker';
import { lookedAt } from '../answer/diagnose';
import { imageSubject } from '../answer/image';
import { settle } from '../answer/settle';
import { sourceSubject } from '../answer/source';
import { type Card, withoutButtons } from '../cards/blocks';
import { detailsModal, detailsView, loadingDetails } from '../cards/details';
import { notKeptCard } from '../cards/watches';
import type { Dependencies } from '../dependencies';
import { errorCard } from '../failure';
import { commandFor } from '../question/about';
import { parseCommand } from '../question/parse';
import { formatCommand } from '../question/verbs';
import { openModal } from '../sending/modal';
import { partsOf } from '../workspaces/place';

/** What is shown: what is found now, or what was kept of a failure. */
export type Details = { readonly command: string } | { readonly evidence: string };

/** Opens the modal and fills it. Never rejects. */
export function openDetails(
  details: Details,
  { asker, triggerId }: { readonly asker: Asker; readonly triggerId: string },
  deps: Dependencies,
): Promise<void> {
  return deps.work.track(async () => {
    const content = async () => {
      try {
        return 'evidence' in details
          ? await keptDetails(details.evidence, asker, deps)
          : await freshDetails(details.command, asker, deps);
      } catch (error) {
        return problem(errorCard(error, deps));
      }
    };
    await openModal({ client: asker.client, triggerId }, { loading: loadingDetails(), content }, deps);
  });
}

function problem({ blocks }: Card) {
  return detailsModal(withoutButtons(blocks));
}

async function freshDetails(line: string, asker: Asker, deps: Dependencies) {
  const command = parseCommand(line);
  if (command.do === 'diagnose') {
    const settled = await settle('resource', command, asker, deps);
    if ('unsettled' in settled) return problem(settled.unsettled);
    const { subject, inquiry } = settled;
    deps.audit.note({ ...read(asker), about: line, project: subject.project, result: 'shown' });
    return detailsView(await inquiry.investigate(lookedAt(subject, command.check)));
  }
  if (command.do === 'image' || command.do === 'source') {
    const settled = await settle('project-if-known', command, asker, deps);
    if ('unsettled' in settled) return problem(settled.unsettled);
    const { project, inquiry } = settled;
    deps.audit.note({ ...read(asker), about: line, ...(project && { project }), result: 'shown' });
    const subject = command.do === 'image' ? imageSubject(command, project) : sourceSubject(command, project);
    return detailsView(await inquiry.investigate(subject));
  }
  return problem(notKeptCard());
}

/** What alerts kept. Where logs are for the asker alone, the asker is who sees them here. */
async function keptDetails(id: string, asker: Asker, deps: Dependencies) {
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
  return seen ? detailsView(seen.report) : problem(notKeptCard());
}

const read = (who: Asker) => ({ who, kind: 'read', action: 'details' }) as const;
