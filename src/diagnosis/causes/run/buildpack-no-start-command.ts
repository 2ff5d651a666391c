import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';

export default defineCause({
  id: 'buildpack-no-start-command',
  title: 'The image has no start command',
  headline: (facts) =>
    naming`The buildpack image of build ${facts.build} has no start command` ??
    naming`${image(facts)} has no start command`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The buildpack built the image and found nothing to start by default. For Python it falls back to the interpreter, which ends at once.',
  shows: '`when there is no default process a command is required`.',
  follows: [from('value-missing', 'start-command', undefined, ['lifecycle'])],
  proof: 'The image has the launcher as its entry point and no default process.',
  fix: (facts) => [
    step('Add a Procfile to the root of the context directory, for example: web: python main.py'),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('ts-build-python'),
  cases: ['B-21'],
});
