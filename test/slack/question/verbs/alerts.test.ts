import type { Command } from '../../../../src/slack/question/command';
import { parseCommand } from '../../../../src/slack/question/parse';
import { formatCommand } from '../../../../src/slack/question/verbs';

describe('the grammar of alerts', () => {
  test.each<[string, Command]>([
    ['watch', { do: 'watch' }],
    ['watch shop', { do: 'watch', project: 'shop' }],
    ['WATCH shop -r eu-de', { do: 'watch', project: 'shop', region: 'eu-de' }],
    ['watch --project shop --only builds,apps', { do: 'watch', project: 'shop', kinds: ['builds', 'apps'] }],
    ['watch shop —only job', { do: 'watch', project: 'shop', kinds: ['jobs'] }],
    [
      'watch shop --name “shop-*” --exclude *-test --min-failures 3',
      { do: 'watch', project: 'shop', name: 'shop-*', exclude: '*-test', minFailures: 3 },
    ],
    [
      'watch shop --quiet 22:00-7:00 --tz Europe/Berlin --digest 9:00',
      {
        do: 'watch',
        project: 'shop',
        quiet: { from: '22:00', to: '07:00' },
        timeZone: 'Europe/Berlin',
        digestAt: '09:00',
      },
    ],
    ['watch shop --quiet off --digest off', { do: 'watch', project: 'shop', quiet: 'off', digestAt: 'off' }],
    ['unwatch shop', { do: 'unwatch', project: 'shop' }],
    ['watches', { do: 'watches' }],
    ['history', { do: 'history' }],
    ['history shop-*', { do: 'history', name: 'shop-*' }],
    ['watch --help', { do: 'help' }],
  ])('%s', (line, command) => {
    expect(parseCommand(line)).toEqual(command);
    if (command.do !== 'help') expect(parseCommand(formatCommand(command))).toEqual(command);
  });

  test.each([
    ['watch shop --only functions', 'builds, apps and jobs'],
    ['watch shop --min-failures 0', 'from 1 to 100'],
    ['watch shop --min-failure 2', '"nearest":{"do":"watch","project":"shop","minFailures":2}'],
    ['watch shop --quiet 25:00-07:00', '22:00-07:00'],
    ['watch shop --tz Berlin', 'Europe/Berlin'],
    ['watch shop --digest noon', '09:00'],
    ['watch shop --region mars', 'Its regions'],
    ['watch shop --name', 'needs a value'],
    ['watch shop other', 'one name'],
    ['unwatch shop --only apps', 'no option --only'],
  ])('%s is explained', (line, words) => {
    const asked = parseCommand(line);
    expect(asked.do).toBe('mistake');
    expect(JSON.stringify(asked)).toContain(words);
  });

  test('a build that is called watch can still be asked about', () => {
    const command: Command = { do: 'diagnose', name: 'watch' };
    expect(parseCommand(formatCommand(command))).toEqual(command);
    expect(parseCommand('build watch')).toEqual({ do: 'diagnose', kind: 'build', name: 'watch' });
  });

  test('a message that begins with one of the words may be a sentence', () => {
    expect(parseCommand('watch out the build failed', 'message').do).toBe('explain');
    expect(parseCommand('watch shop', 'message')).toEqual({ do: 'watch', project: 'shop' });
  });
});
