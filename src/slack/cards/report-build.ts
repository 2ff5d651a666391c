/** The build part of a report's card. */
import type { KnownBlock } from '@slack/types';
import type { BuildFacts, Report, TimelineStep } from '../../diagnosis/model/report';
import { bold, plain, type RichPart, rich, run } from './blocks';
import type { Part } from './budget';
import { platformWord } from './platform-word';
import { code, duration, excerpt, line } from './text';
import { timelineMarks, timelineStatus } from './wording';

/** Source, strategy, size, steps, commit, digest and duration of a build. */
export function buildPart(report: Report): Part | undefined {
  const facts = report.build;
  if (!facts || !showsBuild(report)) return undefined;
  const fields = buildFields(facts, report);
  const version = (fieldCount: number, steps: number): KnownBlock[] => {
    const shown = fields.slice(0, fieldCount);
    return [
      rich(run(bold(buildTitle(facts))), ...timeline(facts.timeline, steps)),
      ...(shown.length > 0 ? [{ type: 'section' as const, fields: shown }] : []),
    ];
  };
  return { importance: 58, versions: [version(8, 10), version(4, 8), version(0, 6), []] };
}

/** Whether there is a build to show. */
export function showsBuild({ build }: Report): boolean {
  return build?.build !== undefined || build?.run !== undefined;
}

/** `Build run shop-api-run-7 (61 s)`. */
export function buildTitle(facts: BuildFacts): string {
  const name = facts.run
    ? `Build run ${line(facts.run.name, 80)}`
    : `Build ${line(facts.build?.name ?? '', 80)}`;
  const took = facts.durationMs === undefined ? '' : ` (${duration(facts.durationMs)})`;
  return `${name.trim()}${took}`;
}

function timeline(steps: readonly TimelineStep[], most: number): RichPart[] {
  const words = timelineWords(steps, most);
  return words === undefined ? [] : [run(plain(words))];
}

/** The steps in one line; undefined before the first one, when there is nothing to see. */
export function timelineWords(steps: readonly TimelineStep[], most: number): string | undefined {
  if (steps.every(({ status }) => status === 'waiting' || status === 'unknown')) return undefined;
  const shown = steps.slice(0, most).map((step) => {
    const word = timelineStatus[step.status];
    const time = step.ms === undefined ? '' : ` ${duration(step.ms)}`;
    return `${timelineMarks[step.status]}\u00a0${line(step.name, 40)}${time}${word ? ` (${word})` : ''}`;
  });
  if (steps.length > most) shown.push(`… ${steps.length - most} more`);
  return shown.join('  →  ');
}

function buildFields({ build, run }: BuildFacts, report: Report) {
  const own = report.subject.kind === 'build' || report.subject.kind === 'buildrun';
  const { status, reason } = run ?? build ?? {};
  const state = status && reason && reason !== status ? `${status} (${reason})` : (status ?? reason);
  const spec = { ...build, ...withoutUndefined(run ?? {}) };
  // What is uploaded has neither address nor revision, whatever the defaults say.
  const source =
    spec.sourceType === 'local'
      ? 'local upload'
      : spec.sourceUrl && [spec.sourceUrl, spec.sourceRevision].filter(Boolean).join(' @ ');
  const strategy = [spec.strategyType, spec.strategySize].filter(Boolean).join(', ');
  const file = [spec.sourceContextDir, spec.strategySpecFile].filter(Boolean).join('/');
  const commit = [run?.gitCommitSha?.slice(0, 12), run?.gitCommitAuthor].filter(Boolean).join(' by ');
  const facts: [string, string | undefined][] = [
    ['Source', source],
    ['Strategy, size', strategy],
    ['Output image', spec.outputImage],
    ['Registry secret', spec.outputSecret],
    ['Commit', commit],
    ['Digest', run?.outputDigest],
    ['File', file],
    [own ? 'Platform says' : 'Build status', excerpt((own ? platformWord(report) : state) ?? '', 160)],
  ];
  return facts.flatMap(([label, value]) =>
    value ? [{ type: 'mrkdwn' as const, text: `*${label}*\n${code(value, 160)}`, verbatim: true }] : [],
  );
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}
