/** Command in, card out: the one path that every surface of Slack shares. */
import { randomBytes } from 'node:crypto';
import type { Inquiry, ProjectTrouble } from '../../diagnosis/model/diagnosis';
import { SourceError } from '../../diagnosis/model/evidence';
import { maskDeep } from '../../diagnosis/model/secrets';
import type { ProjectRef, Subject, WorkloadSubject } from '../../diagnosis/model/subject';
import type { Card } from '../cards/blocks';
import { noneCard, projectTroubleCard, severalCard } from '../cards/located';
import {
  failureCard,
  helpCard,
  mistakeCard,
  progressCard,
  projectsCard,
  sourceErrorCard,
} from '../cards/notices';
import { overviewCard } from '../cards/overview';
import { reportCard } from '../cards/report';
import { transcriptCard } from '../cards/transcript';
import type { Dependencies } from '../dependencies';
import type { Command, DiagnoseCommand, Mistake, TranscriptCommand } from '../question/command';
import type { Reply } from '../sending/reply';
import { AlertsUnavailable, type Asker, answerAlerts, isAlertCommand } from './alert-answer';

/**
 * Answers `asked` through `reply`. Never rejects: every failure ends in a card, or at least in the log.
 * @param asker who asked, and where: alerts belong to a channel
 */
export function answer(
  asked: Command | Mistake,
  reply: Reply,
  deps: Dependencies,
  asker?: Asker,
): Promise<void> {
  const command = maskDeep(asked, deps.masker);
  return deps.work.track(async () => {
    try {
      await respond(command, reply, deps, asker);
    } catch (error) {
      const card = errorCard(error, deps, command.do === 'mistake' ? undefined : command);
      await reply.answer(card).catch((second) => deps.logger.error('could not show the failure:', second));
    }
  });
}

/** The card of a failure. What is not the fault of a source is logged under the reference that the card shows. */
export function errorCard(error: unknown, deps: Dependencies, retry?: Command): Card {
  if (error instanceof AlertsUnavailable) {
    return sourceErrorCard({ reason: 'unreachable', message: error.message }, retry);
  }
  if (error instanceof SourceError) {
    const { reason, message, cure } = maskDeep(
      { reason: error.reason, message: error.message, cure: error.cure },
      deps.masker,
    );
    return sourceErrorCard({ reason, message, ...(cure === undefined ? {} : { cure }) }, retry);
  }
  const reference = randomBytes(4).toString('hex');
  deps.logger.error(`reference ${reference}:`, error);
  return failureCard(reference, retry);
}

async function respond(
  command: Command | Mistake,
  reply: Reply,
  deps: Dependencies,
  asker?: Asker,
): Promise<void> {
  if (isAlertCommand(command)) return answerAlerts(command, reply, deps, asker);
  switch (command.do) {
    case 'mistake':
      return reply.aside(mistakeCard(command));
    case 'help':
      return reply.aside(helpCard());
    case 'projects':
      return reply.aside(projectsCard(await patiently(deps.diagnosis.projects(), command, reply, deps)));
    case 'overview':
      return overview(command, reply, deps);
    case 'explain':
      return investigate({ kind: 'text', text: command.text }, command, reply, deps);
    case 'image': {
      const project = await patiently(projectOfImage(command, deps.diagnosis), command, reply, deps);
      if (project && 'found' in project) return reply.aside(projectTroubleCard(project, command));
      await reply.progress(progressCard(command));
      const { reference, secret, push } = command;
      const subject: Subject = {
        kind: 'image',
        reference,
        ...(project ? { project } : {}),
        ...(secret === undefined ? {} : { secret }),
        ...(push ? { push } : {}),
      };
      return investigate(subject, command, reply, deps);
    }
    default: {
      const inquiry = deps.diagnosis.inquire();
      const subject = await locate(command, inquiry, reply, deps);
      if (!subject) return;
      await reply.progress(progressCard(command));
      if (command.do === 'diagnose') return investigate(subject, command, reply, deps, inquiry);
      return reply.answer(transcriptCard(command.do, subject, await inquiry.transcript(subject)));
    }
  }
}

/**
 * The project whose secret proves the image, and whose hosts may be asked. It need not be known when neither a project
 * nor a secret is named.
 */
async function projectOfImage(
  command: Extract<Command, { do: 'image' }>,
  diagnosis: Dependencies['diagnosis'],
): Promise<ProjectRef | ProjectTrouble | undefined> {
  const needed = command.project !== undefined || command.secret !== undefined;
  try {
    const project = await diagnosis.project(command);
    const unknown = 'found' in project && project.found !== 'project-ambiguous';
    return unknown && !needed ? undefined : project;
  } catch (error) {
    if (!needed && error instanceof SourceError) return undefined;
    throw error;
  }
}

async function overview(
  command: Extract<Command, { do: 'overview' }>,
  reply: Reply,
  deps: Dependencies,
): Promise<void> {
  const { do: _, ...scope } = command;
  await reply.progress(progressCard(command));
  const result = await deps.diagnosis.overview(scope);
  if ('found' in result) return reply.aside(projectTroubleCard(result, command));
  return reply.answer(overviewCard(result));
}

async function investigate(
  subject: Subject,
  command: Command,
  reply: Reply,
  deps: Dependencies,
  inquiry: Inquiry = deps.diagnosis,
): Promise<void> {
  const report = await patiently(inquiry.investigate(subject), command, reply, deps);
  return reply.answer(reportCard(report));
}

/** The one resource that is meant; otherwise the asker gets the choice, and undefined is returned. */
async function locate(
  command: DiagnoseCommand | TranscriptCommand,
  inquiry: Inquiry,
  reply: Reply,
  deps: Dependencies,
): Promise<WorkloadSubject | undefined> {
  const { do: verb, ...query } = command;
  const located = await patiently(inquiry.locate(query), command, reply, deps);
  switch (located.found) {
    case 'one':
      return located.subject;
    case 'several':
      await reply.aside(severalCard(located.candidates, verb));
      return undefined;
    case 'none':
      await reply.aside(noneCard(located, verb));
      return undefined;
    default:
      await reply.aside(projectTroubleCard(located, command));
      return undefined;
  }
}

/** Waits for `work`; when it takes longer than people like to look at nothing, progress is shown meanwhile. */
async function patiently<T>(
  work: Promise<T>,
  command: Command,
  reply: Reply,
  deps: Dependencies,
): Promise<T> {
  let shown: Promise<void> | undefined;
  const timer = setTimeout(() => {
    shown = reply.progress(progressCard(command));
  }, deps.patienceMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    await shown;
  }
}
