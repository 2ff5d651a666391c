import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { caseWords, ownWords } from '../shared/headline';

const planPage = codeEngineDoc('plan-build');

export default defineCause({
  id: 'buildpack-runtime-version-unsupported',
  title: 'The buildpack does not offer this runtime version',
  headline: (facts) => caseWords(facts) ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The source asks for a version of its runtime that the builder does not hold, or that cannot be read.',
  shows: '`failed to satisfy "node" dependency version constraint …: no compatible versions`.',
  follows: [from('version-unsupported', ['runtime', 'package'], undefined, ['lifecycle'])],
  proof: 'The buildpack’s own list of supported versions.',
  fix: (facts) => [
    step(
      'Ask for a version that the buildpack offers: engines in package.json, go in go.mod, .python-version, BP_…_VERSION.',
    ),
    setBuild(facts, 'Or add a Dockerfile, which takes any version, and build with it.', {
      strategy: 'dockerfile',
    }),
    rerun(facts),
  ],
  doc: planPage,
  cases: ['B-6'],
});
