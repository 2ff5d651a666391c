/** Cards for a question that has no single answer yet: several matches, none, or a project to be named. */
import type { KnownBlock } from '@slack/types';
import type { Candidate, Located, ProjectTrouble } from '../../diagnosis/model/diagnosis';
import { kindNames, type ProjectRef } from '../../diagnosis/model/subject';
import { commandFor, scopeIn } from '../question/about';
import type { Command, ImageCommand } from '../question/command';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { actions, button, type Card, context, header, limits, menu, present, section } from './blocks';
import { fitParts } from './budget';
import { clip, code, count, escapeMrkdwn, line } from './text';
import { capitalised, named } from './wording';

type None = Extract<Located, { found: 'none' }>;
/** What can be done with a resource once it is found. */
type Verb = 'diagnose' | 'logs' | 'events';

/** Several resources have the name: a menu. */
export function severalCard(candidates: readonly Candidate[], verb: Verb = 'diagnose'): Card {
  const title = `${count(candidates.length, 'resource')} match. Which one?`;
  return {
    text: title,
    blocks: choice(
      [section(`*${title}*`)],
      'Choose one',
      candidates.map((each) => candidateChoice(each, verb)),
    ),
  };
}

/** Nothing has the name: the nearest names, and why a run may be gone. */
export function noneCard(none: None, verb: Verb = 'diagnose'): Card {
  const what = none.query.kind
    ? kindNames[none.query.kind]
    : 'build, build run, app, job, job run or function';
  const title = `❔ Nothing found with the name ${line(none.query.name, 80)}`;
  const where = `project ${code(none.project.name, 80)} (${code(none.project.region, 20)})`;
  const near = none.nearest.slice(0, 5).map((each) => candidateChoice(each, verb));
  const blocks: KnownBlock[] = [
    header(title),
    section(`There is no ${what} ${code(none.query.name, 120)} in ${where}.`),
    ...(none.retention ? [section(escapeMrkdwn(clip(none.retention, 600)))] : []),
    ...(near.length > 0 ? [section('Did you mean one of these?'), ...buttons(near)] : []),
    context('Is it in another project? Add `--project NAME`; `projects` lists them.'),
  ];
  return {
    text: escapeMrkdwn(`${title} in project ${line(none.project.name, 80)}`),
    blocks: fitParts([{ importance: 1, versions: [blocks] }]),
  };
}

/** It cannot be told which project is meant. `command` is asked again once a project is chosen. */
export function projectTroubleCard(trouble: ProjectTrouble, command: Command): Card {
  const projects = trouble.found === 'project-unknown' ? trouble.nearest : trouble.projects;
  const failed = trouble.found === 'project-ambiguous' ? [] : trouble.failedRegions;
  const title = troubleTitle(trouble);
  const lead: KnownBlock[] = [header(title), section(troubleText(trouble))];
  const choices = projects.flatMap((project) => {
    const value = commandIn(command, project);
    return value === undefined
      ? []
      : [{ label: `${project.name} (${project.region})`, value, note: project.status }];
  });
  const tail =
    failed.length > 0 ? [context(`No answer from ${failed.map((each) => code(each, 20)).join(' ')}`)] : [];
  return { text: escapeMrkdwn(title), blocks: choice(lead, 'Choose a project', choices, tail) };
}

/** The channel watches several projects, and `command` names none of them, or two of one name. */
export function whichWatchCard(projects: readonly ProjectRef[], command: Command): Card {
  const title = `❔ This channel watches ${count(projects.length, 'project')}. Which one?`;
  const choices = projects.flatMap((project) => {
    const value = commandIn(command, project);
    return value === undefined ? [] : [{ label: `${project.name} (${project.region})`, value }];
  });
  return { text: title, blocks: choice([header(title)], 'Choose a project', choices) };
}

/** The project has several registry secrets for the image's host, and none is named. */
export function whichLoginCard(
  secrets: readonly string[],
  command: ImageCommand,
  project: ProjectRef | undefined,
): Card {
  const title = `❔ With which login? The project has ${count(secrets.length, 'secret')} for this registry`;
  const within = project ? scopeIn(project) : {};
  const asked = (more: Partial<ImageCommand>) => formatCommand({ ...command, ...within, ...more });
  const choices = [
    ...secrets.map((secret) => ({ label: secret, value: asked({ secret }) })),
    { label: 'Without a login', value: asked({ anonymous: true }) },
  ];
  const lead = [header(title), section(`The image is ${code(command.reference, 200)}.`)];
  const blocks =
    choices.length <= MOST_BUTTONS
      ? [...lead, ...buttons(choices)]
      : choice(lead, 'Choose a secret', choices);
  return { text: escapeMrkdwn(title), blocks };
}

function troubleTitle(trouble: ProjectTrouble): string {
  switch (trouble.found) {
    case 'project-unknown':
      return `❔ No project ${line(trouble.asked, 80)}`;
    case 'project-ambiguous':
      return `❔ ${count(trouble.projects.length, 'project')} are called ${line(trouble.asked, 80)}`;
    default:
      return '❔ Which project?';
  }
}

function troubleText(trouble: ProjectTrouble): string {
  switch (trouble.found) {
    case 'project-unknown': {
      const where = trouble.region ? ` in ${code(trouble.region, 20)}` : '';
      const near = trouble.nearest.length > 0 ? ' The nearest:' : ' See all with `projects`.';
      return `There is no project ${code(trouble.asked, 120)}${where} that this bot may read.${near}`;
    }
    case 'project-ambiguous':
      return 'Choose one, or add `--region` to the command.';
    default:
      return trouble.projects.length > 0
        ? 'No default project is set. Choose one, or add `--project` to the command.'
        : 'This bot sees no Code Engine project. Its service ID needs at least the Reader role on one.';
  }
}

/** The command, asked of `project`; undefined when it does not fit in a button. */
function commandIn(command: Command, project: ProjectRef): string | undefined {
  if (!takesProject(command)) return undefined;
  const { region: _, ...rest } = command;
  const value = formatCommand({ ...rest, ...scopeIn(project) });
  return value.length <= limits.buttonValue ? value : undefined;
}

type Projectless = Extract<
  Command,
  { do: 'explain' | 'projects' | 'help' | 'watches' | 'unmute' | 'history' }
>;

function takesProject(command: Command): command is Exclude<Command, Projectless> {
  return !['explain', 'projects', 'help', 'watches', 'unmute', 'history'].includes(command.do);
}

interface Choice {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

function candidateChoice({ subject, status }: Candidate, verb: Verb): Choice {
  return {
    label: capitalised(named(subject.kind, subject.name)),
    value: formatCommand({ ...commandFor(subject), do: verb }),
    note: [status, subject.project.name].filter(Boolean).join(', '),
  };
}

/** A menu where all values fit one; buttons for what is left when none does. */
function choice(
  lead: KnownBlock[],
  placeholder: string,
  choices: readonly Choice[],
  tail: KnownBlock[] = [],
): KnownBlock[] {
  const version = (most: number): KnownBlock[] => {
    const select = menu(actionIds.choose, placeholder, choices.slice(0, most));
    const more = choices.length - Math.min(most, choices.length);
    return [
      ...lead,
      ...(select ? [actions([select])] : buttons(choices.slice(0, 5))),
      ...(more > 0 ? [context(`… ${more} more: name the one you mean`)] : []),
      ...tail,
    ];
  };
  return fitParts([{ importance: 1, versions: [version(limits.options), version(40), version(15)] }]);
}

/** Choices up to this many are buttons, more a menu. */
const MOST_BUTTONS = 5;

/** Longest command line in a row of buttons: five of them must leave room for the text. */
const ROW_VALUE = 400;

function buttons(choices: readonly Choice[]): KnownBlock[] {
  const elements = choices
    .filter(({ value }) => value.length <= ROW_VALUE)
    .flatMap(({ label, value }, at) => present(button(label, `${actionIds.runCommand}:${at}`, { value })));
  return elements.length > 0 ? [actions(elements)] : [];
}
