import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { fileName } from '../shared/file-name';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'permission-denied-in-build',
  title: 'A step of the build is not allowed to run or write a file',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A script lacks the execute permission (exit code 126), or a step runs as a user who is not allowed to access a file or directory.',
  shows: '`/bin/sh: 1: ./build.sh: Permission denied`, `exit code: 126`, `EACCES: permission denied`.',
  follows: [from('permission-denied', undefined, ['build'])],
  proof: 'The system’s own statement, or exit code 126.',
  fix: (facts) => [
    step(
      `Make the script executable: git update-index --chmod=+x ${fileName(facts.file)}, or RUN chmod +x ${facts.file ?? 'FILE'}.`,
    ),
    step('Give the directory to the user of the step: COPY --chown=USER, or run the step before USER.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
