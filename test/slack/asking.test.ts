import type { Message } from '../../playground/src/slack';
import type { Names } from '../../src/diagnosis/model/diagnosis';
import type { ProjectRef, WorkloadKind } from '../../src/diagnosis/model/subject';
import { type FakeDiagnosis, fakeDiagnosis, shop, shopRef, workload } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';

let bench: Bench;
afterEach(() => bench.stop());

const reporting: ProjectRef = {
  id: 'c0ffee00-27a8-48d2-a784-c7ee48bb863b',
  name: 'reporting',
  region: 'eu-gb',
};
const content: ProjectRef = {
  id: 'decade00-27a8-48d2-a784-c7ee48bb863b',
  name: 'content',
  region: 'us-south',
};

function named(project: ProjectRef, kind: WorkloadKind, ...names: string[]) {
  return names.map((name) => ({ kind, name, project }));
}

const own = named(shopRef, 'app', 'shop-api', 'storefront', 'style-guide', 'fitting-room');
const others = [
  ...named(reporting, 'app', 'ledger', 'search'),
  ...named(reporting, 'job', 'month-end'),
  ...named(content, 'app', 'search'),
];

/** A cloud of three projects. */
function cloud(): FakeDiagnosis {
  return fakeDiagnosis({
    names: async ({ everywhere }): Promise<Names> => ({
      defaultProject: shopRef,
      projects: [shopRef, reporting, content],
      resources: everywhere ? [...own, ...others] : own,
      unread: [],
    }),
    project: async ({ project }) =>
      [shopRef, reporting, content].find(({ id, name }) => name === project || id === project) ?? shopRef,
    locate: async (query) => {
      const project = [reporting, content].find(({ id, name }) => [id, name].includes(query.project ?? ''));
      const found = [...own, ...others].find(
        (each) => each.name === query.name && each.project.id === (project ?? shopRef).id,
      );
      return found
        ? { found: 'one', subject: found }
        : { found: 'none', query, project: { ...shop, ...(project ?? shopRef) }, nearest: [] };
    },
  });
}

function shown(channel: string): Message[] {
  return bench.slack.state.messages.filter((each) => each.channel === channel && each.byBot && !each.deleted);
}

async function dm(text: string): Promise<Message[]> {
  const before = shown('D0ADA').length;
  await bench.slack.people.sendDirectMessage(text);
  await bench.app.idle();
  return shown('D0ADA').slice(before);
}

async function mention(text: string, threadTs?: string): Promise<Message[]> {
  const before = shown('C0SHOP').length;
  await bench.slack.people.sendMention(text, threadTs ? { threadTs } : {});
  await bench.app.idle();
  return shown('C0SHOP').slice(before);
}

const said = (message: Message | undefined) => JSON.stringify(message?.blocks ?? []);
const investigated = (diagnosis: FakeDiagnosis) =>
  diagnosis.asked.filter(({ question }) => question === 'investigate').map(({ of }) => of);

describe('a question', () => {
  test.each(['why is storefront not starting?', 'what happened to app storefront?', 'storefront kaputt 😭'])(
    'in other words is no log: %s',
    async (text) => {
      const diagnosis = cloud();
      bench = await startBench(diagnosis);
      await dm(text);
      expect(investigated(diagnosis)).toEqual([workload('app', 'storefront')]);
    },
  );

  test('by slash command with words around it is answered as well', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('app ledger in project reporting, please');
    await bench.app.idle();
    expect(investigated(diagnosis)).toEqual([{ kind: 'app', name: 'ledger', project: reporting }]);
  });

  test.each([
    ['thanks!', 'You are welcome'],
    ['hello', 'Hello'],
    ['how do I give my app access to a private registry?', 'ibmcloud ce secret create'],
  ])('that is none gets a short answer: %s', async (text, answer) => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    const [card, ...more] = await dm(text);
    expect(more).toEqual([]);
    expect(said(card)).toContain(answer);
    expect(said(card)).not.toMatch(/✅|APP_NAME/);
    expect(investigated(diagnosis)).toEqual([]);
  });

  test('that names nothing is asked back with what fails now', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    const [card] = await dm('my app does not start');
    expect(said(card)).toContain('Which app do you mean?');
    await bench.slack.people.clickButton({ message: card as Message }, 'App shop-api');
    await bench.app.idle();
    expect(investigated(diagnosis)).toEqual([workload('app', 'shop-api')]);
  });

  test('about two things gets a card each, about four a menu', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    const cards = await dm('are storefront and style-guide ok?');
    expect(cards).toHaveLength(2);
    expect(investigated(diagnosis)).toEqual([workload('app', 'storefront'), workload('app', 'style-guide')]);
    const [menu, ...more] = await dm('shop-api storefront style-guide fitting-room');
    expect(more).toEqual([]);
    await bench.slack.people.selectOption({ message: menu as Message }, 'fitting-room');
    await bench.app.idle();
    expect(investigated(diagnosis).at(-1)).toEqual(workload('app', 'fitting-room'));
  });
});

describe('a name of another project', () => {
  test('is taken from the only one that has it, and this is said', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    const [card] = await mention('why is ledger down?');
    expect(investigated(diagnosis)).toEqual([{ kind: 'app', name: 'ledger', project: reporting }]);
    expect(said(card)).toContain('is not in project `shop`');
  });

  test('is found beside one of the usual project', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    expect(await mention('compare storefront and month-end')).toHaveLength(2);
    expect(investigated(diagnosis)).toEqual([
      workload('app', 'storefront'),
      { kind: 'job', name: 'month-end', project: reporting },
    ]);
  });

  test('is asked where several have it', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    const [card] = await mention('search');
    await bench.slack.people.clickButton({ message: card as Message }, 'App in content');
    await bench.app.idle();
    expect(investigated(diagnosis)).toEqual([{ kind: 'app', name: 'search', project: content }]);
  });
});

describe('a thread', () => {
  test('remembers what it is about', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    await bench.slack.people.sendSlashCommand('app storefront');
    await bench.app.idle();
    const [card] = shown('C0SHOP');
    await mention('again', card?.ts);
    expect(investigated(diagnosis)).toEqual([workload('app', 'storefront'), workload('app', 'storefront')]);
    await mention('and style-guide?', card?.ts);
    await mention('logs', card?.ts);
    const read = diagnosis.asked.filter(({ question }) => question === 'transcript');
    expect(read.map(({ of }) => of)).toEqual([workload('app', 'style-guide')]);
  });

  test('of another channel knows nothing of it', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    await dm('app storefront');
    const [card] = await mention('again');
    expect(said(card)).not.toContain('storefront');
  });
});

describe('the usual project', () => {
  test('of a channel is meant when none is named, and is offered once', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    const [card] = await mention('app ledger in reporting');
    await bench.slack.people.clickButton({ message: card as Message }, 'Use reporting in this channel');
    await bench.app.idle();
    diagnosis.asked.length = 0;
    await mention('search');
    expect(investigated(diagnosis)).toEqual([{ kind: 'app', name: 'search', project: reporting }]);
    const [again] = await mention('app ledger in reporting');
    expect(said(again)).not.toContain('in this channel');
    await mention('use none');
    diagnosis.asked.length = 0;
    await mention('storefront');
    expect(investigated(diagnosis)).toEqual([workload('app', 'storefront')]);
  });

  test('of a person holds for them alone', async () => {
    const diagnosis = cloud();
    bench = await startBench(diagnosis);
    await dm('use content');
    await dm('search');
    await bench.slack.people.sendDirectMessage('search', { user: 'U0BEN' });
    await bench.app.idle();
    expect(investigated(diagnosis)).toEqual([{ kind: 'app', name: 'search', project: content }]);
    expect(said(shown('D0BEN').at(-1))).toContain('Which one?');
  });
});
