import { codeEngineDoc } from '../../remedy/doc-pages';
import { orSteps, rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, gitThings } from '../shared/facts';
import { naming, ownWords, repository } from '../shared/headline';
import { ifPrivate, remoteReferences, sshSecret } from '../shared/source';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-repo-not-found',
  title: 'The git repository does not exist, or is private and asked for without a login',
  headline: (facts) =>
    naming`${repository(facts)} does not exist, or is private and asked for without a login` ??
    ownWords(facts),
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', coarseOnPlatform: true, beforePod: true },
  meaning:
    'The git host does not know the repository. Over HTTPS without credentials a private repository looks the same: git then asks for a user name, and nobody is there to answer.',
  shows:
    '`terminal prompts disabled`, `Repository not found`, “The project you were looking for could not be found”.',
  reasons: [
    { of: 'build', value: 'remote_repository_unreachable', strength: 'decisive' },
    { of: 'shipwright', value: 'RemoteRepositoryUnreachable', strength: 'decisive' },
    { of: 'shipwright-failure', value: /^GitRemoteRepository(?:NotFound|Private)$/, strength: 'decisive' },
  ],
  becauseOf: ['ssh-key-expired', 'git-submodule-failed', 'git-lfs-failed'],
  follows: [from('not-found', ['git-repository', 'git-host']), from('merged-refusal', gitThings)],
  proof: 'The git host answers 404 for the address.',
  ruleOut: ['a private repository that is asked for over HTTPS without a secret'],
  fix: (facts) => [
    remoteReferences(facts, 'See whether your own git finds the repository: if it does, it is private.'),
    ...ifPrivate(sshSecret(facts)),
    ...orSteps([
      setBuild(facts, 'If the address is wrong, correct it.', { source: 'REPOSITORY_URL' }),
      rerun(facts),
    ]),
  ],
  doc: sourcePage,
  cases: ['B-12', 'B-13'],
});
