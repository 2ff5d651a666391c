import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { caseWords, ownWords } from '../shared/headline';

const repoPage = codeEngineDoc('code-repositories');

export default defineCause({
  id: 'git-submodule-failed',
  title: 'A git submodule cannot be fetched',
  headline: (facts) => caseWords(facts) ?? ownWords(facts),
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The main repository was cloned, and one of its submodules was not: it is private, uses SSH, has moved, or its commit is gone.',
  shows: '`fatal: clone of … into submodule path … failed`.',
  follows: [from('not-found', 'submodule')],
  proof: 'git’s own statement on the submodule.',
  fix: (facts) => [
    step(
      'Use an HTTPS address in .gitmodules for public submodules; for private ones the key of the build must reach them too.',
    ),
    step('Check that the commit that the submodule is pinned to was pushed.'),
    rerun(facts),
  ],
  doc: repoPage,
  cases: ['B-12'],
});
