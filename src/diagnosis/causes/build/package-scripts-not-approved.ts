import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'package-scripts-not-approved',
  title: 'The package manager refuses to run install scripts',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'packages' },
  meaning:
    'Some packages run scripts when they are installed. The package manager ignores or refuses them until they are approved, and ends with an error or leaves the packages unfinished.',
  shows: '`ERR_PNPM_IGNORED_BUILDS`, `blocked by your allow-plugins config`.',
  follows: [from('not-approved')],
  proof: 'The package manager lists the packages whose scripts it ignored.',
  ruleOut: ['scripts of packages that nobody knows: approve only what is needed'],
  fix: (facts) => [
    step(
      'Approve the packages in the project (pnpm approve-builds, onlyBuiltDependencies, trustedDependencies, allow-plugins), and commit it.',
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
