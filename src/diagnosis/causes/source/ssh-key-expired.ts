import { codeEngineDoc } from '../../remedy/doc-pages';
import { orSteps, rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, sourceHost } from '../shared/headline';
import { sshSecret } from '../shared/source';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'ssh-key-expired',
  title: 'The SSH key has expired',
  headline: (facts) =>
    naming`The SSH key of secret ${facts.sourceSecret} has expired` ??
    naming`The SSH key for ${sourceHost(facts)} has expired`,
  stage: 'source',
  traits: { breaks: 'source-secret', says: 'why', ofRegistry: 'nothing' },
  meaning: 'The git host knows the key, and its expiry date has passed (GitLab lets keys expire).',
  shows: '`Your SSH key has expired.`',
  phrases: [/\bSSH key has expired\b/i],
  proof: 'The git host’s own statement.',
  fix: (facts) => [
    step('Register the same public key again at the git host, with a later expiry date or none.'),
    rerun(facts),
    ...orSteps(sshSecret(facts)),
  ],
  doc: sourcePage,
  cases: ['B-12', 'B-17'],
});
