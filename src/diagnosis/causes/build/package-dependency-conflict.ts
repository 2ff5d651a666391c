import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'package-dependency-conflict',
  title: 'The dependencies contradict each other',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'packages' },
  meaning: 'No set of versions satisfies all constraints at once.',
  shows: '`npm error code ERESOLVE`, `ResolutionImpossible`, “version solving failed”.',
  becauseOf: ['build-tool-version-mismatch', 'package-version-not-found'],
  follows: [
    from('conflict', [
      'package',
      'package-index',
      'lock-file',
      'dependency',
      'module',
      'runtime',
      'project-file',
    ]),
    from('conflict'),
  ],
  proof: 'The resolver’s own statement names the two constraints.',
  fix: (facts) => [
    step('Bring the two named constraints together: update the package that asks for the old one.'),
    step('For npm peer dependencies --legacy-peer-deps is a way round, not a cure.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
