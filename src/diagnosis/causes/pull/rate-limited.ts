import type { FixSteps } from '../../model/fix';
import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import { newRegistrySecret, orCopyToIcr } from '../../remedy/registry-steps';
import { lowerFirst } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';

export default defineCause({
  id: 'rate-limited',
  title: 'The registry’s pull rate limit is reached',
  headline: (facts) =>
    naming`${registry(facts)}’s pull rate limit is reached for ${facts.repository}` ??
    naming`The pull rate limit of ${registry(facts)} is reached`,
  stage: 'pull',
  traits: {
    breaks: 'registry',
    says: 'why',
    ofRegistry: 'plain',
    onOurWay: true,
    ofBaseImage: 'base-image-rate-limited',
    ofWholeRegistry: true,
  },
  meaning:
    'The registry counts pulls by address or account and refuses more for a while (Docker Hub: anonymous pulls share the address of the whole cluster).',
  shows: '`429 Too Many Requests`, `toomanyrequests: You have reached your pull rate limit`.',
  follows: [
    from('rate-limited', imageThings, ['pull', 'run', 'push', 'source']),
    from('rate-limited', undefined, ['pull', 'run', 'push']),
  ],
  phrases: [/^ratelimit-remaining: 0\b/i],
  proof: 'The registry answers 429 to the same request.',
  fix: (facts) => [
    ...withLogin(newRegistrySecret({ ...facts, registryHost: facts.registryHost ?? 'docker.io' })),
    ...orCopyToIcr(facts),
  ],
  doc: codeEngineDoc('image-cannot-pull'),
  docOf: ({ kind }) => pullDoc(kind),
  cases: ['A-7'],
});

function withLogin([first, ...rest]: FixSteps): FixSteps {
  if (first === undefined) return [];
  return [
    { ...first, text: lowerFirst(first.text, 'Log in, as pulls with a login have a limit of their own: ') },
    ...rest,
  ];
}
