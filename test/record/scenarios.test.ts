import { type StandIns, startStandIns } from '../../playground/src/index';
import { scenarios } from '../../playground/src/scenarios';
import type { Project } from '../../playground/src/world';
import { recorded, replayed } from '../../scripts/record-again';
import { parseRecording, printRecording } from '../../src/record/file';

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.close());

/** Names of the simulated companies that are no words of tools or of file names. */
function ownNames(): readonly string[] {
  const collections = ['apps', 'builds', 'buildRuns', 'jobs', 'jobRuns', 'functions', 'secrets'] as const;
  const of = (project: Project) => [
    project.name,
    ...collections.flatMap((each) => [...project[each].keys()]),
    ...[...project.builds.values()].flatMap(({ source_url: url = '' }) =>
      url
        .replace(/^(?:https:\/\/|git@)[^/:]+[/:]/, '')
        .split('/')
        .slice(0, 1),
    ),
  ];
  const names = [...standIns.world.projects.values()].flatMap(of);
  return [...new Set(names)].filter((name) => name.length > 3 && !name.startsWith('ce-auto-icr-'));
}

/** `npm run -s records` plays all of them. */
const some = scenarios.filter((_, at) => at % 4 === 0);

describe('a record of a documented case', () => {
  test.each(some.map(({ command }) => [command]))('%s is found again in its record', async (command) => {
    const { recording, masker } = await recorded(command, standIns.environment);
    const file = printRecording(recording, (text) => text);
    expect(masker.mask(file)).toBe(file);
    for (const canary of standIns.world.canaries) expect(file).not.toContain(canary);
    expect(await replayed(parseRecording(file, 'record.yaml'))).toEqual({
      answered: recording.answered,
      unanswered: [],
    });
  });

  test('names nobody: what stands in fields, addresses and images is replaced', async () => {
    const names = ownNames();
    expect(names.length).toBeGreaterThan(200);
    for (const command of [
      'build shop-api',
      'app fitting-room --project content',
      'jobrun settlement-run-12 --project payments',
    ]) {
      const { recording } = await recorded(command, standIns.environment);
      const { asked, settings, exchanges } = recording;
      const logs = exchanges.map((each) =>
        'ask' in each && /\/log\?/.test(each.ask) ? { ...each, text: '' } : each,
      );
      const text = JSON.stringify({ asked, settings, logs });
      const left = names.filter((name) => new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`).test(text));
      // A word of every protocol stays where it is one.
      expect(left.filter((name) => name !== 'content')).toEqual([]);
    }
  });
});
