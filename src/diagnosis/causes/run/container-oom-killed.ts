import type { WorkloadKind } from '../../model/subject';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { moreMemory, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { starting } from '../shared/run';
import { during, words } from '../shared/wordings';

const restartPage = codeEngineDoc('ts-app-restart');

const jobPage = codeEngineDoc('troubleshoot-job');

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

export default defineCause({
  id: 'container-oom-killed',
  title: 'The container ran out of memory',
  stage: 'run',
  meaning: 'The running container used more memory than its limit and was killed.',
  shows: '`OOMKilled`, exit code 137.',
  reasons: [
    { of: 'container', value: 'OOMKilled', strength: 'decisive' },
    { of: 'job-run-index', value: 'OOMKilled', strength: 'decisive' },
  ],
  patterns: [
    ...during(
      starting,
      words(
        90,
        /\bOOMKilled\b/,
        /\bOOM ?[Kk]ill(?:ed|ing)\b|\bMemory cgroup out of memory\b|\bOut of memory: Kill/i,
        /\bSystem OOM encountered\b/i,
      ),
    ),
    ...during(
      starting,
      words(
        78,
        /\bjava\.lang\.OutOfMemoryError\b|\bOutOfMemoryError\b/,
        /\bout of memory\b/i,
        /\b[Ee]xit(?:ed)? ?(?:with )?(?:[Cc]ode|status)?:? ?\(?137\b/,
        /\bContainer .{1,120} (?:was )?killed .{0,40}memory\b|\bmemory limit (?:of .{1,20} )?exceeded\b|\bExceeded (?:soft )?memory limit\b|\bMemory limit of .{1,40} exceeded\b/i,
        /\bThe node was low on resource: memory\b/i,
      ),
    ),
  ],
  proof: 'The container’s last state: OOMKilled, exit code 137.',
  fix: (facts) => [
    moreMemory(facts),
    workloadLogs(facts, 'See in the log what it did before it was killed.'),
  ],
  doc: restartPage,
  docOf: ({ kind }) => (isJob(kind) ? jobPage : restartPage),
  cases: ['A-15', 'A-17', 'J-5'],
});
