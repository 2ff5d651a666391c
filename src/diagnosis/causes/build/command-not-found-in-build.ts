import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'command-not-found-in-build',
  title: 'A command of a RUN step is not found',
  headline: (facts) => naming`${facts.captured.command} is not found in a RUN step` ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A RUN step calls a program or script that the image does not have at that point, or whose interpreter is missing (a script with Windows line endings looks the same). Exit code 127.',
  shows: '`/bin/sh: 1: …: not found`, `exit code: 127`.',
  follows: [
    from('command-missing', undefined, ['build', 'source']),
    from('no-such-file', 'command', ['build']),
  ],
  proof: 'The shell’s own statement, or exit code 127.',
  fix: (facts) => [
    step('Install the program in the same stage before the step, or correct its path.'),
    step('For a script: check that it was copied, its first line, and that its line endings are LF.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
