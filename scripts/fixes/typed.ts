/**
 * What a person had typed whose pasted text is a documented case, and how they give the command again once the card has
 * told them what to change. Where it is played, the command fails as the text says before, and works afterwards.
 */

import type { PrintedStep } from '../../src/diagnosis/remedy/print';
import type { AskedBot } from '../asked-bot';
import { codeEngineCli } from './code-engine-cli';
import { parse, UsageError } from './grammar';
import { CommandError, newMachine } from './machine';
import { play } from './play';

interface Typed {
  readonly project: string;
  readonly line: string;
  /** The line that is given again, by what the steps say. */
  readonly again: (line: string, steps: readonly PrintedStep[]) => string;
}

const sayOf = (steps: readonly PrintedStep[]) => steps.map(({ text }) => text).join('\n');
/** `Choose another name and give the command again: storefront-2, for example.` */
const renamed: Typed['again'] = (line, steps) => {
  const name = /again: ([a-z0-9-]+)/.exec(sayOf(steps))?.[1];
  return name === undefined ? line : line.replace(/--name \S+/, `--name ${name}`);
};

/** By case. The others are about what the simulated world does not have: uploads of local source, making projects. */
const typed: Readonly<Record<string, Typed>> = {
  'A-1': {
    project: 'shop-prod',
    line: 'ibmcloud ce app create --name storefront --image icr.io/codeengine/helloworld',
    again: renamed,
  },
  'A-2': {
    project: 'payments',
    line: 'ibmcloud ce app create --name Shop_Web --image icr.io/codeengine/helloworld',
    again: renamed,
  },
  'A-5': {
    project: 'shop',
    line: 'ibmcloud ce app create --name catalog --image icr.io/codeengine/helloworld --cpu 9 --memory 64G',
    again: (line, steps) => {
      const sizes = /--cpu \S+ --memory \d+[MG]/.exec(sayOf(steps))?.[0];
      return sizes === undefined ? line : line.replace(/--cpu \S+ --memory \S+/, sizes);
    },
  },
};

/** Undefined: it cannot be played. Otherwise whether the command fails at first, and what it made is well at last. */
export async function playTyped(
  id: string,
  steps: readonly PrintedStep[],
  { stand, ask }: AskedBot,
): Promise<boolean | undefined> {
  const one = typed[id];
  if (!one) return undefined;
  const machine = newMachine(stand);
  const { id: project, region } = stand.world.project(one.project);
  Object.assign(machine, { project, region });
  const works = async (line: string) => {
    try {
      await codeEngineCli(machine, parse(line));
      return true;
    } catch (error) {
      if (error instanceof CommandError || error instanceof UsageError) return false;
      throw error;
    }
  };
  if (await works(one.line)) return false;
  await play(machine, steps);
  const again = one.again(one.line, steps);
  if (!(await works(again))) return false;
  stand.world.catchUp();
  const name = /--name (\S+)/.exec(again)?.[1] ?? '';
  const last = await ask(`app ${name} --project ${one.project}`);
  return last?.state === 'healthy' && last.cause === 'healthy-no-problem';
}
