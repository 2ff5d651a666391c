/** The card of a whole project: what is wrong, grouped by what is behind it, newest first. */

import type { KnownBlock } from '@slack/types';
import type { Overview, OverviewItem } from '../../diagnosis/model/diagnosis';
import { kindNames, type WorkloadSubject, workloadKinds } from '../../diagnosis/model/subject';
import { capitalised } from '../../diagnosis/model/text';
import { standingWords } from '../../diagnosis/verdict/standing';
import { commandFor, scopeIn } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  actions,
  button,
  type Card,
  context,
  folded,
  header,
  limits,
  menu,
  present,
  section,
} from './blocks';
import { fitParts, type Part } from './budget';
import { missingSentences } from './missing';
import { reasonWords } from './platform-word';
import { code, count, dotted, duration, escapeMrkdwn, line, sentence, slackDate } from './text';
import { confidenceWords, named, standingSigns } from './wording';

const MOST_ROWS = 8;
const MOST_NAMES = 6;

/** Things with one cause, behind which one shared thing is broken; or one thing by itself. */
interface Group {
  readonly items: readonly OverviewItem[];
  /** What is wrong with all of them, or with the one. */
  readonly why: string;
}

export interface OverviewOptions {
  /** Name what is well, too. */
  readonly all?: true | undefined;
}

/** What is wrong in a project. Each row has its button; a menu holds the rest. */
export function overviewCard(overview: Overview, { all }: OverviewOptions = {}): Card {
  const { failing, project } = overview;
  const missing = missingSentences(overview.missing ?? []);
  const groups = groupsOf(failing);
  const title = titleOf(overview, groups, missing.length > 0);
  const parts: Part[] = [
    { importance: 100, versions: [[header(title)]] },
    ...groups.slice(0, MOST_ROWS).map((group, at): Part => {
      const versions = [[row(group, at, 160)], [row(group, at, 60)]];
      return { importance: 60 - at, versions: at === 0 ? versions : [...versions, []] };
    }),
    ...present(
      restPart(groups.slice(MOST_ROWS).flatMap(({ items }) => items)),
      missingPart(missing),
      all ? wellPart(overview) : undefined,
    ),
    { importance: 90, versions: [[context(footerText(overview, all))]] },
    ...present(againPart(project, all)),
  ];
  return { text: escapeMrkdwn(title), blocks: fitParts(parts) };
}

/** With one thing wrong the title says what. */
function titleOf({ failing, project }: Overview, groups: readonly Group[], incomplete: boolean): string {
  const where = `project ${line(project.name, 60)}`;
  if (failing.length === 0) {
    return incomplete
      ? `❓ Nothing is wrong in ${where}, as far as is known`
      : `✅ Nothing is wrong in ${where}`;
  }
  const [first] = groups;
  const sign = failing.some((item) => signOf(item) === '❌') ? '❌' : signOf(failing[0] as OverviewItem);
  if (groups.length === 1 && first) {
    const stands = first.items.length === 1 ? ` ${standingOf(first.items[0] as OverviewItem)}` : '';
    return `${sign} ${line(`${capitalised(whoWords(first))} (${project.name})${stands}: ${first.why}`, 146)}`;
  }
  return `${sign} ${count(failing.length, 'resource needs', 'resources need')} attention in ${where}`;
}

/** By cause and the shared thing behind it, each group where its newest member stands. */
function groupsOf(failing: readonly OverviewItem[]): readonly Group[] {
  const byThing = new Map<string, OverviewItem[]>();
  failing.forEach((item, at) => {
    const { verdict } = item;
    const key = verdict?.shares === undefined ? `${at}` : `${verdict.cause} ${verdict.shares}`;
    byThing.set(key, [...(byThing.get(key) ?? []), item]);
  });
  return [...byThing.values()].map((items) => ({ items, why: whyWords(items) }));
}

function whyWords(items: readonly OverviewItem[]): string {
  const [first] = items as readonly [OverviewItem];
  const { verdict } = first;
  if (!verdict) return first.hint ?? reasonWords(first.platformState);
  const same = items.every((item) => item.verdict?.headline === verdict.headline);
  return same || verdict.shares === undefined ? verdict.headline : `${verdict.shares}: ${verdict.title}`;
}

/** `app shop-api`, `5 apps`. */
function whoWords({ items }: Group): string {
  const [first] = items as readonly [OverviewItem];
  const { kind, name } = first.subject;
  if (items.length === 1) return named(kind, name);
  const kinds = new Set(items.map(({ subject }) => subject.kind));
  return kinds.size === 1 ? count(items.length, kindNames[kind]) : count(items.length, 'resource');
}

/** Lists that could not be read. */
function missingPart(sentences: readonly string[]): Part | undefined {
  if (sentences.length === 0) return undefined;
  const version = (most: number, max: number): KnownBlock[] => [
    section(
      ['*Not known*', ...sentences.slice(0, most).map((each) => `• ${escapeMrkdwn(line(each, max))}`)].join(
        '\n',
      ),
    ),
  ];
  return { importance: 80, versions: [version(6, 300), version(2, 160)] };
}

/** What is well, by its kind. */
function wellPart({ well = [] }: Overview): Part | undefined {
  if (well.length === 0) return undefined;
  const version = (most: number): KnownBlock[] => [
    folded(`✅ ${count(well.length, 'resource is', 'resources are')} well, as Code Engine says`, [
      section(wellLines(well, most).join('\n').slice(0, limits.section)),
    ]),
  ];
  return { importance: 40, versions: [version(60), version(20), []] };
}

function wellLines(well: readonly WorkloadSubject[], most: number): readonly string[] {
  return workloadKinds.flatMap((kind) => {
    const names = well.filter((each) => each.kind === kind).map(({ name }) => code(name, 63));
    if (names.length === 0) return [];
    const more = names.length > most ? ` and ${names.length - most} more` : '';
    return [
      `*${capitalised(count(names.length, kindNames[kind]))}* ${names.slice(0, most).join(', ')}${more}`,
    ];
  });
}

function againPart({ id, region }: Overview['project'], all: true | undefined): Part | undefined {
  const value = formatCommand({ do: 'overview', ...scopeIn({ id, region }), ...(all && { all }) });
  const again = button('Check again', actionIds.checkAgain, { value });
  return again && { importance: 70, versions: [[actions([again])], []] };
}

function row(group: Group, at: number, max: number): KnownBlock {
  const [first] = group.items as readonly [OverviewItem];
  const value = formatCommand(commandFor(first.subject));
  const accessory = button('Why?', `${actionIds.openItem}:${at}`, { value });
  const lines = group.items.length === 1 ? rowOfOne(first, group, max) : rowOfMany(group, max);
  return { ...section(lines.filter(Boolean).join('\n')), ...(accessory ? { accessory } : {}) };
}

function rowOfOne(item: OverviewItem, { why }: Group, max: number): readonly string[] {
  const { subject } = item;
  const since = item.since ? `, since ${slackDate(item.since)}` : '';
  const who = `${signOf(item)} *${capitalised(kindNames[subject.kind])}* ${code(subject.name, 80)}`;
  return [`${who} ${standingOf(item)}${since}`, escapeMrkdwn(sentence(doubt(item) + why, max))];
}

function rowOfMany(group: Group, max: number): readonly string[] {
  const [first] = group.items as readonly [OverviewItem];
  const names = group.items.map(({ subject }) => code(subject.name, 63));
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return [
    `${signOf(first)} *${whoWords(group)}*: ${escapeMrkdwn(sentence(doubt(first) + group.why, max))}`,
    `${names.slice(0, MOST_NAMES).join(', ')}${more}`,
  ];
}

/** `is down`; of what was not looked into by Code Engine's own word. */
function standingOf({ subject, state, verdict }: OverviewItem): string {
  return standingWords(subject, verdict?.standing ?? (state === 'warning' ? 'attention' : 'failed'));
}

/** What is only possible is not said for sure. */
function doubt({ verdict }: OverviewItem): string {
  return verdict?.confidence === 'possible' ? `${confidenceWords.possible}: ` : '';
}

function signOf({ state, verdict }: OverviewItem): string {
  return standingSigns[verdict?.standing ?? (state === 'warning' ? 'attention' : 'failed')];
}

function restPart(failing: readonly OverviewItem[]): Part | undefined {
  if (failing.length === 0) return undefined;
  const version = (most: number): KnownBlock[] => {
    const select = menu(
      actionIds.openItem,
      `… ${failing.length} more`,
      failing.slice(0, most).map((item) => ({
        label: named(item.subject.kind, item.subject.name),
        value: formatCommand(commandFor(item.subject)),
        note: whyWords([item]),
      })),
    );
    return select ? [actions([select])] : [context(`… ${failing.length} more`)];
  };
  return {
    importance: 30,
    versions: [version(limits.options), version(30), version(10), [context(`… ${failing.length} more`)]],
  };
}

/** What was looked at, and what was not. */
function footerText(overview: Overview, all: true | undefined): string {
  const { failing, well = [], unseenApps = 0, unseenImages = 0, tookMs, at } = overview;
  const unseen = failing.filter(({ verdict }) => verdict === undefined).length;
  return dotted([
    `Looked at ${countsText(overview)} in ${duration(tookMs)}, ${slackDate(at)}`,
    ...(unseen > 0
      ? [`${count(unseen, 'failing one was', 'failing ones were')} not looked into: *Why?* or its name does`]
      : []),
    ...(unseenApps > 0
      ? [`restarts of ${count(unseenApps, 'ready app was', 'ready apps were')} not looked at`]
      : []),
    ...(unseenImages > 0
      ? [`images of ${count(unseenImages, 'app that is', 'apps that are')} well were not looked at`]
      : []),
    ...(well.length > 0 && !all ? [`${well.length} well; \`--all\` names them`] : []),
  ]);
}

function countsText({ counts }: Overview): string {
  const words = workloadKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => count(counts[kind], kindNames[kind]));
  return words.length > 0 ? words.join(', ') : 'an empty project';
}
