import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords, repository } from '../shared/headline';

const repoPage = codeEngineDoc('code-repositories');

export default defineCause({
  id: 'git-lfs-failed',
  title: 'Git LFS objects cannot be fetched',
  headline: (facts) => naming`LFS objects of ${repository(facts)} cannot be fetched` ?? ownWords(facts),
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The repository keeps large files with Git LFS, and they could not be loaded: the quota is used up, an object is missing, or the filter failed.',
  shows: '`smudge filter lfs failed`, `This repository is over its data quota`.',
  follows: [from(['not-found', 'quota-traffic', 'command-missing'], 'lfs')],
  proof: 'The LFS server’s answer to the batch request.',
  fix: (facts) => [
    step('Buy more LFS bandwidth or storage for the account, or keep the files out of the build.'),
    step(
      'If an object is missing, push it from a clone that has it.',
      run('git', 'lfs push', { all: true }, ['origin']),
    ),
    rerun(facts),
  ],
  doc: repoPage,
  cases: ['B-12'],
});
