import { codeEngineDoc } from '../../remedy/doc-pages';
import { deployAgain, step, workloadEvents } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { nothingToName } from '../shared/headline';

export default defineCause({
  id: 'pod-network-setup-failed',
  title: 'The network of the instance could not be set up',
  headline: nothingToName,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', overOnceStarted: true },
  meaning:
    'The node could not give the instance its network or its sandbox, before the image was started. It lies with the node or the network, not with the image.',
  shows: '`FailedCreatePodSandBox`, `networkPlugin cni failed to set up pod …`.',
  becauseOf: ['container-engine-unavailable', 'runtime-port-in-use'],
  follows: [from(['setup-failed', 'failed'], 'sandbox')],
  proof: 'The event of the kubelet names the network plug-in.',
  ruleOut: ['an image that cannot be pulled: the sandbox then exists'],
  fix: (facts) => [
    step('Wait some minutes: the platform starts the instance again, mostly on another node.'),
    workloadEvents(facts, 'See whether the event still comes.'),
    deployAgain(facts, 'Start it anew, if it does not end.'),
    step('If it comes again: open a support case with the time and the text of the event.'),
  ],
  doc: codeEngineDoc('ts-app-neverready'),
});
