import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { configureAgain } from '../../remedy/secret-steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

const registryPage = codeEngineDoc('add-registry');

export default defineCause({
  id: 'managed-secret-missing',
  title: 'Code Engine’s own registry access is gone',
  headline: (facts) =>
    naming`Code Engine’s own secret ${facts.captured.secret ?? facts.registrySecret} is gone`,
  stage: 'platform',
  traits: {
    breaks: 'registry-secret',
    says: 'why',
    ofRegistry: 'login-trouble',
    leavesOpen: 'pull',
    about: 'absent-secret',
    failsNextPull: true,
    implies: ['secret-not-found'],
  },
  meaning:
    'The secret `ce-auto-icr-private-…`, its API key or the service ID behind it was deleted or rotated by hand. All images of the project that use it are out of reach.',
  shows: 'Every pull and push with the managed secret fails at once.',
  proof: 'The managed secret is not in the list of secrets.',
  fix: (facts) => [configureAgain(facts, false), ...again(facts)],
  doc: registryPage,
  cases: ['I-17'],
});
