/** "Which one?": what fails now, to choose from. */

import type { Overview } from '../../diagnosis/model/diagnosis';
import { kindNames, type WorkloadKind } from '../../diagnosis/model/subject';
import { capitalised } from '../../diagnosis/model/text';
import { commandFor, scopeIn } from '../question/about';
import type { Command } from '../question/command';
import { runKinds } from '../question/kinds';
import { termsIn } from '../question/terms';
import { formatCommand } from '../question/verbs';
import type { Card } from './blocks';
import { context, header, section } from './blocks';
import { buttons, buttonsOrMenu, type Choice, choice, MOST_BUTTONS } from './choice';
import { meaningsOf } from './terms';
import { code, escapeMrkdwn, line } from './text';
import { named } from './wording';

/**
 * @param asked `kind`: only these are meant; `name`: what was probably meant as a name, and is none; `symptom`: words of a
 *   failure that do not tell its cause
 */
export function whichCard(
  { project, failing, missing = [] }: Overview,
  {
    kind,
    name,
    symptom,
  }: { readonly kind?: WorkloadKind; readonly name?: string; readonly symptom?: string },
): Card {
  const meant = failing.filter(
    ({ subject }) => !kind || subject.kind === kind || runKinds[kind] === subject.kind,
  );
  const offered = meant.length > 0 ? meant : failing;
  const what = kind ? kindNames[kind] : 'one';
  const where = `project ${code(project.name, 80)}`;
  const title =
    symptom !== undefined
      ? `“${line(symptom, 60)}” alone does not say why. Which one is it?`
      : name === undefined
        ? `Which ${what} do you mean?`
        : `I find nothing called ${line(name, 80)}. Which one is it?`;
  const terms = symptom === undefined ? [] : termsIn(symptom);
  const told = terms.length > 0 ? [section(meaningsOf(terms))] : [];
  const unread = missing.map(({ source }) => source.toLowerCase());
  const notes = [
    ...(unread.length > 0
      ? [context(`Could not be read: ${escapeMrkdwn(line(unread.join(', '), 200))}`)]
      : []),
    context(`Or say its name, for example \`${kind ?? 'app'} NAME\`, or paste the error itself.`),
  ];
  const all: Choice = {
    label: `Overview of ${project.name}`,
    value: formatCommand({ do: 'overview', ...scopeIn(project) }),
  };
  if (offered.length === 0) {
    return {
      text: escapeMrkdwn(`${title} Nothing fails in project ${line(project.name, 80)} now.`),
      blocks: [
        header(title),
        ...told,
        section(`Nothing fails in ${where} now.`),
        ...buttons([all, { label: 'Other projects', value: 'projects' }]),
        ...notes,
      ],
    };
  }
  const lead =
    meant.length > 0
      ? `This does not work now in ${where}:`
      : `No ${what} fails now in ${where}, but this does:`;
  const choices = offered.map(
    ({ subject, hint, platformState }): Choice => ({
      label: capitalised(named(subject.kind, subject.name)),
      value: formatCommand(commandFor(subject)),
      note: hint ?? platformState,
    }),
  );
  const names = choices.slice(0, MOST_BUTTONS).map(({ label }) => label);
  const head = [header(title), ...told, section(lead)];
  return {
    text: escapeMrkdwn(line(`${title} ${names.join(', ')}`, 400)),
    blocks: buttonsOrMenu(head, 'Choose one', choices, notes),
  };
}

/** Several were named at once: too many for a card each. */
export function severalNamedCard(commands: readonly Command[]): Card {
  const title = `That is ${commands.length} at once. Which one first?`;
  const choices = commands.map((command): Choice => {
    const value = formatCommand(command);
    return { label: 'name' in command && command.name ? String(command.name) : value, value, note: value };
  });
  return { text: title, blocks: choice([section(`*${title}*`)], 'Choose one', choices) };
}
