import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'build-run-removed',
  title: 'Code Engine has no such build run (any more)',
  headline: nothingToName,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    verb: 'was not found',
  },
  meaning:
    'Code Engine removes finished build runs after hours to a week. Runs without a build configuration are never shown in the console.',
  shows: 'The run cannot be found.',
  proof: 'The API answers 404 for the run.',
  fix: (facts) => [
    step('See which runs are left.', ce('buildrun list', { build: facts.build, 'sort-by': 'age' })),
    step('Look for its log in IBM Cloud Logs, if the project sends its logs there.'),
    rerun(facts),
  ],
  doc: codeEngineDoc('build-run'),
  cases: ['B-26'],
});
