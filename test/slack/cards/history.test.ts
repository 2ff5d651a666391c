import { blockViolations } from '../../../playground/src/slack/block-kit';
import { renderMessage } from '../../../src/cli/terminal';
import type { FailureHistory } from '../../../src/diagnosis/model/report';
import { withoutLogs } from '../../../src/diagnosis/model/without-logs';
import { reportCard } from '../../../src/slack/cards/report';
import { transcriptCard, transcriptView } from '../../../src/slack/cards/transcript';
import { failedBuild, workload } from '../../support/reports';

const history: FailureHistory = {
  line: 'npm ERR! missing script: "build"',
  from: '2026-11-21T12:00:00.000Z',
  to: '2026-11-28T12:00:00.000Z',
  seen: {
    first: '2026-11-24T09:12:00.000Z',
    last: '2026-11-28T11:00:00.000Z',
    times: 14,
    of: ['run-1', 'run-2', 'run-3', 'run-4', 'run-5'],
    days: [
      { day: '2026-11-24', times: 3 },
      { day: '2026-11-28', times: 11 },
    ],
  },
  cut: false,
};
const seen = history.seen as NonNullable<FailureHistory['seen']>;

function lineOf(more: Partial<FailureHistory> = {}): string | undefined {
  const { blocks } = reportCard({ ...failedBuild(), history: { ...history, ...more } });
  expect(blockViolations(blocks, 'message')).toEqual([]);
  return renderMessage({ blocks }, { bare: true, width: 120 })
    .split('\n')
    .find((each) => each.startsWith('Same error'));
}

describe('the line on a card', () => {
  test('says since when, how often and in how many runs', () => {
    expect(lineOf()).toBe('Same error since Tue 24 Nov, 09:12 UTC: 14 times in 5 runs (IBM Cloud Logs)');
  });

  test('says it shorter where each run wrote it once', () => {
    expect(lineOf({ seen: { ...seen, times: 5 } })).toContain('UTC: in 5 runs (');
  });

  test('does not claim a beginning that may lie before the days that were looked at', () => {
    expect(lineOf({ seen: { ...seen, first: '2026-11-21T13:00:00.000Z' } })).toContain(
      'or earlier: 14 times',
    );
    expect(lineOf({ cut: true })).toContain('or earlier: at least 14 times');
  });

  test('says that no other run had it', () => {
    const only = { ...seen, of: ['run-5'], times: 1, new: true as const };
    expect(lineOf({ seen: only })).toBe(
      'Same error before in no other run of the last 7 days (IBM Cloud Logs)',
    );
    expect(lineOf({ seen: only, cut: true })).toContain('at least in 1 run');
  });

  test('is not there where nothing is known, and where not everybody may read logs', () => {
    const { seen: _, ...unseen } = history;
    expect(JSON.stringify(reportCard({ ...failedBuild(), history: unseen }))).not.toContain('Same error');
    expect(JSON.stringify(reportCard(withoutLogs({ ...failedBuild(), history })))).not.toContain(
      'Same error',
    );
  });
});

describe('above a log', () => {
  const subject = workload('build', 'shop-api');
  const transcript = (given: FailureHistory) => ({ logs: [], events: [], missing: [], history: given });

  test('stand the days and the last runs, in the modal and in the message', () => {
    const blocks = transcriptCard('logs', subject, transcript(history)).blocks;
    const view = transcriptView({ kind: 'logs', command: 'build shop-api' }, subject, transcript(history), 0);
    expect(blockViolations(blocks, 'message')).toEqual([]);
    expect(blockViolations(view.blocks, 'modal')).toEqual([]);
    for (const shown of [blocks, view.blocks]) {
      const text = renderMessage({ blocks: shown }, { bare: true, width: 200 }).replace(/\s+/g, ' ');
      expect(text).toContain('Tue 24 Nov: 3, Sat 28 Nov: 11 (days in UTC)');
      expect(text).toContain('In run-3, run-4, run-5 and 2 before');
    }
  });

  test('stands that nothing was found', () => {
    const { seen: _, ...unseen } = history;
    const text = JSON.stringify(transcriptCard('logs', subject, transcript(unseen)).blocks);
    expect(text).toContain('no line like it of the last 7 days');
  });
});
