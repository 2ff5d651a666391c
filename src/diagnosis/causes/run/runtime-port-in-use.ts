import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'runtime-port-in-use',
  title: 'The port that the program listens on is taken',
  headline: ownWords,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Another process in the same container or on the same machine already listens on the port: the program is started twice, or two programs want the same port.',
  shows: '`EADDRINUSE: address already in use :::8080`, `Port 8080 was already in use`.',
  follows: [from('port-taken')],
  proof: 'The program names the port; a second process listens on it.',
  ruleOut: ['a start script that starts the program twice', 'the port that Code Engine’s own proxy uses'],
  fix: (facts) => [
    step(
      `Start the program once, and give each program a port of its own${facts.captured.port ? ` instead of ${facts.captured.port}` : ''}.`,
    ),
    ...buildAndDeploy(facts),
    workloadLogs(facts, 'See in the log that it listens.'),
  ],
  doc: codeEngineDoc('application-workloads'),
});
