import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords } from '../shared/headline';

export default defineCause({
  id: 'start-ignores-signals',
  title: 'The start command does not hear that it should stop',
  headline: (facts) => caseWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'CMD or ENTRYPOINT is in shell form: a shell starts the program and does not pass SIGTERM on, so instances are killed in the midst of their work when the app scales down or a new revision takes over.',
  shows: 'Requests that break off when the app scales down; exit code 137 some seconds after a stop.',
  proof: 'The Dockerfile at the built commit shows the form.',
  ruleOut: ['a shell text that ends with exec', 'an init such as tini'],
  fix: (facts) => [
    step('Write the start command as a JSON array, for example CMD ["node", "server.js"].'),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
