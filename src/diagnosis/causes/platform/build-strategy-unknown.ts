import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'build-strategy-unknown',
  title: 'The build strategy does not exist',
  headline: (facts) => naming`There is no build strategy ${facts.strategyType}`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', leavesOpen: 'nothing', beforePod: true },
  meaning:
    'The build names a strategy that the cluster does not have; Code Engine knows `dockerfile` and `buildpacks`.',
  shows: 'Reasons `strategy_not_found`, `cluster_build_strategy_not_found`, `unknown_strategy`.',
  reasons: [
    { of: 'build', value: 'strategy_not_found', strength: 'decisive' },
    { of: 'build', value: 'cluster_build_strategy_not_found', strength: 'decisive' },
    { of: 'build-run', value: 'unknown_strategy', strength: 'decisive' },
    {
      of: 'shipwright',
      value: /^(?:UnknownStrategyKind|(?:Cluster)?BuildStrategyNotFound)$/,
      strength: 'decisive',
    },
  ],
  phrases: [
    /\b(?:Cluster)?BuildStrategyNotFound\b|\bUnknownStrategyKind\b|\b(?:cluster)?BuildStrategy .{1,120} (?:does not exist|not found)/i,
    /\b(?:cluster)?buildstrateg(?:y|ies)\.[a-z.]{3,40} "[\w.-]{1,63}" not found\b|\bunknown (?:build )?strategy(?: kind)?:? ["']?[\w.-]{1,63}/i,
  ],
  proof: 'The platform’s reason.',
  fix: (facts) => [
    setBuild(facts, 'Choose a strategy that exists.', { strategy: 'dockerfile' }),
    rerun(facts),
  ],
  doc: codeEngineDoc('plan-build'),
  cases: ['B-1'],
});
