import { codeEngineDoc } from '../../remedy/doc-pages';
import { isJob, moreMemory, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later } from '../shared/facts';
import { naming } from '../shared/headline';

const restartPage = codeEngineDoc('ts-app-restart');

const jobPage = codeEngineDoc('troubleshoot-job');

export default defineCause({
  id: 'container-oom-killed',
  title: 'The container ran out of memory',
  headline: (facts) => naming`The program needs more than its ${facts.memory} of memory`,
  stage: 'run',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    inBuild: 'build-out-of-memory',
    about: 'memory',
  },
  meaning: 'The running container used more memory than its limit and was killed.',
  shows: '`OOMKilled`, exit code 137.',
  reasons: [
    { of: 'container', value: 'OOMKilled', strength: 'decisive' },
    { of: 'job-run-index', value: 'OOMKilled', strength: 'decisive' },
  ],
  follows: [from(['out-of-memory', 'killed', 'killed-it-seems'], undefined, later)],
  proof: 'The container’s last state: OOMKilled, exit code 137.',
  fix: (facts) => [
    moreMemory(facts),
    workloadLogs(facts, 'See in the log what it did before it was killed.'),
  ],
  doc: restartPage,
  docOf: (facts) => (isJob(facts) ? jobPage : restartPage),
  cases: ['A-15', 'A-17', 'J-5'],
});
