import { httpsAddress } from '../../model/git-address';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords, repository, sourceHost } from '../shared/headline';
import { sshSecret } from '../shared/source';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-auth-failed',
  title: 'The git host refuses the credentials',
  headline: (facts) =>
    naming`${sourceHost(facts)} refuses secret ${facts.sourceSecret}` ??
    naming`${sourceHost(facts)} refuses the credentials for ${repository(facts)}` ??
    ownWords(facts),
  stage: 'source',
  traits: { breaks: 'source-secret', says: 'why', ofRegistry: 'nothing', coarseOnPlatform: true },
  meaning:
    'The repository exists or is private, and the key, password or token is missing, wrong or without the right to read it.',
  shows: '`Permission denied (publickey)`, `Authentication failed for …`, `HTTP Basic: Access denied`.',
  reasons: [
    { of: 'build-run', value: 'missing_code_repo_access', strength: 'symptom' },
    {
      of: 'shipwright-failure',
      value:
        /^(?:GitAuthInvalidUserOrPass|GitAuthInvalidKey|GitBasicAuthIncomplete|GitSSHAuthUnexpected|GitSSHAuthExpected|AuthUnexpectedHTTP)$/,
      strength: 'decisive',
    },
  ],
  becauseOf: [
    'git-repo-not-found',
    'ssh-key-expired',
    'ssh-key-passphrase',
    'git-submodule-failed',
    'git-lfs-failed',
  ],
  follows: [
    from(
      [
        'bad-credentials',
        'no-credentials',
        'unauthorized',
        'forbidden',
        'permission-denied',
        'credentials-expired',
      ],
      ['git-repository', 'git-ref', 'submodule'],
    ),
    from(['no-credentials', 'unauthorized', 'forbidden', 'permission-denied'], 'git-host'),
    from(['bad-credentials', 'unauthorized', 'forbidden', 'no-credentials', 'permission-denied'], undefined, [
      'source',
    ]),
  ],
  proof: 'The git host answers 401, or closes the SSH session after the key.',
  ruleOut: ['an expired key', 'a key with a passphrase', 'a repository that does not exist'],
  fix: (facts) =>
    facts.sourceUrl?.startsWith('http://')
      ? [
          setBuild(facts, 'Use the HTTPS address: a password is not sent to any other.', {
            source:
              httpsAddress(facts.sourceUrl) ?? `https://${facts.gitHost ?? 'GIT_HOST'}/OWNER/REPOSITORY`,
          }),
          rerun(facts),
        ]
      : sshSecret(facts),
  doc: sourcePage,
  cases: ['B-12', 'B-15'],
});
