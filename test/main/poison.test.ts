import type { Before, Rewrite, System } from '../../playground/src/before';
import { kinds, noting, poisoning, type Spot } from '../support/poison';
import { type Stack, startStack } from '../support/stack';

const commands = [
  'build shop-api',
  'app shop-checkout',
  'app storefront --project shop-prod',
  'logs build shop-api',
  'events app shop-checkout',
  'image private.de.icr.io/shop/shop-checkout:5.0.3',
  'overview',
];

const lost: unknown[] = [];
const note = (error: unknown) => void lost.push(error);

test('explore', async () => {
  process.on('unhandledRejection', note);
  let rewrite: (system: System) => Rewrite | undefined = () => undefined;
  const before: Before = async ({ system }) => rewrite(system);
  const spots = new Map<string, Set<Spot>>();
  const open = () => startStack({ before, deadlineMs: 4000, requestTimeoutMs: 2000 });
  let stack: Stack = await open();
  for (const command of commands) {
    const seen = new Set<Spot>();
    rewrite = (system) => (system === 'slack' ? undefined : noting(system, seen));
    await stack.ask(command);
    spots.set(command, seen);
  }
  await stack.stop();
  const all = new Map<Spot, string>();
  for (const [command, seen] of spots) for (const spot of seen) if (!all.has(spot)) all.set(spot, command);
  console.log([...spots].map(([c, s]) => `${c}: ${s.size}`).join('\n'), all.size);
  const out: string[] = [];
  stack = await open();
  let count = 0;
  const startedAt = Date.now();
  const only = process.env.KIND;
  for (const [name, change] of Object.entries(kinds)) {
    if (only && name !== only) continue;
    for (const [spot, command] of all) {
      if (process.env.SPOT && spot !== process.env.SPOT) continue;
      count += 1;
      rewrite = (system) => (spot.startsWith(`${system} `) ? poisoning(system, spot, change) : undefined);
      const calls = stack.slack.calls.length;
      const t = Date.now();
      const { messages } = await stack.ask(command);
      const took = Date.now() - t;
      const refused = stack.slack.calls.slice(calls).filter(({ answer }) => !answer.ok);
      const said = JSON.stringify(messages.map(({ text, blocks }) => [text, blocks]));
      const bad: string[] = [];
      if (messages.length !== 1) bad.push(`messages ${messages.length}`);
      if (refused.length) bad.push(`refused ${JSON.stringify(refused.map(({ method, answer }) => [method, answer.error, answer.errors]))}`);
      if (/Something went wrong on our side/.test(said)) bad.push('our side');
      if (/\\u0000|\\ud800|\\u0007|\\u001b|\u202e/.test(said)) bad.push(`chars ${said.match(/.{60}(\\u0000|\\ud800|\\u0007|\\u001b|\u202e).{10}/)?.[0]}`);
      if (took > 3000) bad.push(`took ${took}`);
      if (lost.length) bad.push(`lost ${String(lost.splice(0)[0])}`);
      if (({} as { polluted?: boolean }).polluted) bad.push('POLLUTED');
      if (bad.length) out.push(`${name} | ${spot} | ${command} | ${bad.join('; ')}`);
      if (process.env.SHOW) console.log(said);
      if (calls > 1500) {
        await stack.stop();
        stack = await open();
      }
    }
    out.push(`# ${name}: ${count} asked, ${Date.now() - startedAt} ms`);
    require('node:fs').writeFileSync('/tmp/slackwire/poison.txt', out.join('\n'));
  }
  await stack.stop();
  console.log(out.slice(0, 60).join('\n'));
}, 1_200_000);
