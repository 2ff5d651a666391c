/** The card of a whole project: what is failing, newest first. */
import type { KnownBlock } from '@slack/types';
import type { Overview, OverviewItem } from '../../diagnosis/model/diagnosis';
import { kindNames, workloadKinds } from '../../diagnosis/model/subject';
import { standingWords } from '../../diagnosis/verdict/standing';
import { commandFor, scopeIn } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { actions, button, type Card, context, header, limits, menu, present, section } from './blocks';
import { fitParts, type Part } from './budget';
import { missingSentences } from './missing';
import { reasonWords } from './platform-word';
import { code, count, duration, escapeMrkdwn, line, sentence, slackDate } from './text';
import { capitalised, named, stateSigns } from './wording';

const MOST_ROWS = 8;

/** What fails in a project. Each row has its button; a menu holds the rest. */
export function overviewCard(overview: Overview): Card {
  const { failing, project } = overview;
  const missing = missingSentences(overview.missing ?? []);
  const nothing = missing.length > 0 ? '❔ Nothing is failing as far as is known' : '✅ Nothing is failing';
  const title =
    failing.length === 0
      ? `${nothing} in project ${line(project.name, 80)}`
      : `❌ ${count(failing.length, 'resource needs', 'resources need')} attention in project ${line(project.name, 80)}`;
  const parts: Part[] = [
    { importance: 100, versions: [[header(title)]] },
    ...failing.slice(0, MOST_ROWS).map((item, at): Part => {
      const versions = [[row(item, at, 160)], [row(item, at, 60)]];
      return { importance: 60 - at, versions: at === 0 ? versions : [...versions, []] };
    }),
    ...present(restPart(failing), missingPart(missing)),
    {
      importance: 90,
      versions: [
        [
          context(
            `Looked at ${countsText(overview)} in ${duration(overview.tookMs)}, ${slackDate(overview.at)}`,
          ),
        ],
      ],
    },
    ...present(againPart(project)),
  ];
  return { text: escapeMrkdwn(title), blocks: fitParts(parts) };
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

function againPart({ id, region }: Overview['project']): Part | undefined {
  const value = formatCommand({ do: 'overview', ...scopeIn({ id, region }) });
  const again = button('Check again', actionIds.checkAgain, { value });
  return again && { importance: 70, versions: [[actions([again])], []] };
}

function row(item: OverviewItem, at: number, max: number): KnownBlock {
  const { subject } = item;
  const who = `${stateSigns[item.state]} *${capitalised(kindNames[subject.kind])}* ${code(subject.name, 80)}`;
  const since = item.since ? `, since ${slackDate(item.since)}` : '';
  const why = item.hint ?? reasonWords(item.platformState);
  const value = formatCommand(commandFor(subject));
  const accessory = button('Why?', `${actionIds.openItem}:${at}`, { value });
  return {
    ...section(
      [
        `${who} ${standingWords(subject, item.state === 'warning' ? 'attention' : 'failed')}${since}`,
        ...(why ? [escapeMrkdwn(sentence(why, max))] : []),
      ].join('\n'),
    ),
    ...(accessory ? { accessory } : {}),
  };
}

function restPart(failing: readonly OverviewItem[]): Part | undefined {
  const rest = failing.slice(MOST_ROWS);
  if (rest.length === 0) return undefined;
  const version = (most: number): KnownBlock[] => {
    const select = menu(
      actionIds.openItem,
      `… ${rest.length} more`,
      rest.slice(0, most).map((item) => ({
        label: named(item.subject.kind, item.subject.name),
        value: formatCommand(commandFor(item.subject)),
        note: item.hint ?? reasonWords(item.platformState),
      })),
    );
    return select ? [actions([select])] : [context(`… ${rest.length} more`)];
  };
  return {
    importance: 30,
    versions: [version(limits.options), version(30), version(10), [context(`… ${rest.length} more`)]],
  };
}

function countsText({ counts }: Overview): string {
  const words = workloadKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => count(counts[kind], kindNames[kind]));
  return words.length > 0 ? words.join(', ') : 'an empty project';
}
