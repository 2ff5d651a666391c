import fc from 'fast-check';
import { readQuestion } from '../../../src/slack/question/read';
import { formatCommand } from '../../../src/slack/question/verbs';
import { measureQuestions, ownFiles } from '../../support/questions';

test.each([
  ['please mute overnight-job', 'mute app overnight-job'],
  ['please silence the app web-1h', 'mute app web-1h'],
  ['please mute web-1h overnight', 'mute app web-1h --for tomorrow'],
  ['please mute overnight-job for 8h', 'mute app overnight-job --for 8h'],
])('%j: for how long is never part of a name', (text, command) => {
  const project = { id: 'p1', name: 'shop', region: 'eu-de' };
  const resources = ['overnight-job', 'web-1h'].map((name) => ({ kind: 'app', name, project }) as const);
  const reading = readQuestion(text, {
    surface: 'message',
    known: { defaultProject: project, projects: [project], resources },
  });
  expect(reading).toHaveLength(1);
  expect(formatCommand((reading as readonly never[])[0] as never)).toBe(command);
});

describe('what people write', () => {
  test('is measured with at least 200 wordings', () => {
    const counts = ownFiles
      .map((file) => measureQuestions(file))
      .map(({ right, wrong }) => right + wrong.length);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(200);
  });

  test.each(ownFiles)('of %s leads to the right thing, in at least 97 of 100 wordings', (file) => {
    const { right, wrong } = measureQuestions(file);
    expect(right / (right + wrong.length)).toBeGreaterThanOrEqual(0.97);
  });

  test.each(['why is it so slow today', 'thanks', 'what?', 'it is broken'])(
    '%j is never read as a log',
    (text) => {
      const reading = readQuestion(text, { surface: 'message' });
      expect(JSON.stringify(reading)).not.toContain('explain');
    },
  );

  test('is read, whatever it is', () => {
    const words = fc.constantFrom(
      ...[
        'why',
        'is',
        'app',
        'build',
        'run',
        'shop-api',
        '--project',
        '-',
        '`',
        '*',
        'image',
        'in',
        'project',
      ],
      ...[
        ':1',
        'de.icr.io/a/b:1',
        'https://cloud.ibm.com/codeengine/project/x',
        'git@',
        '\n',
        '😀',
        '?',
        '=',
        '/',
      ],
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 14 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom('command' as const, 'message' as const), (text, surface) => {
        const reading = readQuestion(text, { surface });
        if ('do' in reading) return;
        expect(reading.length).toBeGreaterThan(0);
        for (const command of reading) formatCommand(command);
      }),
      { numRuns: 500 },
    );
  });
});
