import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  parseRecording,
  printRecording,
  RecordError,
  readRecording,
  writeRecording,
} from '../../src/record/file';

const good = `# whatever
record: 1
at: 2026-01-05T10:00:00.000Z
version: "0.1.0"
asked: [why, build, build-1]
login: API key
settings: { CODE_ENGINE_REGIONS: eu-de }
replaced: { build: 1 }
tokens: {}
exchanges:
  - ask: GET https://api.eu-de.codeengine.cloud.ibm.com/v2/projects
    as: Bearer $JWT_1
    status: 200
    ms: 12
    json: { projects: [] }
  - ask: GET https://de.icr.io/v2/
    ms: 3
    broke: { code: CERT_HAS_EXPIRED, phase: tls }
  - climb: { url: https://github.com/owner-1/repository-1, knownHosts: [github.com] }
    ms: 5
    failed: { reason: unreachable, message: no way there }
`;

/** What is said of the record after `from` became `to`. */
function fault(from: string | RegExp, to: string): string {
  const edited = good.replace(from, to);
  expect(edited).not.toBe(good);
  try {
    parseRecording(edited, 'my.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(RecordError);
    return (error as Error).message;
  }
  return 'nothing';
}

describe('a record', () => {
  test('is read as it was written, long lines, line breaks and odd values included', () => {
    const recording = parseRecording(good, 'my.yaml');
    const odd = {
      ...recording,
      exchanges: [
        {
          ask: 'GET https://x.example.com/log',
          status: 200,
          ms: 1,
          text: `one\n  two: three\t\n\n# no comment\n${'long '.repeat(100)}\u0001\n`,
        },
        {
          ask: 'GET https://x.example.com/json',
          status: 200,
          ms: 1,
          json: { a: 'yes', b: '007', c: null, d: ['~', '1e3', ' x', 'x: y'], 'de.icr.io/a/b@sha256:1': 1.5 },
        },
      ],
    };
    expect(
      parseRecording(
        printRecording(odd, (text) => text),
        'my.yaml',
      ),
    ).toEqual(odd);
  });

  test('says in its first lines what it is and what was replaced', () => {
    const text = printRecording(parseRecording(good, 'my.yaml'), (yaml) => yaml);
    expect(text).toMatch(/^# A record of ce-image[\s\S]*Secrets, names, ids, hosts[\s\S]*\nrecord: 1\n/);
  });

  test('is taken out of what has no stand-in before it is written', () => {
    const text = printRecording(parseRecording(good, 'my.yaml'), (yaml) =>
      yaml.replaceAll('build-1', '[secret]'),
    );
    expect(text).not.toContain('build-1');
  });

  test.each([
    [/status: 200/, 'status: ok', /^my\.yaml:13: “exchanges\[0\]\.status” is string, and should be number$/],
    [
      /ask: GET https:\/\/de/,
      'ask: https://de',
      /^my\.yaml:16: “exchanges\[1\]\.ask” is not a method and an address/,
    ],
    [/ {4}ms: 3\n/, '', /^my\.yaml:16: “exchanges\[1\]\.ms” is missing$/],
    [/ {4}broke: .*\n/, '', /^my\.yaml:16: “exchanges\[1\]” has neither “status” nor “broke”/],
    [/phase: tls/, 'phase: lunch', /^my\.yaml:18: “exchanges\[1\]\.broke\.phase”/],
    [/reason: unreachable/, 'reason: bad luck', /^my\.yaml:21: “exchanges\[2\]\.failed\.reason”/],
    [/ms: 12/, 'mss: 12', /“exchanges\[0\]” has fields that ce-image does not know: "mss"/],
    [/record: 1/, 'record: 2', /^my\.yaml:2: “record” is not 1: another version/],
    [/asked: .*/, 'asked: []', /^my\.yaml:5: “asked” is empty/],
    [/at: .*/, 'at: yesterday', /^my\.yaml:3: “at” is not a time like/],
    [/exchanges:[\s\S]*/, 'exchanges: none\n', /^my\.yaml:10: “exchanges” is string, and should be array$/],
    [/json: \{ projects/, 'json: { projects: {{', /^my\.yaml:\d+: this is not YAML/],
    [/^[\s\S]*$/, 'just a note', /^my\.yaml:1: this is no record; make one with/],
  ])('that was edited by hand is refused with its line: %s -> %s', (from, to, message) => {
    expect(fault(from, to)).toMatch(message);
  });

  test('with many faults names the first few', () => {
    const lines = fault(/exchanges:[\s\S]*/, `exchanges:\n${'  - 7\n'.repeat(9)}`).split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[5]).toBe('… and 4 more');
  });

  test('that cannot be read or written says why', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ce-image-record-'));
    try {
      expect(() => readRecording(join(folder, 'none.yaml'))).toThrow(/cannot be read: there is no such file/);
      expect(() => readRecording(folder)).toThrow(/cannot be read: it is a folder/);
      const recording = parseRecording(good, 'my.yaml');
      expect(() => writeRecording(join(folder, 'no/where.yaml'), recording, (text) => text)).toThrow(
        /cannot be written: there is no such file or folder/,
      );
      writeRecording(join(folder, 'a.yaml'), recording, (text) => text);
      expect(readRecording(join(folder, 'a.yaml'))).toEqual(recording);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
