import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, isJob, setWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';

export default defineCause({
  id: 'run-as-root-forbidden',
  title: 'The image runs as root, and that is not allowed',
  headline: (facts) => naming`${image(facts)} runs as root, and that is not allowed`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The pod must not run as root. The image runs as root, or names its user by a name that cannot be checked.',
  shows: '`container has runAsNonRoot and image will run as root`.',
  follows: [from('forbidden', 'program')],
  proof: 'The container’s waiting message; the image’s configuration names the user.',
  fix: (facts) => [
    step('Add a numeric user to the Dockerfile: USER 1001.'),
    ...buildAndDeploy(facts),
    // Only apps can name their user.
    ...(isJob(facts) ? [] : [setWorkload(facts, 'Or choose the user in the app.', { user: 1001 })]),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['B-8'],
});
