import { codeEngineDoc, pullDoc } from '../../remedy/doc-pages';
import { again, renewRegistrySecret } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry, registrySecret } from '../shared/headline';

const verifyPage = codeEngineDoc('ts-build-verify-image');

export default defineCause({
  id: 'auth-invalid',
  title: 'The registry refuses the login',
  headline: (facts) =>
    naming`${registry(facts)} refuses the login of ${registrySecret(facts)}` ??
    naming`${registry(facts)} refuses the login`,
  stage: 'pull',
  traits: {
    breaks: 'registry-secret',
    says: 'why',
    ofRegistry: 'refusal',
    coarseOnPlatform: true,
    ofBaseImage: 'base-image-access-denied',
    atSignIn: true,
  },
  meaning:
    'Credentials were sent, and they are wrong: a bad password, a deleted or rotated API key, or a kind of login that the registry does not accept.',
  shows: '`incorrect username or password`, `Status code 401 Unauthorized`, a failing OAuth token with 401.',
  reasons: [
    { of: 'revision', value: 'fetch_image_failed_wrong_pull_credentials', strength: 'decisive' },
    { of: 'build-run', value: 'missing_registry_access', strength: 'symptom' },
  ],
  follows: [
    from(['unauthorized', 'forbidden'], 'token', ['pull', 'run', 'push', 'source']),
    from('bad-credentials', imageThings),
    from('bad-credentials', undefined, ['pull', 'push']),
  ],
  phrases: [/^Status code 401 Unauthorized$/],
  proof: 'The registry answers 401 to the very credentials of the secret.',
  ruleOut: [
    'an expired login',
    'a secret for another registry',
    'for IBM Container Registry, another user than `iamapikey`',
  ],
  fix: (facts) => [...renewRegistrySecret(facts), ...again(facts)],
  doc: verifyPage,
  docOf: ({ kind }) => (kind === 'app' || kind === 'job' || kind === 'jobrun' ? verifyPage : pullDoc(kind)),
  cases: ['I-6', 'I-7', 'A-4'],
});
