import { codeEngineDoc } from '../../remedy/doc-pages';
import { isBuild, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'build-run-evicted',
  title: 'The build run was evicted from its node',
  headline: ownWords,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing' },
  meaning:
    'The platform took the pod off its node, for maintenance or for want of resources. The build itself may be fine.',
  shows: 'Reason `pod_evicted`.',
  reasons: [
    { of: 'build-run', value: 'pod_evicted', strength: 'decisive' },
    { of: 'shipwright', value: 'PodEvicted', strength: 'decisive' },
    {
      of: 'pod',
      value: /^(?:Evicted|NodeLost|Preempting|Terminated|Shutdown|NodeShutdown)$/,
      strength: 'symptom',
    },
    { of: 'container', value: 'Evicted', strength: 'symptom' },
  ],
  proof: 'The platform’s reason.',
  ruleOut: ['the limit of ephemeral storage'],
  fix: (facts) => [
    tryAgain(isBuild(facts) || facts.kind === undefined ? { ...facts, kind: 'build' } : facts),
  ],
  doc: codeEngineDoc('troubleshoot-build'),
  cases: ['B-1'],
});
