import type { Block } from '../../playground/src/slack';
import { failedBuild, fakeDiagnosis, workload } from '../support/reports';
import { type Bench, startBench } from '../support/slack-bench';

let bench: Bench;
afterEach(() => bench.stop());

/** A workspace that does not take folded blocks. */
async function start(refuses = true): Promise<void> {
  const diagnosis = fakeDiagnosis({
    locate: async () => ({ found: 'one', subject: workload('build', 'shop-api') }),
    investigate: async () => failedBuild(),
  });
  bench = await startBench(diagnosis);
  bench.slack.state.rules.noContainers = refuses;
}

async function ask(command: string) {
  await bench.slack.people.sendSlashCommand(command);
  await bench.app.idle();
  const card = bench.slack.state.messages.findLast(({ byBot, deleted }) => byBot && !deleted);
  if (!card) throw new Error('nothing was answered');
  return card;
}

const types = (blocks: readonly Block[]) => blocks.map(({ type }) => type);

describe('what was seen', () => {
  test('is folded where the workspace takes folded blocks', async () => {
    await start(false);
    const card = await ask('build shop-api');
    expect(types(card.blocks)).toContain('container');
    expect(JSON.stringify(card.blocks)).not.toContain('show_details');
  });

  test('is behind Details elsewhere, in a window of its own', async () => {
    await start();
    const card = await ask('build shop-api');
    expect(types(card.blocks)).not.toContain('container');
    expect(JSON.stringify(card.blocks)).not.toContain('Ruled out');
    await bench.slack.people.clickButton({ message: card }, 'Details');
    await bench.app.idle();
    const [view] = [...bench.slack.state.views.values()];
    expect(JSON.stringify(view?.payload)).toContain('Ruled out');
    expect(JSON.stringify(view?.payload)).toContain('Build run shop-api-run-7 (shop) failed');
  });
});
