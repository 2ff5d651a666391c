/** Questions to a bot while one place of what services answer is poisoned. */
import type { Before, Rewrite, System } from '../../playground/src/before';
import { startStack } from '../../test/support/stack';
import { liveText, type Spot, spotsOf } from './venom';

/** Between them they read lists, resources, pods, events, logs, archives, secrets, registries. */
const commands = [
  'build shop-api',
  'app shop-checkout',
  'app storefront --project shop-prod',
  'logs build shop-api',
  'events app shop-checkout',
  'image private.de.icr.io/shop/shop-checkout:5.0.3',
  'overview',
];
/** A bot is made anew after so many questions: what it remembers must not hide the poison for good. */
const QUESTIONS_A_BOT = 200;

/** A place, and a question that reaches it. */
export interface Case {
  readonly spot: Spot;
  readonly command: string;
}

/** Asks, and says what is wrong with the answer; an empty list: nothing is. */
export interface Questioner {
  readonly cases: readonly Case[];
  ask(of: Case, change: (text: string) => unknown): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function questioner(): Promise<Questioner> {
  let rewrite: (system: System) => Rewrite | undefined = () => undefined;
  const before: Before = async ({ system }) => (system === 'slack' ? undefined : rewrite(system));
  const open = () => startStack({ before });
  let stack = await open();
  let asked = 0;
  const cases = new Map<Spot, Case>();
  for (const command of commands) {
    const spots = new Set<Spot>();
    rewrite = (system) => spotsOf(system, spots);
    await stack.ask(command);
    for (const spot of spots) if (!cases.has(spot)) cases.set(spot, { spot, command });
  }
  return {
    cases: [...cases.values()],
    async ask({ spot, command }, change) {
      asked += 1;
      if (asked % QUESTIONS_A_BOT === 0) {
        rewrite = () => undefined;
        await stack.stop();
        stack = await open();
      }
      rewrite = (system) => spotsOf(system, new Set(), { spot, change });
      const calls = stack.slack.calls.length;
      const { messages } = await stack.ask(command);
      const refused = stack.slack.calls.slice(calls).filter(({ answer }) => !answer.ok);
      const said = JSON.stringify(messages.map(({ text, blocks }) => [text, blocks]));
      return [
        ...(messages.length === 1 ? [] : [`${messages.length} answers`]),
        ...refused.map(({ method, answer }) => `${method} was refused: ${JSON.stringify(answer)}`),
        ...(/Something went wrong on our side/.test(said) ? ['it failed on our side'] : []),
        ...liveText(messages.map(({ text, blocks }) => ({ type: 'mrkdwn', text, blocks }))),
      ];
    },
    async close() {
      rewrite = () => undefined;
      await stack.stop();
    },
  };
}
