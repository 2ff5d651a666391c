import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';

export default defineCause({
  id: 'start-ignores-signals',
  title: 'The program is started by a shell and gets no signals',
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'ENTRYPOINT or CMD is in shell form, so a shell is process 1 and does not hand SIGTERM on. An instance that is to stop does not finish its requests: it is killed when its time is over.',
  shows:
    'Requests that break when an app scales down or is updated; exit code 137 at the end of an instance.',
  proof: 'The instruction in the Dockerfile is no JSON array.',
  ruleOut: ['a script that ends with `exec` and the program'],
  fix: (facts) => [
    step('Write the instruction as a JSON array, for example CMD ["node", "server.js"].'),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('ts-app-end'),
});
