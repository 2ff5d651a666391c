import { canMend, mend, scenarios } from '../../playground/src/scenarios';
import { minutes } from '../../playground/src/world';
import { type Stack, startStack } from '../support/stack';

const mendable = scenarios.filter(canMend);

describe('what was mended in the playground is well, to the bot as well', () => {
  let stack: Stack;
  const said = new Map<string, string>();
  beforeAll(async () => {
    stack = await startStack();
    for (const scenario of mendable) said.set(scenario.id, mend(stack.world, scenario));
    stack.world.clock.jump(minutes(3));
    stack.world.catchUp();
  });
  afterAll(() => stack.stop());

  test.each(mendable.map(({ id, command }) => [id, command] as const))(
    '%s: /ce-image %s',
    async (id, command) => {
      // A job run is as it was; the new one is another.
      const run = /^jobrun /.test(command) && /runs it: (\S+)\.$/.exec(said.get(id) ?? '')?.[1];
      const { report } = await stack.ask(run ? command.replace(/^jobrun \S+/, `jobrun ${run}`) : command);
      expect([report?.cause, report?.findings[0]?.proof]).toEqual(['healthy-no-problem', undefined]);
    },
  );

  test('all cases of builds, apps and jobs can be mended, but those that are about what is gone', () => {
    const others = scenarios.filter(
      (each) =>
        !canMend(each) &&
        each.cause !== 'healthy-no-problem' &&
        // A fleet is never mended: another one is made.
        !each.command.startsWith('fleet '),
    );
    expect(others.map((each) => each.id).sort()).toEqual([
      'build-run-retention',
      'code-bundle-gone',
      'job-run-retention',
      'no-service-role',
      'outbound-blocked-build',
      'private-path-pending',
      'project-deleted',
      'runtime-out-of-support',
      'vulnerable-image',
    ]);
  });
});
