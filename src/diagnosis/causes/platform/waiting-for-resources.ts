import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { lessMemory } from '../../remedy/workload-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'waiting-for-resources',
  title: 'The workload waits for CPU and memory',
  headline: (facts) => naming`It waits for ${facts.cpu} vCPU and ${facts.memory} of memory`,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'what-happened',
    ofRegistry: 'nothing',
    leavesOpen: 'start',
    overOnceStarted: true,
  },
  meaning:
    'The platform has no room for the instance yet: a quota of the project, or the capacity of the moment.',
  shows:
    'Reasons `waiting_for_resources`, `deploying_waiting_for_resources`; `0/… nodes are available: insufficient memory`.',
  reasons: [
    { of: 'app', value: 'waiting_for_resources', strength: 'decisive' },
    { of: 'revision', value: 'deploying_waiting_for_resources', strength: 'decisive' },
  ],
  follows: [from('quota', 'pod')],
  proof: 'The platform’s reason.',
  ruleOut: ['a quota of the project'],
  fix: (facts) => [
    step('Look at the quotas of the project.', ce('project get', { name: facts.project ?? 'PROJECT_NAME' })),
    lessMemory(facts),
  ],
  doc: codeEngineDoc('limits'),
  cases: ['A-6'],
});
