import { blockViolations, interactiveElements } from '../../../playground/src/slack/block-kit';
import type { Incident } from '../../../src/alerts';
import type { Report } from '../../../src/diagnosis/model/report';
import type { WhatChanged } from '../../../src/diagnosis/model/source-changes';
import { incidentCard } from '../../../src/slack/cards/incident';
import { reportCard } from '../../../src/slack/cards/report';
import { changesCard } from '../../../src/slack/cards/report-changes';
import { parseCommand } from '../../../src/slack/question/parse';
import { failedBuild, healthy, workload } from '../../support/reports';

const commit = {
  id: '9f9a4df0'.repeat(5),
  author: 'Cleo',
  at: '2026-05-04T10:00:00.000Z',
  subject: 'Newest Node',
};
const changes: WhatChanged = {
  since: { run: 'shop-api-run-6', commit: '1a2b3c4d'.repeat(5), at: '2026-05-03T10:00:00.000Z' },
  to: commit.id,
  same: false,
  commits: [commit],
  others: 3,
  files: [
    {
      path: 'Dockerfile',
      how: 'changed',
      kind: 'dockerfile',
      commits: [commit.id],
      lines: [{ line: 1, before: 'FROM node:22', after: 'FROM node:99' }],
    },
    { path: 'src/a.js', how: 'moved', from: 'a.js', kind: 'source', commits: [] },
  ],
  notes: [],
  suspects: [
    { path: 'Dockerfile', line: 1, commit, reason: 'it changed the base image from node:22 to node:99' },
  ],
};

function failed(more: Partial<WhatChanged> = {}): Report {
  const report = failedBuild();
  const { build } = report;
  return {
    ...report,
    changes: { ...changes, ...more },
    source: {
      url: 'https://github.com/example/shop-api',
      credential: { kind: 'anonymous' },
      steps: [],
      outcome: 'readable',
      findings: [],
      well: [],
      notes: [],
    },
    ...(build && { build }),
  };
}

const openIncident: Incident = {
  id: '7b0f4ad0-6c7c-4a5e-9a53-0d8c1b1a7c11',
  channel: 'C1',
  key: 'k',
  cause: 'base-image-not-found',
  title: 'The base image does not exist',
  confidence: 'proven',
  thing: { kind: 'workload', key: 'build:shop-api', subject: workload('build', 'shop-api') },
  subject: workload('build', 'shop-api'),
  state: 'open',
  openedAt: 0,
  lastFailureAt: 0,
  failures: 1,
  episodes: 1,
  turns: [],
  flapping: false,
};

const words = (value: unknown): string => JSON.stringify(value);

describe('what changed', () => {
  test.each([
    ['open', true],
    ['resolved', false],
  ] as const)('is one line on an alert that is %s, and a button: %s', (state, isTold) => {
    const incident = { ...openIncident, state };
    const { blocks } = incidentCard({ incident, affected: [], report: failed() });
    expect(words(blocks).includes('since shop-api-run-6')).toBe(isTold);
    const pressed = blocks
      .flatMap((block) => interactiveElements({ ...block }))
      .find(({ value }) => /--changes/.test(String(value)));
    expect(pressed && parseCommand(String(pressed.value))).toEqual(
      isTold ? expect.objectContaining({ do: 'diagnose', changes: true }) : undefined,
    );
    expect(blockViolations(blocks as never, 'message' as never)).toEqual([]);
  });

  test('is one line on the card of a failed build, and a button', () => {
    const read = words(reportCard(failed()).blocks);
    expect(read).toContain('since shop-api-run-6 succeeded: ');
    expect(read).toContain('it changed the base image from node:22 to node:99');
    expect(read).toContain(`https://github.com/example/shop-api/commit/${commit.id}`);
    const buttons = reportCard(failed()).blocks.flatMap((block) => interactiveElements({ ...block }));
    const pressed = buttons.find(({ text }) => words(text).includes('What changed'));
    expect(parseCommand(String(pressed?.value))).toMatchObject({ do: 'diagnose', changes: true });
  });

  test('is not told of what is well, nor where nothing is known', () => {
    expect(words(reportCard({ ...healthy(), changes }).blocks)).not.toContain('since shop-api-run-6');
    expect(words(reportCard(failedBuild()).blocks)).not.toContain('What changed');
  });

  test('the card names suspects, files with their lines, commits, and those that changed nothing of the build', () => {
    const card = changesCard(failed());
    const read = words(card.blocks);
    for (const said of [
      '- FROM node:22\\n+ FROM node:99',
      'moved here from a.js',
      'Newest Node',
      '3 other commits',
    ])
      expect(read).toContain(said);
    expect(card.text).toContain('Cleo: it changed the base image');
    expect(blockViolations(card.blocks as never, 'message' as never)).toEqual([]);
  });

  test('the same commit: look outside of the source', () => {
    const same = { same: true, files: [], commits: [], suspects: [] };
    expect(words(changesCard(failed(same)).blocks)).toContain('nothing in the source changed');
    expect(words(reportCard(failed(same)).blocks)).toContain('it is the same commit');
  });

  test.each([
    ['no earlier good run', failedBuild(), 'No earlier run of this build that succeeded'],
    ['a run that did not fail', healthy(), 'No build is known'],
    [
      'source that was uploaded',
      {
        ...failedBuild(),
        build: { run: { name: 'r', status: 'failed', sourceType: 'local' }, timeline: [] },
      },
      'uploaded',
    ],
  ])('%s: says why nothing can be compared', (_name, report, said) => {
    expect(words(changesCard(report).blocks)).toContain(said);
  });
});
