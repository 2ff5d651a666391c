import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later, network } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'runtime-dependency-unreachable',
  title: 'A service that the program needs at its start cannot be reached',
  headline: (facts) =>
    naming`The program cannot reach ${facts.captured.host}` ??
    ownWords(facts) ??
    naming`The program cannot reach ${facts.peer}`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', reachesOut: true, settledBy: 'run' },
  meaning:
    'The program starts, calls a database or another service, and gets no connection or is refused: wrong host or port, service down, network or credentials wrong. Then it ends.',
  shows:
    '`connect ECONNREFUSED …:5432`, `could not translate host name …`, `password authentication failed for user …`.',
  follows: [
    from([...network, 'bad-credentials', 'server-error'], 'service'),
    from([...network, 'bad-credentials', 'server-error'], 'peer', later),
    from(network, undefined, ['run']),
  ],
  proof: 'The exception names host and port; a connection from the project fails in the same way.',
  ruleOut: [
    'localhost: in a container that is the container itself',
    'a service binding that is missing',
    'a private endpoint that is not reachable from the project',
  ],
  fix: (facts) => [
    step(
      `See whether ${facts.captured.host ?? facts.peer ?? 'the named host'} is right: localhost is the container itself, and names of Docker Compose do not exist in Code Engine.`,
    ),
    setWorkload(facts, 'Set address and credentials of the service, or bind it.', { env: 'NAME=VALUE' }),
    step('Let the program wait for the service and try again instead of ending.'),
    workloadLogs(facts, 'See in the log whether it connects.'),
  ],
  doc: codeEngineDoc('service-binding'),
});
