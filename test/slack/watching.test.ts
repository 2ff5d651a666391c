import type { Message, View } from '../../playground/src/slack';
import type { Alerts } from '../../src/alerts';
import { alertCard } from '../../src/slack/cards/alerts';
import { fakeDiagnosis, shopRef } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';

const pay = { id: 'b2b2', name: 'pay', region: 'us-south' };
const gone = { id: 'c3c3', name: 'old-shop', region: 'eu-de' };
const many = Array.from({ length: 250 }, (_, at) => ({
  id: `id-${at}`,
  name: `team-${at}`,
  region: 'eu-de',
  status: at === 7 ? 'inactive' : 'active',
}));

let bench: Bench;
let ended: string[];

async function start(watched: readonly (typeof pay)[]): Promise<void> {
  ended = [];
  const alerts = {
    watches: async () => ({
      subscriptions: watched.map((project) => ({ project, kinds: ['apps'], minFailures: 1 })),
      mutes: [],
    }),
    unwatch: async (_channel: string, project: { name: string }) => ended.push(project.name) > 0,
  };
  const listed = [...many, { ...shopRef, status: 'active' }, { ...gone, status: 'inactive' }];
  const diagnosis = fakeDiagnosis({
    projects: async () => ({ projects: listed, failedRegions: [], defaultProject: shopRef.name }),
  });
  bench = await startBench(diagnosis, { app: { alerts: async () => alerts as unknown as Alerts } });
}
afterEach(() => bench.stop());

async function ask(text: string): Promise<Message> {
  await bench.slack.people.sendSlashCommand(text);
  await bench.app.idle();
  return bench.slack.state.messages.filter(({ byBot, deleted }) => byBot && !deleted).at(-1) as Message;
}

const lastView = () => [...bench.slack.state.views.values()].at(-1) as View;
const words = (message: Message) => JSON.stringify(message.blocks);
const projectMenu = (view: View) =>
  (view.payload.blocks as { block_id?: string; element?: { initial_option?: { value: string } } }[]).find(
    ({ block_id }) => block_id === 'project',
  )?.element;

describe('the form of watch', () => {
  test('that Slack does not take becomes words that say what to type', async () => {
    await start([]);
    bench.slack.faults.add({ method: 'views.update', times: 1, answer: { error: 'invalid_arguments' } });
    await ask('watch');
    expect(JSON.stringify(lastView().payload)).toContain('/ce-image watch PROJECT');
    expect(lastView().payload.submit).toBeUndefined();
  });

  test('searches all projects, also those beyond the hundred that a menu holds', async () => {
    await start([]);
    await ask('watch');
    const offered = async (typed: string) => {
      const { body } = await bench.slack.people.suggestOptions({ view: lastView() }, typed, {
        menu: 'value',
      });
      return (body as { options: { value: string }[] }).options.map(({ value }) => value);
    };
    expect(await offered('team-249')).toEqual(['id-249']);
    expect(await offered('')).toHaveLength(100);
    expect(await offered('TEAM-7')).not.toContain('id-7');
    expect(await offered('no such project')).toEqual([]);
  });

  test('of *Change* holds the project that is to be changed, active or not, listed or not', async () => {
    await start([gone, pay]);
    const list = await ask('watches');
    for (const [at, each] of [gone, pay].entries()) {
      await bench.slack.people.clickButton({ message: list }, `edit_watch:${at}`);
      await bench.app.idle();
      expect(projectMenu(lastView())?.initial_option?.value).toBe(each.id);
    }
  });
});

describe('unwatch without a name', () => {
  test('ends the only watch', async () => {
    await start([pay]);
    await ask('unwatch');
    expect(ended).toEqual(['pay']);
  });

  test('asks which of several, and ends the one that is chosen', async () => {
    await start([pay, shopRef]);
    const which = await ask('unwatch');
    expect(words(which)).toContain('This channel watches 2 projects');
    expect(ended).toEqual([]);
    await bench.slack.people.selectOption({ message: which }, 'pay (us-south)');
    await bench.app.idle();
    expect(ended).toEqual(['pay']);
  });
});

describe('a note in a thread', () => {
  const note = { type: 'note', notes: [{ what: 'acknowledged', by: 'U0BEN' }] } as never;

  test('names who pressed and calls nobody', () => {
    expect(alertCard(note, () => 'ben').text).toBe('👀 *ben* looks at it');
    expect(alertCard(note, () => '<!channel>').text).toBe('👀 *&lt;!channel&gt;* looks at it');
    expect(alertCard(note).text).toBe('👀 Somebody looks at it');
  });
});
