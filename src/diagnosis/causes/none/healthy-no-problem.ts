import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'healthy-no-problem',
  title: 'No problem found',
  headline: nothingToName,
  stage: 'none',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Nothing that was looked at is a failure: it shows normal events, warnings, deprecation notes, or success.',
  shows: 'Events of type Normal, `Successfully pulled image`, `All Steps have completed executing`.',
  proof: 'The platform reports the resource as ready or succeeded.',
  fix: () => [
    step('There is nothing to fix. If something still looks wrong, name the app, job or build itself.'),
  ],
  doc: codeEngineDoc('troubleshoot-images'),
});
