/**
 * Records the diagnosis of every documented case, and makes it again from the record. Exits with 1 when an answer is
 * another one, when the record lacks an answer, or when a planted secret is in it.
 */
import { startStandIns } from '../playground/src/index';
import { scenarios } from '../playground/src/scenarios';
import { parseRecording, printRecording } from '../src/record/file';
import { exitWith } from './exit-with';
import { recorded, replayed } from './record-again';

async function main(): Promise<number> {
  const standIns = await startStandIns();
  let same = 0;
  let bytes = 0;
  try {
    for (const { command, login } of scenarios) {
      const environment = login === undefined ? standIns.environment : standIns.profileEnvironment;
      const { recording, masker } = await recorded(command, environment);
      const file = printRecording(recording, (text) => masker.mask(text));
      bytes += Buffer.byteLength(file);
      const { answered, unanswered } = await replayed(parseRecording(file, 'record.yaml'));
      const leaks = standIns.world.canaries.filter((canary) => file.includes(canary)).length;
      const wrong = [
        ...(JSON.stringify(answered) === JSON.stringify(recording.answered)
          ? []
          : [`${JSON.stringify(recording.answered)} became ${JSON.stringify(answered)}`]),
        ...unanswered.map((question) => `no answer to ${question}`),
        ...(leaks > 0 ? [`${leaks} secrets`] : []),
      ];
      if (wrong.length === 0) same += 1;
      else process.stdout.write(`✗ ${command}: ${wrong.join('; ')}\n`);
    }
  } finally {
    await standIns.close();
  }
  const size = Math.round(bytes / scenarios.length / 1000);
  process.stdout.write(
    `${same} of ${scenarios.length} records give the same answer and hold no secret; ${size} kB on average\n`,
  );
  return same === scenarios.length ? 0 : 1;
}

exitWith(main);
