/** Cards for a question that has no single answer yet: several matches, none, or a project to be named. */

import type { KnownBlock } from '@slack/types';
import type { Located, Match, Names, ProjectTrouble } from '../../diagnosis/model/diagnosis';
import type { Project } from '../../diagnosis/model/platform';
import { kindNames, type ProjectRef, type WorkloadSubject } from '../../diagnosis/model/subject';
import { capitalised } from '../../diagnosis/model/text';
import { commandFor, scopeIn } from '../question/about';
import type { Command, ImageCommand, MuteCommand } from '../question/command';
import { formatCommand } from '../question/verbs';
import { type Card, context, header, limits, section } from './blocks';
import { fitParts } from './budget';
import { buttons, buttonsOrMenu, type Choice, choice } from './choice';
import { clip, code, count, escapeMrkdwn, line } from './text';
import { named } from './wording';

type None = Extract<Located, { found: 'none' }>;
/** What can be done with a resource once it is found. */
export type Verb = 'diagnose' | 'logs' | 'events' | Pick<MuteCommand, 'do' | 'length'>;

function askedOf(subject: WorkloadSubject, verb: Verb): Command {
  return { ...commandFor(subject), ...(typeof verb === 'string' ? { do: verb } : verb) };
}

/** Several resources have the name: a menu. */
export function severalCard(candidates: readonly Match[], verb: Verb = 'diagnose'): Card {
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

/** It is not in the usual project, but in several others. */
export function elsewhereCard(
  name: string,
  found: readonly WorkloadSubject[],
  usual: ProjectRef,
  verb: Verb = 'diagnose',
): Card {
  const title = `❓ ${line(name, 80)} is not in project ${line(usual.name, 80)}, but in ${found.length === 1 ? 'another' : 'others'}. Which one?`;
  const choices = found.map(
    (subject): Choice => ({
      label: `${capitalised(kindNames[subject.kind])} in ${subject.project.name}`,
      value: formatCommand(askedOf(subject, verb)),
      note: subject.project.region,
    }),
  );
  return {
    text: escapeMrkdwn(title),
    blocks: buttonsOrMenu([header(title)], 'Choose one', choices),
  };
}

/** Said above the answer about something that was found in another project than the usual one. */
export function foundElsewhere({ name, project }: WorkloadSubject, usual: ProjectRef): KnownBlock {
  return context(
    `${code(name, 80)} is not in project ${code(usual.name, 80)}. This is the one in ${code(project.name, 80)} (${code(project.region, 20)}).`,
  );
}

/** Said above the answer about something whose name was typed in another way. */
export function foundByLikeName({ kind, name }: WorkloadSubject, typed: string): KnownBlock {
  return context(`Nothing is called ${code(typed, 80)}. This is ${kindNames[kind]} ${code(name, 80)}.`);
}

/**
 * Nothing has the name: the nearest names, and why a run may be gone.
 * @param others the projects that were looked through as well; absent: one project alone was meant
 */
export function noneCard(
  none: None,
  verb: Verb = 'diagnose',
  others?: Pick<Names, 'projects' | 'unread'>,
): Card {
  const what = none.query.kind
    ? kindNames[none.query.kind]
    : 'build, build run, app, job, job run, function or fleet';
  const title = `❓ Nothing found with the name ${line(none.query.name, 80)}`;
  const where = `project ${code(none.project.name, 80)} (${code(none.project.region, 20)})`;
  const near = none.nearest.slice(0, 5).map((each) => candidateChoice(each, verb));
  const blocks: KnownBlock[] = [
    header(title),
    section(`There is no ${what} ${code(none.query.name, 120)} in ${where}.`),
    ...(none.retention ? [section(escapeMrkdwn(clip(none.retention, 600)))] : []),
    ...(near.length > 0 ? [section('Did you mean one of these?'), ...buttons(near)] : []),
    context(lookedThrough(others)),
  ];
  return {
    text: escapeMrkdwn(`${title} in project ${line(none.project.name, 80)}`),
    blocks: fitParts([{ importance: 1, versions: [blocks] }]),
  };
}

/** Where else the name was looked for, and how the rest is asked. */
function lookedThrough(others: Pick<Names, 'projects' | 'unread'> | undefined): string {
  const add = 'Add `--project NAME`; `projects` lists them.';
  if (!others || others.projects.length < 2) return `Is it in another project? ${add}`;
  const { projects, unread } = others;
  if (unread.length === 0) return 'No other project that you see here has it.';
  const [first] = unread;
  const which =
    unread.length === 1 && first ? code(first.name, 80) : `${unread.length} of ${projects.length} projects`;
  return `Not looked for in ${which}. ${add}`;
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
      : [{ label: `${project.name} (${placeOf(project)})`, value, note: project.status }];
  });
  const tail =
    failed.length > 0 ? [context(`No answer from ${failed.map((each) => code(each, 48)).join(' ')}`)] : [];
  return { text: escapeMrkdwn(title), blocks: choice(lead, 'Choose a project', choices, tail) };
}

/** The channel watches several projects, and `command` names none of them, or two of one name. */
export function whichWatchCard(projects: readonly ProjectRef[], command: Command): Card {
  const title = `❓ This channel watches ${count(projects.length, 'project')}. Which one?`;
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
  const title = `❓ With which login? The project has ${count(secrets.length, 'secret')} for this registry`;
  const within = project ? scopeIn(project) : {};
  const asked = (more: Partial<ImageCommand>) => formatCommand({ ...command, ...within, ...more });
  const choices = [
    ...secrets.map((secret) => ({ label: secret, value: asked({ secret }) })),
    { label: 'Without a login', value: asked({ anonymous: true }) },
  ];
  const lead = [header(title), section(`The image is ${code(command.reference, 200)}.`)];
  return { text: escapeMrkdwn(title), blocks: buttonsOrMenu(lead, 'Choose a secret', choices) };
}

/** Where a project is, as a menu says it. */
function placeOf({ region, account }: Pick<Project, 'region' | 'account'>): string {
  return account === undefined ? region : `${account}, ${region}`;
}

function troubleTitle(trouble: ProjectTrouble): string {
  switch (trouble.found) {
    case 'project-unknown':
      return `❓ No project ${line(trouble.asked, 80)}`;
    case 'project-ambiguous':
      return `❓ ${count(trouble.projects.length, 'project')} are called ${line(trouble.asked, 80)}`;
    default:
      return '❓ Which project?';
  }
}

/** ` in us-south in account production`; nothing where everywhere was looked. */
function whereOf({ region, account }: { readonly region?: string; readonly account?: string }): string {
  return (region ? ` in ${code(region, 20)}` : '') + (account ? ` in account ${code(account, 40)}` : '');
}

function troubleText(trouble: ProjectTrouble): string {
  switch (trouble.found) {
    case 'project-unknown': {
      const where = whereOf(trouble);
      const near = trouble.nearest.length > 0 ? ' The nearest:' : ' See all with `projects`.';
      return `There is no project ${code(trouble.asked, 120)}${where} that the bot is allowed to read.${near}`;
    }
    case 'project-ambiguous':
      return trouble.projects.some(({ account }) => account)
        ? 'Choose one, or add `--account` or `--region` to the command.'
        : 'Choose one, or add `--region` to the command.';
    default:
      if (trouble.projects.length === 0 && (trouble.region || trouble.account)) {
        return `The bot sees no project${whereOf(trouble)}. See all with \`projects\`.`;
      }
      return trouble.projects.length > 0
        ? 'No default project is set. Choose one, or add `--project` to the command.'
        : 'This bot sees no Code Engine project. Its service ID needs at least the Reader role on one.';
  }
}

/** The command, asked of `project`; undefined when it does not fit in a button. */
function commandIn(command: Command, project: ProjectRef): string | undefined {
  if (!takesProject(command)) return undefined;
  const { region: _, account: __, ...rest } = command;
  const value = formatCommand({ ...rest, ...scopeIn(project) });
  return value.length <= limits.buttonValue ? value : undefined;
}

/** Questions that are not asked of one project; `audit` has its own way to name one. */
const projectless = [
  'explain',
  'projects',
  'help',
  'watches',
  'unmute',
  'history',
  'audit',
  'access',
] as const;
type Projectless = Extract<Command, { do: (typeof projectless)[number] }>;

function takesProject(command: Command): command is Exclude<Command, Projectless> {
  return !(projectless as readonly string[]).includes(command.do);
}

function candidateChoice({ subject, status }: Match, verb: Verb): Choice {
  return {
    label: capitalised(named(subject.kind, subject.name)),
    value: formatCommand(askedOf(subject, verb)),
    note: [status, subject.project.name].filter(Boolean).join(', '),
  };
}
