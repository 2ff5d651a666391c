import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';

const notReadyPage = codeEngineDoc('ts-app-neverready');

export default defineCause({
  id: 'port-not-listening',
  title: 'Nothing listens on the expected port in time',
  headline: (facts) =>
    naming`It listens on port ${facts.captured.port}, and Code Engine expects ${facts.port ?? 8080}` ??
    naming`Nothing listens on port ${facts.port} in time`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing', settledBy: 'run' },
  meaning:
    'The container runs, and the platform’s probe of the port is refused until time runs out: the program listens on another port or only on localhost, or it starts too slowly.',
  shows: '`Initial scale was never achieved`, `Readiness probe failed: … connection refused`.',
  reasons: [{ of: 'revision', value: 'initial_scale_never_achieved', strength: 'symptom' }],
  becauseOf: ['runtime-permission-denied', 'runtime-port-in-use'],
  follows: [from('not-listening')],
  proof: 'The port that the image exposes or the log names differs from the app’s image port.',
  ruleOut: ['a program that crashes before it listens', 'a pull that takes too long'],
  fix: (facts) => [
    setWorkload(
      // Only apps are reached by a port.
      { ...facts, kind: 'app' },
      'Tell Code Engine the port that the program listens on; 8022, 8008, 8012, 9090, 9091 and 15090 are reserved.',
      { port: facts.captured.port ?? 'PORT' },
    ),
    step('Or let the program listen on 0.0.0.0 and on the port of the environment variable PORT.'),
    workloadLogs(facts, 'See in the log where it listens.'),
  ],
  doc: notReadyPage,
  cases: ['A-8'],
});
