import { codeEngineDoc } from '../../remedy/doc-pages';
import { setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { ifPrivate, remoteReferences, sshSecret } from '../shared/source';
import { except, words } from '../shared/wordings';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-repo-not-found',
  title: 'The git repository does not exist, or is private and asked for without a login',
  stage: 'source',
  meaning:
    'The git host does not know the repository. Over HTTPS without credentials a private repository looks the same: git then asks for a user name, and nobody is there to answer.',
  shows:
    '`terminal prompts disabled`, `Repository not found`, “The project you were looking for could not be found”.',
  reasons: [
    { of: 'build', value: 'remote_repository_unreachable', strength: 'decisive' },
    { of: 'shipwright', value: 'RemoteRepositoryUnreachable', strength: 'decisive' },
    { of: 'shipwright-failure', value: /^GitRemoteRepository(?:NotFound|Private)$/, strength: 'decisive' },
  ],
  patterns: [
    ...words(
      84,
      /\bterminal prompts disabled\b/i,
      /\bERROR: Repository not found\b|\bremote: (?:ERROR: )?Repository not found\b/i,
      /\bfatal: repository '.{1,400}' not found\b/i,
      /\bThe project you were looking for could not be found\b/i,
      /\bfatal: '.{1,300}' does not appear to be a git repository\b/i,
      /\bremote: Not Found\b/,
      /\bTF401019\b|\bremote: The repository .{0,80}(?:does not exist|has been deleted)/i,
      /\brepository .{1,300}does not exist\b.{0,80}(?:permission|git)|\bconq: repository does not exist\b/i,
      /\bremote: You may not have access to this repository or it no longer exists\b/i,
      /\bfatal: remote error: .{0,100}(?:not found|does not exist|is not found)/i,
      /\bremote repository unreachable\b|\bRemoteRepositoryUnreachable\b|\bGitRemoteRepository(?:NotFound|Private)\b/i,
      /\bRepository unavailable due to\b|\bAccess to this repository has been disabled\b/i,
    ),
    ...except(/git ls-remote/i, words(78, /\bcould not read Username for\b/i)),
  ],
  proof: 'The git host answers 404 for the address.',
  ruleOut: ['a private repository that is asked for over HTTPS without a secret'],
  fix: (facts) => [
    remoteReferences(facts, 'See whether your own git finds the repository: if it does, it is private.'),
    setBuild(facts, 'If the address is wrong, correct it.', { source: 'REPOSITORY_URL' }),
    ...ifPrivate(sshSecret(facts)),
  ],
  doc: sourcePage,
  cases: ['B-12', 'B-13'],
});
