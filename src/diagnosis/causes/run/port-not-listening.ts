import { codeEngineDoc } from '../../remedy/doc-pages';
import { setWorkload, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { starting } from '../shared/run';
import { during, words } from '../shared/wordings';

const notReadyPage = codeEngineDoc('ts-app-neverready');

export default defineCause({
  id: 'port-not-listening',
  title: 'Nothing listens on the expected port in time',
  stage: 'run',
  meaning:
    'The container runs, and the platform’s probe of the port is refused until time runs out: the program listens on another port or only on localhost, or it starts too slowly.',
  shows: '`Initial scale was never achieved`, `Readiness probe failed: … connection refused`.',
  reasons: [{ of: 'revision', value: 'initial_scale_never_achieved', strength: 'symptom' }],
  patterns: [
    ...words(
      84,
      /\bfailed to (?:start and )?(?:then )?listen on the port\b/i,
      /\blisten(?:ing)? on the port defined\b/i,
      /\baggressive probe error\b/i,
      /\b(?:Readiness|Liveness|Startup|readiness|liveness|startup) probe (?:failed|errored)\b.{0,300}(?:refused|timeout|timed out|deadline|EOF|reset|404|50\d|statuscode|status code|no route)/i,
      /\bno open ports? detected\b|\bPort scan timeout\b|\bapplication did not .{0,40}(?:bind|listen)|\bFailed to bind to \$PORT\b|\bweb process failed to bind\b/i,
      /\b(?:health|Health)(?:[ -])?checks?\b.{0,80}(?:failed|timed out|never).{0,200}\bport\b/i,
      /\b(?:did not|didn't|does not|doesn't|not) (?:respond|listen|listening) .{0,40}\b(?:on )?(?:port|\$PORT)\b/i,
    ),
    ...words(
      66,
      /\bInitial scale was never achieved\b|\binitial_scale_never_achieved\b/i,
      /\bProgressDeadlineExceeded\b/,
      /\b(?:Readiness|Liveness|Startup) probe failed\b/i,
      /\bContainer failed to become healthy\b|\bunhealthy\b.{0,60}probe/i,
    ),
    ...during(
      starting,
      words(58, /\bupstream connect error or disconnect\b.{0,200}/i, /\bexceeded its progress deadline\b/i),
    ),
  ],
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
