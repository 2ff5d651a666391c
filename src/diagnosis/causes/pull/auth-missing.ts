import { codeEngineDoc } from '../../remedy/doc-pages';
import { newRegistrySecret } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from, imageThings, later } from '../shared/facts';
import { image, naming, registry } from '../shared/headline';

export default defineCause({
  id: 'auth-missing',
  title: 'The registry wants a login and got none',
  headline: (facts) =>
    naming`${registry(facts)} wants a login for ${facts.repository}, and no secret is set` ??
    naming`${image(facts)} wants a login, and none was sent`,
  stage: 'pull',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'refusal',
    coarseOnPlatform: true,
    ofBaseImage: 'base-image-access-denied',
    atSignIn: true,
  },
  meaning:
    'The image is private, and the request came without credentials: no registry secret is set, or the client found none for this host.',
  shows: '`no basic auth credentials`, a failing anonymous token, `Authorization required`.',
  reasons: [{ of: 'revision', value: 'fetch_image_failed_missing_pull_credentials', strength: 'decisive' }],
  follows: [
    from('no-credentials', imageThings, ['pull', 'run', 'push']),
    from('unauthorized', imageThings, later),
    from('no-credentials', undefined, ['pull', 'run', 'push']),
    from('unauthorized', undefined, ['pull']),
  ],
  phrases: [
    /\bAuthorization required\. See https:\/\/cloud\.ibm\.com\/docs\/Registry\b/,
    /^Status code 403 Forbidden$/,
  ],
  proof: 'The registry answers 401 to an anonymous request, and no registry secret is configured.',
  ruleOut: ['the secret is set but belongs to another host'],
  fix: newRegistrySecret,
  doc: codeEngineDoc('add-registry'),
  cases: ['I-8', 'I-18'],
});
