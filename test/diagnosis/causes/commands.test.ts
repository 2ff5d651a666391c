import { catalogue } from '../../../src/diagnosis/causes/index';
import type { FixSteps } from '../../../src/diagnosis/model/fix';
import { workloadKinds } from '../../../src/diagnosis/model/subject';
import { printCommand } from '../../../src/diagnosis/remedy/print';
import { full, worlds } from './support/worlds';

const commandsOf = (steps: FixSteps) => steps.flatMap(({ commands = [] }) => commands);

describe.each(worlds)('with %s', (_title, facts) => {
  test('no command lacks what it is about', () => {
    const broken = [...catalogue.values()].flatMap(({ fix }) =>
      commandsOf(fix(facts)).filter(({ flags, values }) =>
        [...Object.values(flags).flat(), ...values].some((value) =>
          /undefined|\[object|^$/.test(String(value ?? 'x')),
        ),
      ),
    );
    // A passphrase is left empty on purpose.
    expect(broken.filter(({ tool }) => tool !== 'ssh-keygen')).toEqual([]);
  });
});

test('known names are filled in, and nothing is left to choose that is known', () => {
  const capitals =
    /(?<![A-Z_])(?:APP|BUILD|JOB|PROJECT|BUILD_RUN|JOB_RUN|REVISION|FUNCTION)_NAME\b|\b(?:SECONDS|MEMORY|CPU|SIZE|PORT)\b/;
  const left = workloadKinds.flatMap((kind) =>
    [...catalogue.values()].flatMap(({ id, fix }) =>
      commandsOf(fix({ ...full, kind }))
        .map(printCommand)
        .filter((line) => capitals.test(line))
        .map((line) => `${id} of a ${kind}: ${line}`),
    ),
  );
  expect(left).toEqual([]);
});
