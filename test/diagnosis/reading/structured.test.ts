import { unfoldJson } from '../../../src/diagnosis/reading/structured';

const said = (level: unknown) =>
  unfoldJson({ text: JSON.stringify({ level, message: 'connection refused' }), number: 1 })?.[0]?.text;

describe('a level that is a number', () => {
  test.each([0, 1, 2, 3])('%d of syslog is an error, which is read as it stands', (level) =>
    expect(said(level)).toBe('connection refused'),
  );

  test('4 of syslog is a warning', () => expect(said(4)).toBe('WARN[0000] connection refused'));

  test.each([5, 6, 7])('%d of syslog is information', (level) =>
    expect(said(level)).toBe('INFO[0000] connection refused'),
  );

  test.each([
    [20, 'INFO[0000] connection refused'],
    [30, 'INFO[0000] connection refused'],
    [40, 'WARN[0000] connection refused'],
    [50, 'connection refused'],
  ])('%d of pino is read as %s', (level, text) => expect(said(level)).toBe(text));
});
