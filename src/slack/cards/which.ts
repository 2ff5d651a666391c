/** "Which one?": what fails now, to choose from. */
import type { Overview } from '../../diagnosis/model/diagnosis';
import { kindNames, type WorkloadKind } from '../../diagnosis/model/subject';
import { commandFor, scopeIn } from '../question/about';
import type { Command } from '../question/command';
import { formatCommand } from '../question/verbs';
import type { Card } from './blocks';
import { context, section } from './blocks';
import { buttons, type Choice, choice } from './choice';
import { code, count, escapeMrkdwn, line } from './text';
import { capitalised, named } from './wording';

/** @param kind only these are meant */
export function whichCard({ project, failing, missing = [] }: Overview, kind?: WorkloadKind): Card {
  const meant = failing.filter(
    ({ subject }) => !kind || subject.kind === kind || runsOf[kind] === subject.kind,
  );
  const offered = meant.length > 0 ? meant : failing;
  const what = kind ? kindNames[kind] : 'thing';
  const where = `project ${code(project.name, 80)}`;
  const example = `\`${kind ?? 'app'} NAME\``;
  const unread = missing.map(({ source }) => source.toLowerCase());
  const notes = [
    ...(unread.length > 0
      ? [context(escapeMrkdwn(`Could not be read: ${line(unread.join(', '), 200)}`))]
      : []),
    context(`Or say its name, for example ${example}, or paste the error itself.`),
  ];
  if (offered.length === 0) {
    const all: Choice = {
      label: `Overview of ${project.name}`,
      value: formatCommand({ do: 'overview', ...scopeIn(project) }),
    };
    return {
      text: escapeMrkdwn(`Which ${what}? Nothing fails in project ${line(project.name, 80)} at the moment.`),
      blocks: [
        section(`*Which ${what} do you mean?*\nNothing fails in ${where} at the moment.`),
        ...buttons([all, { label: 'Other projects', value: 'projects' }]),
        ...notes,
      ],
    };
  }
  const lead =
    meant.length > 0
      ? `${count(meant.length, kind ? kindNames[kind] : 'resource')} in ${where} ${meant.length === 1 ? 'does' : 'do'} not work now:`
      : `No ${what} fails in ${where} now, but this does:`;
  const choices = offered.map(
    ({ subject, hint, platformState }): Choice => ({
      label: capitalised(named(subject.kind, subject.name)),
      value: formatCommand(commandFor(subject)),
      note: hint ?? platformState,
    }),
  );
  return {
    text: escapeMrkdwn(
      `Which ${what} do you mean? ${count(offered.length, 'resource')} of project ${line(project.name, 80)} may be it.`,
    ),
    blocks: choice([section(`*Which ${what} do you mean?*\n${lead}`)], 'Choose one', choices, notes),
  };
}

/** Who speaks of a build or a job may mean its run. */
const runsOf: Partial<Record<WorkloadKind, WorkloadKind>> = { build: 'buildrun', job: 'jobrun' };

/** Several were named at once: too many for a card each. */
export function severalNamedCard(commands: readonly Command[]): Card {
  const title = `That is ${commands.length} at once. Which one first?`;
  const choices = commands.map((command): Choice => {
    const value = formatCommand(command);
    return { label: 'name' in command && command.name ? String(command.name) : value, value, note: value };
  });
  return { text: title, blocks: choice([section(`*${title}*`)], 'Choose one', choices) };
}
