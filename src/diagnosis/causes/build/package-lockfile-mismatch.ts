import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-lockfile-mismatch',
  title: 'Manifest and lock file disagree',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'packages' },
  meaning:
    'The lock file is missing or does not belong to the manifest, and the installer was told not to change it.',
  shows:
    '`npm ci` can only install packages when your package.json and package-lock.json are in sync, `missing go.sum entry`.',
  follows: [from('mismatch')],
  proof: 'Installing without the freeze changes the lock file.',
  fix: (facts) => [
    step(
      'Run the package manager’s plain install locally (npm install, go mod tidy, poetry lock), and commit the lock file.',
    ),
    step('Use the same version of the package manager locally and in the build.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
