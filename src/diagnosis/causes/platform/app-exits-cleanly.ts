import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { isTargeted } from '../../remedy/facts';
import { destructiveStep, personStep, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later } from '../shared/facts';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'app-exits-cleanly',
  title: 'The program ends by itself: it should be a job',
  headline: (facts) => naming`The program of ${facts.app ?? facts.name} ends by itself with exit code 0`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing', inBuild: 'nothing' },
  meaning:
    'The container ended with exit code 0. An app must keep answering requests; work that ends belongs in a job.',
  shows: 'Reason `container_failed_exit_code_0`.',
  reasons: [
    { of: 'revision', value: 'container_failed_exit_code_0', strength: 'decisive' },
    { of: 'container', value: 'Completed', strength: 'symptom' },
  ],
  follows: [from('ended', undefined, later)],
  proof: 'The container’s last state: exit code 0.',
  ruleOut: ['a Python image of a buildpack without a Procfile'],
  fix: (facts) => [
    step(
      'Run it as a job.',
      ce('job create', {
        name: facts.app ?? 'JOB_NAME',
        image: facts.image ?? 'REGISTRY/NAMESPACE/REPOSITORY:TAG',
        'registry-secret': facts.registrySecret,
      }),
    ),
    step('Submit it.', ce('jobrun submit', { job: facts.app ?? 'JOB_NAME' })),
    ...(facts.app === undefined || !isTargeted(facts)
      ? []
      : [
          destructiveStep(
            'When the job does its work, delete the app.',
            {
              removes: 'the app with its revisions and its address, for good',
              keeps: 'the image, the secrets and the job',
            },
            ce('app delete', { name: facts.app, force: true }),
          ),
        ]),
    personStep(
      'Or keep the app, and let the program listen for HTTP requests on the port of the environment variable PORT.',
    ),
  ],
  doc: codeEngineDoc('ts-app-end'),
  cases: ['A-11'],
});
