import { scenarios } from '../../playground/src/scenarios';
import { catalogue } from '../../src/diagnosis/causes/index';
import { nothingToName } from '../../src/diagnosis/causes/shared/headline';
import type { CauseId } from '../../src/diagnosis/model/cause-id';
import { readable, type Stack, startStack } from '../support/stack';

/** What issue after issue relies on: these cases are always played. */
const promised = [
  'I-2',
  'I-3',
  'I-4',
  'I-8',
  'B-3',
  'B-4',
  'B-5',
  'B-7',
  'B-10',
  'B-11',
  'B-13',
  'A-8',
  'J-3',
  'none',
];

describe('every scenario, from the signed slash command to the card', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  test('the promised cases are there', () => {
    expect(scenarios.map((scenario) => scenario.case)).toEqual(expect.arrayContaining(promised));
  });

  test.each(scenarios.map((scenario) => [scenario.case, scenario.command, scenario.cause] as const))(
    '%s: /ce-image %s is %s',
    async (_documented, command, cause) => {
      expect(catalogue.has(cause as CauseId)).toBe(true);
      const { messages, report } = await stack.ask(command);
      expect(report?.cause).toBe(cause);
      const card = readable(messages);
      if (cause !== 'healthy-no-problem') {
        const known = catalogue.get(cause as CauseId);
        expect(card).toContain(known?.title);
        if (known?.headline !== nothingToName) expect(report?.headline).not.toContain(known?.title);
        expect(report?.findings[0]?.fix.length).toBeGreaterThan(0);
      }
    },
  );

  test('no secret of this world left it', () => {
    const said = stack.everythingSaid();
    expect(said.length).toBeGreaterThan(100_000);
    const leaked = stack.world.canaries.filter((canary) => said.includes(canary));
    expect(leaked).toEqual([]);
  });

  test('Slack took every card', () => {
    const refused = stack.slack.calls.filter(({ answer }) => !answer.ok);
    expect(refused).toEqual([]);
  });
});
