/** Small cards: help, typing errors, projects, progress, and what went wrong. */

import type { KnownBlock } from '@slack/types';
import type { MissingReason } from '../../diagnosis/model/missing-reason';
import type { Project } from '../../diagnosis/model/platform';
import { capitalised } from '../../diagnosis/model/text';
import type { Command, Mistake } from '../question/command';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  actions,
  bold,
  button,
  type Card,
  coded,
  context,
  header,
  limits,
  plain,
  plainText,
  present,
  prose,
  rich,
  run,
  section,
} from './blocks';
import { fitParts } from './budget';
import { clip, code, count, escapeMrkdwn, line } from './text';
import { missingWords, named } from './wording';

/** Who asked, and the id under which the log tells what happened; undefined: neither is known. */
export function askedBy(name: string | undefined, id?: string): KnownBlock | undefined {
  const words = [
    ...(name === undefined ? [] : [`Asked by @${line(name, 80)}`]),
    ...(id === undefined ? [] : [`id ${id}`]),
  ];
  return words.length === 0 ? undefined : { type: 'context', elements: [plainText(words.join(' · '))] };
}

/** How the bot is used. */
export function helpCard(): Card {
  const examples: [string, string][] = [
    ['/ce-image', 'what is failing in the default project'],
    ['/ce-image shop-api', 'find it by name and tell why it fails'],
    ['/ce-image build shop-api', 'a build (also: buildrun, app, job, jobrun, function, fleet)'],
    ['/ce-image app shop-api --project shop --region eu-de', 'somewhere else'],
    ['/ce-image image de.icr.io/ns/app:1 --secret NAME --push', 'can this image be pulled, or pushed?'],
    ['/ce-image build shop-api --check', 'look at its source before it runs'],
    [
      '/ce-image source https://github.com/OWNER/NAME --revision main',
      'can a build fetch it, and would it succeed?',
    ],
    ['/ce-image logs shop-api', 'the end of its log'],
    ['/ce-image events shop-api', 'its events'],
    ['/ce-image explain TEXT', 'explain a line of a log'],
    ['/ce-image projects', 'the projects that the bot can read'],
    ['/ce-image use shop', 'the project that is meant here when none is named'],
    ['/ce-image watch', 'alerts of a project in this channel (also: unwatch, watches, mute, unmute)'],
    ['/ce-image history shop-api', 'what happened, with the logs of then'],
    ['/ce-image access', 'what you see and do here (for administrators also: audit)'],
  ];
  const text = 'Tells why an image does not build, push, pull or start on IBM Cloud Code Engine';
  return {
    text,
    blocks: [
      header('How to ask'),
      rich(run(plain(`${text}.`))),
      rich(...examples.flatMap(([command, what]) => [run(coded(command), plain(`  ${what}`))])),
      section(
        'Or ask in your own words, in a direct message or after a mention: “why is shop-api not starting?”, then “logs”. Paste an error, add a log as a file, or mention the bot below a message to have it read.',
      ),
    ],
  };
}

/** What was typed wrong, and the nearest that works. */
export function mistakeCard(mistake: Mistake): Card {
  const nearest = mistake.nearest && formatCommand(mistake.nearest);
  const problem = clip(mistake.problem, 500);
  const blocks: KnownBlock[] = [rich(run(bold('🤔 '), ...prose(problem)))];
  if (nearest) {
    blocks.push(rich(run(plain('Did you mean '), coded(line(nearest, 300)), plain('?'))));
    const runIt = button('Yes, do that', `${actionIds.runCommand}:0`, { value: nearest, style: 'primary' });
    if (runIt) blocks.push(actions([runIt]));
  } else if (mistake.usage) {
    blocks.push(rich(run(plain('Write it as '), coded(line(mistake.usage, 300)))));
  }
  blocks.push(context('`help` shows all that can be asked'));
  const hint = nearest ? ` Did you mean "${line(nearest, 200)}"?` : '';
  return { text: escapeMrkdwn(line(`${problem}${hint}`, 600)), blocks };
}

/** The projects that the bot can read. */
export function projectsCard(list: {
  readonly projects: readonly Project[];
  readonly failedRegions: readonly string[];
  readonly defaultProject?: string;
}): Card {
  const { projects } = list;
  const title =
    projects.length === 0 ? 'No project can be read' : `${count(projects.length, 'project')} can be read`;
  const isDefault = (project: Project) =>
    project.name === list.defaultProject || project.id === list.defaultProject;
  const row = (project: Project) =>
    `${project.status === 'active' ? '✅' : '⚠️'} ${code(project.name, 80)} in ${code(project.region, 20)}` +
    `${project.account === undefined ? '' : `, account ${code(project.account, 40)}`}` +
    `${project.status === 'active' ? '' : `, ${escapeMrkdwn(line(project.status, 40).replaceAll('_', ' '))}`}` +
    `${isDefault(project) ? ' (default)' : ''}`;
  const version = (most: number): KnownBlock[] => {
    const sections = pack(projects.slice(0, most).map(row)).map(section);
    const more = projects.length - Math.min(most, projects.length);
    return [
      header(title),
      ...sections,
      ...(more > 0 ? [context(`… ${more} more; \`--project NAME\` asks about any of them`)] : []),
      ...(projects.length === 0
        ? [section('The bot’s service ID needs at least the Reader role on a Code Engine project.')]
        : []),
      ...(list.failedRegions.length > 0
        ? [
            context(
              `No answer from ${list.failedRegions
                .slice(0, 20)
                .map((each) => code(each, 48))
                .join(' ')}`,
            ),
          ]
        : []),
    ];
  };
  return {
    text: title,
    blocks: fitParts([{ importance: 1, versions: [version(100), version(40), version(20)] }]),
  };
}

/** Lines joined into texts that a section takes. */
function pack(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const each of lines) {
    const last = texts[texts.length - 1];
    if (last !== undefined && last.length + each.length < limits.section)
      texts[texts.length - 1] = `${last}\n${each}`;
    else texts.push(each);
  }
  return texts;
}

/** The line that stands while the investigation runs. */
export function progressCard(command: Command): Card {
  const text = `🔎 ${progressText(command)}…`;
  // A section: Slack does not turn a message of rich text alone into other blocks (`block_mismatch`).
  return { text: escapeMrkdwn(text), blocks: [{ type: 'section', text: plainText(text) }] };
}

function progressText(command: Command): string {
  switch (command.do) {
    case 'diagnose':
      return `Looking at ${command.kind ? named(command.kind, line(command.name, 80)) : line(command.name, 80)}`;
    case 'logs':
    case 'events':
      return `Reading the ${command.do} of ${line(command.name, 80)}`;
    case 'image':
      return `Asking the registry about ${line(command.reference, 160)}`;
    case 'overview':
      return command.project ? 'Looking for what is failing in the project' : 'Looking for what is failing';
    case 'explain':
      return 'Reading the text';
    default:
      return 'Looking';
  }
}

/** A source could not answer: why, and the cure. `retry` is offered as a button. */
export function sourceErrorCard(
  error: { readonly reason: MissingReason; readonly message: string; readonly cure?: string },
  retry?: Command,
): Card {
  const title = `⚠️ Could not look: ${missingWords[error.reason].toLowerCase()}`;
  return {
    text: escapeMrkdwn(line(`${title}. ${error.message}`, 500)),
    blocks: [
      header(title),
      rich(run(...prose(clip(capitalised(error.message), 900)))),
      ...(error.cure ? [rich(run(bold('What helps: '), ...prose(clip(error.cure, 600))))] : []),
      ...retryBlocks(retry),
    ],
  };
}

/** A fault of the bot itself. `reference` is in its log. */
export function failureCard(reference: string, retry?: Command): Card {
  const text = `⚠️ Something went wrong on our side (reference ${reference})`;
  return {
    text,
    blocks: [
      header('⚠️ Something went wrong on our side'),
      section(
        `Nothing is known about your workload from this. Whoever runs the bot finds \`${reference}\` in its log.`,
      ),
      ...retryBlocks(retry),
    ],
  };
}

function retryBlocks(retry: Command | undefined): KnownBlock[] {
  const value = retry && formatCommand(retry);
  const elements = value ? present(button('Try again', `${actionIds.runCommand}:0`, { value })) : [];
  return elements.length > 0 ? [actions(elements)] : [];
}

/** Added where the bot is not allowed to post, so that only the asker sees the answer. */
export function inviteHint(): KnownBlock {
  return context(
    'Only you see this, because the bot is not allowed to post here. `/invite` it to share answers with the channel.',
  );
}
