import { completed } from '../../../../src/diagnosis/investigate/gather/completed-log';
import type { LogExcerpt } from '../../../../src/diagnosis/model/platform';

const log = (lines: readonly string[], container = 'user', truncated = true): LogExcerpt => ({
  pod: 'shop-1',
  container,
  previous: false,
  text: lines.join('\n'),
  truncated,
});
const archived = (lines: readonly string[]) => [log(lines, 'log', false)];
const ticks = (count: number) => Array.from({ length: count }, () => 'heartbeat: all is well');

describe('a log that says the same again and again', () => {
  test('is completed where its whole end fits, not where its first lines do', () => {
    const end = [...ticks(30), 'panic: disk is gone'];
    const whole = ['starting', ...ticks(40), 'late by 3 s', ...ticks(70), 'panic: disk is gone'];
    const [found] = completed([log(end)], archived(whole));
    expect(found).toMatchObject({ text: whole.join('\n'), truncated: false });
  });

  test('and whose end the archive does not have yet stays cut: it fits in several places', () => {
    const whole = ['starting', ...ticks(100)];
    const [found] = completed([log([...ticks(30), 'panic: disk is gone'])], archived(whole));
    expect(found).toMatchObject({ truncated: true });
    expect(found?.text.startsWith('starting')).toBe(true);
    expect(found?.text.endsWith('panic: disk is gone')).toBe(true);
  });

  test('is found between the lines of another container that the archive mixes in', () => {
    const end = [...ticks(25), 'one', 'panic: disk is gone'];
    const mixed = [...ticks(25), 'one', 'sidecar saw a request', 'panic: disk is gone'];
    const [found] = completed(
      [log(end), log(['sidecar saw a request'], 'sidecar', false)],
      archived(['starting', ...ticks(50), 'late by 3 s', ...mixed]),
    );
    expect(found).toMatchObject({ truncated: false });
    expect(found?.text.split('\n')).toHaveLength(52 + end.length);
  });
});

test('short lines that another container wrote as well stay: a brace or an empty line is everybody’s', () => {
  const end = ['the end begins', 'and is over'];
  const head = ['{', '  "step": 1', '}', '', 'done'];
  const [found] = completed(
    [log(end), log(['{', '}', '', 'done', 'sidecar saw a request'], 'sidecar', false)],
    archived([...head, 'sidecar saw a request', ...end]),
  );
  expect(found?.text).toBe([...head, ...end].join('\n'));
});
