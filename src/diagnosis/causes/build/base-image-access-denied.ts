import { codeEngineDoc } from '../../remedy/doc-pages';
import { personStep } from '../../remedy/steps';
import { defineCause } from '../cause';
import { copyBaseImage } from '../shared/base-image';
import { from, imageThings } from '../shared/facts';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'base-image-access-denied',
  title: 'The base image is refused: private, or not there',
  headline: (facts) =>
    naming`Base image ${facts.baseImage ?? facts.captured.image} is refused: private, or not there`,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'base-image', mayBeStage: true },
  meaning:
    'The registry of a FROM image refuses: the image is private and the build has no right to read it, or the name is wrong and the registry does not tell.',
  shows:
    '`pull access denied`, `insufficient_scope`, 401 or 403 while loading the metadata of the base image.',
  becauseOf: [
    'auth-token-expired',
    'rate-limited',
    'registry-quota-traffic',
    'registry-quota-storage',
    'network-policy-restricted',
    'repository-not-found',
  ],
  follows: [
    from(['unauthorized', 'forbidden'], 'token', ['build']),
    from(['merged-refusal', 'forbidden', 'unauthorized', 'no-credentials'], imageThings, ['build']),
    from('merged-refusal', undefined, ['build']),
  ],
  proof: 'An own check of the base image with the build’s secret.',
  ruleOut: ['a misspelt name of a public image'],
  fix: (facts) => [personStep('Check the name in the FROM line first.'), ...copyBaseImage(facts, true)],
  doc: codeEngineDoc('ts-build-bldpush-stepfail'),
  cases: ['B-3'],
});
