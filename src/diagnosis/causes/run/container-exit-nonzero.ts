import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, isJob, step, workloadEvents, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

const endedPage = codeEngineDoc('ts-app-end');

const jobPage = codeEngineDoc('troubleshoot-job');

export default defineCause({
  id: 'container-exit-nonzero',
  title: 'The application starts and then fails by itself',
  headline: (facts) => ownWords(facts) ?? naming`The program ends with exit code ${facts.exitCode}`,
  stage: 'run',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing', inBuild: 'nothing' },
  meaning:
    'The image was pulled and started, and the program ended with an error of its own. Its log says why.',
  shows: 'A stack trace, `CrashLoopBackOff`, `ContainerExitedCode1`, exit code 1 or 139.',
  reasons: [
    { of: 'revision', value: 'container_failed_exit_code_1', strength: 'decisive' },
    { of: 'revision', value: 'container_failed_exit_code_24', strength: 'decisive' },
    { of: 'revision', value: 'container_failed_exit_code_139', strength: 'decisive' },
    { of: 'job-run-index', value: /^ContainerExitedCode[1-9]?\d{0,3}$/, strength: 'decisive' },
    { of: 'container', value: 'CrashLoopBackOff', strength: 'symptom' },
    { of: 'container', value: 'Error', strength: 'symptom' },
  ],
  becauseOf: [
    'app-exits-cleanly',
    'runtime-config-missing',
    'runtime-file-missing',
    'runtime-dependency-unreachable',
    'runtime-permission-denied',
    'runtime-version-mismatch',
    'runtime-library-missing',
    'runtime-port-in-use',
    'container-oom-killed',
  ],
  follows: [
    from('crashed', undefined, later),
    from('exited', undefined, later),
    from('tool-broke', undefined, ['run']),
  ],
  proof: 'The container’s last state: its exit code.',
  ruleOut: ['a missing environment variable, secret or service'],
  fix: (facts) => [
    workloadLogs(facts, 'Read the log of the container up to its end.'),
    workloadEvents(facts, 'See how often it was started again.'),
    step('Correct what the log names: the code, or a setting that the program misses.'),
    ...buildAndDeploy(facts),
  ],
  doc: endedPage,
  docOf: (facts) => (isJob(facts) ? jobPage : endedPage),
  cases: ['A-12', 'A-15', 'J-1'],
});
