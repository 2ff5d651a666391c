/** Fix steps about what a workload is set to: time, size, probe, command. */

import type { FixStep } from '../model/fix';
import { ce } from './command';
import type { RemedyFacts } from './facts';
import { longer, MOST_JOB_SECONDS, smallerSize } from './sizes';
import { setWorkload, step } from './steps';

/** Twice the time that an instance of the job may take. */
export function moreJobTime(facts: RemedyFacts): FixStep {
  const job: RemedyFacts = { ...facts, kind: 'jobrun' };
  const { maxExecutionTime: now } = facts;
  if (now === undefined) {
    return setWorkload(job, `Raise the limit, in seconds, up to ${MOST_JOB_SECONDS} (a day).`, {
      maxexecutiontime: 'SECONDS',
    });
  }
  const seconds = longer(now, MOST_JOB_SECONDS);
  return seconds === undefined
    ? step(`The job already has the longest time that there is, ${now} seconds: make its work smaller.`)
    : setWorkload(
        job,
        `Raise the limit from ${now} to ${seconds} seconds; ${MOST_JOB_SECONDS} are the most.`,
        {
          maxexecutiontime: seconds,
        },
      );
}

/** Ask for less, so that it finds room. */
export function lessMemory(facts: RemedyFacts): FixStep {
  if (facts.memory === undefined) {
    return setWorkload(facts, 'Or ask for less.', { cpu: 'CPU', memory: 'MEMORY' });
  }
  const smaller = smallerSize(facts);
  return smaller
    ? setWorkload(facts, 'Or ask for less, if the program can do with it.', { ...smaller })
    : step('It already asks for as little as there is: wait for room, or make some.');
}

/** The probe with the port that the app listens on; its path only the program's author knows. */
export function setProbe(facts: RemedyFacts): FixStep {
  const { probe, port = 8080 } = facts;
  const asked = probe?.path === undefined ? '' : ` instead of ${probe.path}`;
  return setWorkload(
    { ...facts, kind: 'app' },
    `Or name a path${asked} that the program answers with a status from 200 to 399.`,
    {
      [`probe-${probe?.use ?? 'ready'}`]: ['type=http', 'path=PATH', `port=${probe?.port || port}`],
    },
  );
}

/** Command and arguments as they are now, to be corrected. */
export function setCommand(facts: RemedyFacts): FixStep {
  const { commands = [], arguments: words = [] } = facts;
  const known = commands.length + words.length > 0;
  const set = setWorkload(
    { ...facts, kind: 'jobrun' },
    known
      ? 'Correct them, one option for each word; now they are:'
      : 'Set them, one option for each word; they replace those that are set.',
    {
      command: known ? commands : ['COMMAND'],
      argument: known ? words : ['ARGUMENT'],
    },
  );
  // Which words are right, the program's author knows.
  return { ...set, byPerson: true };
}

/** The list that a name must be new in. */
export function listNames({ kind }: RemedyFacts): FixStep {
  return step('See which names are taken.', ce(`${kind ?? 'app'} list`, {}));
}
