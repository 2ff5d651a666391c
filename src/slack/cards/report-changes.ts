/** What changed since the last good run: one line on the card of a report, and a card of its own. */
import type { KnownBlock, RichTextLink } from '@slack/types';
import { type Linked, linkToCommit } from '../../diagnosis/model/git-links';
import type { Report } from '../../diagnosis/model/report';
import type { ChangedFile, Suspect, WhatChanged } from '../../diagnosis/model/source-changes';
import type { CommitFacts } from '../../diagnosis/model/source-tree';
import { isWorkload } from '../../diagnosis/model/subject';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import {
  actions,
  bold,
  bullets,
  button,
  type Card,
  coded,
  context,
  header,
  italic,
  moreLine,
  plain,
  preformatted,
  present,
  prose,
  type RichPart,
  rich,
  run,
} from './blocks';
import { fitParts, type Part } from './budget';
import { clip, code, count, dotted, escapeMrkdwn, line, sentence, slackDate } from './text';
import { named } from './wording';

type Element = Parameters<typeof run>[number];

/** Where to look when the source is the same. */
const elsewhere = 'Look at what is not in it: base images and packages that moved, secrets, limits.';

/** One line: the likeliest change, or that there is none. Undefined where nothing is known. */
export function changesPart(report: Report): Part | undefined {
  const { changes } = report;
  if (!changes || report.state === 'healthy') return undefined;
  const told = (longest: number): KnownBlock[] => [
    rich(
      run(
        bold('What changed '),
        plain(`since ${line(changes.since.run, 60)} succeeded: `),
        ...gist(report, longest),
      ),
    ),
  ];
  return { importance: 66, versions: [told(240), told(120), []] };
}

function gist({ changes, source }: Report, longest: number): Element[] {
  const [first] = changes?.suspects ?? [];
  if (!changes) return [];
  if (first) {
    const more = changes.files.length - 1;
    return [
      ...suspectWords(first, source, longest),
      plain(more > 0 ? ` (and ${count(more, 'more file')})` : ''),
    ];
  }
  if (changes.same) {
    return [plain(`nothing, it is the same commit ${changes.to.slice(0, 7)}. ${elsewhere}`)];
  }
  return [plain(sentence(changes.notes[0] ?? 'nothing that the build uses.', longest))];
}

/** `9f9a4df “Newest Node” by Cleo: it changed …`. */
function suspectWords(
  { commit, reason }: Suspect,
  repository: Linked | undefined,
  longest: number,
): Element[] {
  const who = commit ? [...commitWords(commit, repository), plain(': ')] : [];
  return [...who, ...prose(sentence(reason, longest))];
}

function commitWords({ id, author, subject }: CommitFacts, repository: Linked = {}): Element[] {
  const short = id.slice(0, 7);
  const url = linkToCommit(repository, id);
  const name: Element =
    url === undefined ? coded(short) : ({ type: 'link', url, text: short } as RichTextLink);
  return [name, plain(` “${line(subject, 72)}” by ${line(author, 40)}`)];
}

/** *What changed*, for a report that may know nothing of it. */
export function changesCard(report: Report): Card {
  const { subject, changes } = report;
  const name = isWorkload(subject) ? named(subject.kind, line(subject.name, 80)) : subject.kind;
  const title = `What changed: ${name}`;
  const parts: Part[] = [
    { importance: 100, versions: [[header(title)]] },
    ...(changes ? toldParts(report, changes) : [part(100, rich(run(...prose(unknownWords(report)))))]),
    ...present(footerPart(report, changes), buttonsPart(report)),
  ];
  return { text: clip(escapeMrkdwn(`${title}: ${summary(report)}`), 600), blocks: fitParts(parts) };
}

function toldParts({ source, state }: Report, changes: WhatChanged): readonly Part[] {
  const { suspects, commits, files, notes, others } = changes;
  const lead = changes.same
    ? `The commit is that of ${changes.since.run}, which succeeded: nothing in the source changed. ${elsewhere}`
    : files.length === 0
      ? `Nothing that the build uses changed since ${changes.since.run} succeeded.`
      : `Since ${changes.since.run} succeeded${changes.since.at === undefined ? '' : ` (commit ${changes.since.commit.slice(0, 7)})`}, ${count(files.length, 'file')} of the build changed${commits.length > 0 ? ` in ${count(commits.length, 'commit')}` : ''}.`;
  const list = (most: number): KnownBlock[] => [
    rich(
      run(bold(suspects.length > 1 ? 'Likeliest first' : 'Likeliest')),
      bullets(
        suspects.slice(0, most).map((each, at) => {
          const isSame = each.commit !== undefined && each.commit.id === suspects[at - 1]?.commit?.id;
          return run(
            ...(isSame
              ? prose(sentence(`the same commit: ${each.reason}`, 260))
              : suspectWords(each, source, 260)),
          );
        }),
      ),
    ),
  ];
  const commitList = (most: number): KnownBlock[] => [
    rich(
      run(bold('Commits')),
      bullets(
        commits
          .slice(0, most)
          .map((each) => run(...commitWords(each, source), plain(`, ${each.at.slice(0, 10)}`))),
      ),
      ...moreLine(commits.length - most),
      ...(others > 0
        ? [run(italic(`${count(others, 'other commit')} changed nothing that the build uses.`))]
        : []),
    ),
  ];
  return present(
    part(100, rich(run(plain(lead)))),
    suspects.length > 0 && state !== 'healthy' ? { importance: 90, versions: [list(3), list(1)] } : undefined,
    files.length > 0
      ? { importance: 80, versions: [filesBlocks(files, 12, 12), filesBlocks(files, 5, 4), []] }
      : undefined,
    commits.length > 0 ? { importance: 70, versions: [commitList(8), commitList(3), []] } : undefined,
    notes.length > 0
      ? part(60, rich(bullets(notes.slice(0, 4).map((note) => run(...prose(sentence(note, 300)))))))
      : undefined,
  );
}

const marks: Readonly<Record<ChangedFile['how'], string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  moved: 'moved here',
  mode: 'mode changed',
};

function filesBlocks(files: readonly ChangedFile[], mostFiles: number, mostLines: number): KnownBlock[] {
  const parts: RichPart[] = [run(bold('Files'))];
  const plainFiles: RichPart[] = [];
  let room = mostLines;
  for (const { path, how, from, lines = [] } of files.slice(0, mostFiles)) {
    const words = run(
      coded(line(path, 120)),
      plain(` ${marks[how]}${from === undefined ? '' : ` from ${line(from, 120)}`}`),
    );
    const shown = lines.slice(0, room);
    if (shown.length === 0) {
      plainFiles.push(words);
      continue;
    }
    room -= shown.length;
    const more = lines.length - shown.length;
    const text = [
      ...shown.flatMap(({ before, after }) => [
        ...(before === undefined ? [] : [`- ${before}`]),
        ...(after === undefined ? [] : [`+ ${after}`]),
      ]),
      ...(more > 0 ? [`… ${count(more, 'more line')}`] : []),
    ].join('\n');
    parts.push(words, preformatted(text, 900));
  }
  if (plainFiles.length > 0) parts.push(bullets(plainFiles as Parameters<typeof bullets>[0]));
  const left = files.length - mostFiles;
  parts.push(...moreLine(left, count(left, 'more file')));
  return [rich(...parts)];
}

function unknownWords({ build, source }: Report): string {
  const spec = build?.run ?? build?.build;
  if (!spec) return 'No build is known that makes this, so there is no source to compare.';
  if (spec.sourceType === 'local')
    return 'The source is uploaded from somebody’s machine: there are no commits to compare.';
  if (build?.run !== undefined && build.run.status !== 'failed')
    return 'The newest run did not fail, so there is nothing to explain.';
  if (source && source.outcome !== 'readable')
    return `The source could not be read, so what changed is not known${source.notes[0] ? `: ${source.notes[0]}` : '.'}`;
  return 'No earlier run of this build that succeeded, with a commit, is known any more: there is nothing to compare with.';
}

function summary(report: Report): string {
  const { changes } = report;
  if (!changes) return unknownWords(report);
  const [first] = changes.suspects;
  if (first) return `${first.commit ? `${first.commit.author}: ` : ''}${first.reason}`;
  return changes.same ? 'the same commit as the last good run' : 'nothing that the build uses';
}

function footerPart({ at, subject }: Report, changes: WhatChanged | undefined): Part {
  const project = 'project' in subject ? subject.project : undefined;
  return part(
    100,
    context(
      dotted([
        `Compared ${slackDate(at)}`,
        ...(changes ? [`${code(changes.since.commit.slice(0, 7))} → ${code(changes.to.slice(0, 7))}`] : []),
        ...(project ? [`project ${code(project.name, 60)} ${code(project.region, 20)}`] : []),
      ]),
    ),
  );
}

/** Of a report that knows what changed, or of the card itself. */
export function whatChangedButton(report: Report): ReturnType<typeof button> {
  const { subject, changes } = report;
  if (!changes || !isWorkload(subject)) return undefined;
  const value = formatCommand({ ...commandFor(subject), changes: true });
  return button('What changed', `${actionIds.openItem}:1`, { value });
}

function buttonsPart(report: Report): Part | undefined {
  const { subject } = report;
  if (!isWorkload(subject)) return undefined;
  const elements = present(
    button('Compare again', actionIds.checkAgain, {
      value: formatCommand({ ...commandFor(subject), changes: true }),
    }),
    button('Why it failed', `${actionIds.openItem}:0`, { value: formatCommand(commandFor(subject)) }),
  );
  return elements.length === 0 ? undefined : part(80, actions(elements));
}

function part(importance: number, block: KnownBlock): Part {
  return { importance, versions: [[block]] };
}
