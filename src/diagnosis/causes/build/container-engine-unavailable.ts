import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, network } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'container-engine-unavailable',
  title: 'The container engine is not there or does not answer',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The command reaches no container engine: Docker, Podman or BuildKit is not installed, not running, or its socket is closed to this user. It is the machine that builds, not the image.',
  shows:
    '`Cannot connect to the Docker daemon`, `docker: command not found`, `permission denied while trying to connect to the Docker daemon socket`.',
  follows: [
    from('command-missing', 'engine'),
    from('not-running'),
    from(['no-such-file', 'permission-denied', ...network], 'engine'),
  ],
  proof: 'The engine’s own command fails in the same way.',
  ruleOut: ['a step inside a build that calls Docker: there is none'],
  fix: (facts) => [
    step('On your own machine: start the engine, and let your user use its socket.'),
    step(
      'In a build of Code Engine there is no container engine: let the Dockerfile do the work, without docker commands in it.',
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('plan-build'),
});
