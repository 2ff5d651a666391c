/** Runs the cases of one tool on one suite, one after the other, on one fresh machine. */
import type { LabCase, LabText, Suite, Tool } from './case';
import { clean } from './clean';
import { Machine, type Outcome } from './machine';

export interface Result {
  readonly tool: string;
  readonly suite: Suite;
  readonly name: string;
  /** The text, or why there is none. */
  readonly text?: LabText;
  readonly dropped?: string;
  readonly seconds: number;
}

const minute = 60;
/** The exit code of timeout(1) for what ran too long: a text that the lab itself cut off proves nothing. */
const cutOff = 124;

export async function runTool(
  tool: Tool,
  suite: Suite,
  only?: readonly string[],
): Promise<readonly Result[]> {
  const machine = Machine.boot(suite, `${tool.name}-${suite}`);
  const drop = (name: string, dropped: string): Result => ({
    tool: tool.name,
    suite,
    name,
    dropped,
    seconds: 0,
  });
  if (!machine.has(tool.needs)) return [drop('*', `${tool.needs} is not in the toolbox`)];
  if (tool.setup) {
    const started = await machine.run(tool.setup, tool.env, 2 * minute);
    if (started.code !== 0) return [drop('*', `setup failed: ${started.text.slice(-300)}`)];
  }
  const version = (await machine.run(tool.version, tool.env)).text.match(/\d+(\.\d+)+/)?.[0] ?? suite;
  const results: Result[] = [];
  for (const one of tool.cases) {
    if (one.on && !one.on.includes(suite)) continue;
    if (only && !only.some((part) => one.name.includes(part))) continue;
    const begun = Date.now();
    const result = await runCase(machine, tool, one);
    const seconds = (Date.now() - begun) / 1000;
    const id = `${tool.name}/${one.name}/${version}`;
    if (typeof result === 'string') results.push({ ...drop(one.name, result), seconds });
    else {
      const also = one.also ? { also: one.also } : {};
      const text: LabText = {
        id,
        tool: tool.name,
        version,
        cause: one.cause,
        ...also,
        text: clean(result.text),
      };
      results.push({ tool: tool.name, suite, name: one.name, text, seconds });
    }
  }
  return results;
}

/** The outcome, or why it proves nothing. */
async function runCase(machine: Machine, tool: Tool, one: LabCase): Promise<Outcome | string> {
  await machine.sweep();
  const env = { ...tool.env, ...one.env };
  for (const [file, content] of Object.entries(one.files ?? {})) machine.write(file, content);
  if (one.setup) {
    const laid = await machine.run(one.setup, env, 2 * minute);
    if (laid.code !== 0) return `trap not laid: ${laid.text.slice(-400)}`;
  }
  const outcome = await machine.run(one.run, env, one.limit ?? minute);
  const ends = one.ends ?? (one.cause === 'healthy-no-problem' ? 'well' : 'badly');
  const last = outcome.text.slice(-600);
  if (outcome.code === cutOff) return `cut off after ${one.limit ?? minute} s: ${last}`;
  if (ends === 'well' && outcome.code !== 0) return `ended with ${outcome.code}: ${last}`;
  if (ends === 'badly' && outcome.code === 0) return `did not fail: ${last}`;
  if (!one.shows.test(withoutNames(clean(outcome.text))))
    return `the fault does not show (${outcome.code}): ${last}`;
  return outcome;
}

/** The hosts and images of the lab tell their fault by name; the words must show without them. */
const withoutNames = (text: string) => text.replace(/[\w.-]+\.example\.com(\/[\w./-]*)?/g, 'HOST');
