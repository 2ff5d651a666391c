import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, setWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { image, naming } from '../shared/headline';

export default defineCause({
  id: 'no-entrypoint',
  title: 'Neither image nor workload names a command',
  headline: (facts) => naming`${image(facts)} has neither ENTRYPOINT nor CMD, and no command is set`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The image has no ENTRYPOINT and no CMD, and none is set for the workload, so there is nothing to start.',
  shows: '`no command specified`.',
  follows: [from('value-missing', 'start-command')],
  proof: 'The image’s configuration has neither Entrypoint nor Cmd.',
  fix: (facts) => [
    step('Add ENTRYPOINT or CMD to the Dockerfile.'),
    ...buildAndDeploy(facts),
    setWorkload(facts, 'Or name the command in the workload.', { command: 'COMMAND' }),
  ],
  doc: codeEngineDoc('ts-build-nocmdspecified'),
  cases: ['B-9'],
});
