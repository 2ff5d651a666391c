/** Source: the code cannot be fetched. */
import { gitAddress, httpsAddress, sshAddress } from '../model/git-address';
import { codeEngineDoc } from '../remedy/doc-pages';
import { ce, type FixStep, type RemedyFacts, shellQuote } from '../remedy/remedy';
import { rerun, type Steps, setBuild, step } from '../remedy/steps';
import { defineCause } from './cause';
import { except, words } from './wordings';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');
const repoPage = codeEngineDoc('code-repositories');

/** A key and a secret of its own for the build: the one in use may serve other builds, which keep it. */
function sshSecret(facts: RemedyFacts): Steps {
  const secret = newSecretName(facts);
  const source = sshAddress(facts.sourceUrl) ?? 'git@GIT_HOST:OWNER/REPOSITORY.git';
  const changed = source !== facts.sourceUrl;
  return [
    step(
      `Make a key pair without a passphrase, and register ${secret}.pub as a deploy key of the repository (read-only is enough).`,
      `ssh-keygen -t ed25519 -N '' -f ${shellQuote(secret)}`,
    ),
    hostKeys(facts),
    step(
      'Keep both in an SSH secret.',
      ce('secret create', {
        format: 'ssh',
        name: secret,
        'key-path': secret,
        'known-hosts-path': 'known_hosts',
      }),
    ),
    setBuild(facts, changed ? 'Use the secret, and the SSH address.' : 'Use the secret.', {
      source: changed ? source : undefined,
      'git-repo-secret': secret,
    }),
    rerun(facts),
  ];
}

/** Named after the build, unless the project has a secret of that name. */
function newSecretName({ build, secretNames = [] }: RemedyFacts): string {
  if (build === undefined) return 'SSH_SECRET_NAME';
  const taken = new Set(secretNames);
  let name = `${build}-git`;
  for (let next = 2; taken.has(name); next += 1) name = `${build}-git-${next}`;
  return name;
}

function newKeyFiles(facts: RemedyFacts, text: string): FixStep {
  return step(
    text,
    ce('secret update', {
      name: facts.sourceSecret ?? 'SSH_SECRET_NAME',
      'key-path': 'PRIVATE_KEY_FILE',
      'known-hosts-path': 'KNOWN_HOSTS_FILE',
    }),
  );
}

/** Without a key, if the repository is open to everybody. */
function publicAddress(facts: RemedyFacts): FixStep {
  return setBuild(facts, 'If the repository is public, use its HTTPS address: it needs no key.', {
    source: httpsAddress(facts.sourceUrl) ?? 'https://GIT_HOST/OWNER/REPOSITORY',
  });
}

/** Only the host's keys are wrong: the key itself can stay. */
function knownHosts(facts: RemedyFacts, secret: string): Steps {
  return [
    hostKeys(facts),
    step(
      'Put them in the secret of the build.',
      ce('secret update', { name: secret, 'known-hosts-path': 'known_hosts' }),
    ),
    rerun(facts),
  ];
}

function hostKeys(facts: RemedyFacts): FixStep {
  return step(
    'Fetch the keys of the git host, and compare them with those that it publishes.',
    `ssh-keyscan ${gitAddress(facts.sourceUrl)?.host ?? 'GIT_HOST'} > known_hosts`,
  );
}

function ifPrivate([first, ...rest]: Steps): Steps {
  if (!first) return [];
  return [
    { ...first, text: `If it is private: ${first.text.charAt(0).toLowerCase()}${first.text.slice(1)}` },
    ...rest,
  ];
}

/** What a person's own git says of the repository. */
function remoteReferences(facts: RemedyFacts, text: string): FixStep {
  return step(text, `git ls-remote --heads --tags ${shellQuote(facts.sourceUrl ?? 'REPOSITORY_URL')}`);
}

export const sourceCauses = [
  defineCause({
    id: 'git-auth-failed',
    title: 'The git host refuses the credentials',
    stage: 'source',
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
    patterns: [
      ...words(
        82,
        /\bPermission denied \((?:[\w-]{1,30},?){0,5}publickey/i,
        /\bAuthentication failed for\b/i,
        /\bSupport for password authentication was removed\b|\bPassword authentication is not (?:supported|available) for Git\b/i,
        /\bHTTP Basic: Access denied\b/i,
        /\bremote: Invalid (?:username or (?:password|token)|credentials)\b/i,
        /\bremote: (?:Permission to|Write access to repository not granted|Access denied|You are not allowed|Unauthorized|Your account has been|Forbidden)/i,
        /\bunable to access 'https?:.{1,300}requested URL returned error: 40[13]\b/i,
        /\bremote: .{0,120}(?:SAML SSO|organization has enabled or enforced SAML|SSO)/i,
        /\bTF40(?:0813|1019)\b(?!.{0,60}does not exist).{0,160}(?:not authorized|permission)/i,
        /\bremote: Bitbucket Cloud recently stopped supporting account passwords\b|\bApp passwords? .{0,80}(?:deprecated|invalid)/i,
        /\bAn error occurred accessing your Git credentials\b|\bThe requested URL returned error: 403\b.{0,60}git/i,
        /\bThis key is already in use\b|\bdeploy key .{0,80}(?:not|invalid|denied|disabled)/i,
        /\bToo many authentication failures\b|\bNo supported authentication methods available\b/i,
        /\b(?:Load|loading) key .{1,200}(?:invalid format|error in libcrypto|bad permissions|unsupported)/i,
        /\bssh: handshake failed: .{0,120}unable to authenticate\b/i,
        /\bauthentication required: Repository not found\b/i,
        /\bgit@.{1,200}: Permission denied\b/i,
      ),
      ...words(
        60,
        /\bgit ls-remote\b.{0,300}could not read Username\b/i,
        /\bcould not read Password for\b/i,
        /\bmarked as read only\b/i,
        /\bremote: .{0,160}(?:token|credential)s? .{0,60}(?:expired|revoked|invalid)/i,
      ),
      // What git says after the host has hung up; anything plainer beats it.
      ...words(36, /\bCould not read from remote repository\b/i),
    ],
    proof: 'The git host answers 401, or closes the SSH session after the key.',
    ruleOut: ['an expired key', 'a key with a passphrase', 'a repository that does not exist'],
    fix: (facts) => sshSecret(facts),
    doc: sourcePage,
    cases: ['B-12', 'B-15'],
  }),
  defineCause({
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
  }),
  defineCause({
    id: 'git-revision-not-found',
    title: 'The branch, tag or commit is not in the repository',
    stage: 'source',
    meaning:
      'The repository was reached, and it has no such revision. Without one Code Engine asks for `main`; older repositories have `master`.',
    shows: '`Remote branch … not found in upstream origin`, `couldn’t find remote ref …`.',
    reasons: [{ of: 'shipwright-failure', value: 'GitRevisionNotFound', strength: 'decisive' }],
    patterns: words(
      86,
      /\bRemote branch .{1,200} not found in upstream\b/i,
      /\bcouldn't find remote ref\b|\bcould not find remote (?:branch|ref)\b/i,
      /\bpathspec '.{1,200}' did not match any\b/i,
      /\b(?:reference is not a tree|bad revision|unknown revision or path not in the working tree|(?<!invalid version: )unknown revision(?! v\d))\b/i,
      /\bupload-pack: not our ref\b|\bnot our ref\b/i,
      /\bServer does not allow request for unadvertised object\b/i,
      /\bfatal: (?:ambiguous argument|invalid reference|Needed a single revision|not a valid object name|unable to read tree)\b/i,
      /\b(?:revision|branch|commit|ref) ["'`]?[\w./-]{1,200}["'`]? (?:was )?(?:not found|does not exist|doesn't exist)\b.{0,100}(?:repo|remote|origin|git|upstream)/i,
      /\b(?:unable to|cannot|could not|failed to) (?:find|resolve|determine) (?:the )?(?:git )?(?:revision|branch|git ref(?:erence)?|commit)\b/i,
      /\breference not found\b|\bno such (?:ref|branch|remote ref)\b|\bGitRevisionNotFound\b/i,
      /\brefname .{1,200} not found\b|\b(?:branch|ref) .{1,120} (?:could not be|wasn't|was not) found\b/i,
    ),
    proof: 'The list of the repository’s references does not have it.',
    fix: (facts) => [
      remoteReferences(
        facts,
        `See which branches and tags exist${facts.sourceRevision ? `: ${facts.sourceRevision} is not among them` : ''}.`,
      ),
      setBuild(facts, 'Name a branch, tag or commit that exists, or push the missing one.', {
        commit: 'REVISION',
      }),
      rerun(facts),
    ],
    doc: sourcePage,
    cases: ['B-12', 'B-16'],
  }),
  defineCause({
    id: 'git-host-key-unverified',
    title: 'The git host’s SSH key could not be verified',
    stage: 'source',
    meaning:
      'The client does not know the host’s key, or it has changed. With Code Engine it means an SSH address without an SSH secret, or a secret without (right) known hosts.',
    shows: '`Host key verification failed.`',
    patterns: words(
      90,
      /\bHost key verification failed\b/i,
      /\bREMOTE HOST IDENTIFICATION HAS CHANGED\b/i,
      /\bNo (?:\w{1,20} )?host key is known for\b/i,
      /\bknownhosts: key (?:is unknown|mismatch)\b|\bssh: handshake failed: .{0,60}(?:knownhosts|host key)/i,
      /\bThe authenticity of host .{1,200} can't be established\b/i,
    ),
    proof: 'The SSH client’s own statement.',
    fix: (facts) =>
      facts.sourceSecret
        ? knownHosts(facts, facts.sourceSecret)
        : [publicAddress(facts), ...ifPrivate(sshSecret(facts))],
    doc: sourcePage,
    cases: ['B-12', 'B-14'],
  }),
  defineCause({
    id: 'git-host-unreachable',
    title: 'The git host cannot be reached',
    stage: 'source',
    meaning: 'The host of the repository does not resolve, does not answer, or breaks the connection off.',
    shows: '`Could not resolve host: …`, `ssh: connect to host … port 22: Connection timed out`.',
    patterns: [
      ...words(
        85,
        /\b(?:unable to access|unable to look up|failed to connect to|Failed to connect to) '?(?:https?:|git:|\S{1,100}(?:github|gitlab|bitbucket|git)).{0,300}(?:Could(?:n't| not) resolve|Failed to connect|timed out|refused|reset|Couldn't connect|Could(?:n't| not) connect|No route|SSL_ERROR_SYSCALL|SSL_connect|Empty reply|Recv failure|OpenSSL|gnutls|GnuTLS|HTTP\/2|requested URL returned error: 5\d\d|unreachable|Operation too slow|Proxy)/i,
        /\bssh: (?:connect to host|Could not resolve hostname)\b/i,
        /\bgit@\S{1,200}.{0,60}(?:Connection (?:closed|reset|timed out)|Operation timed out)/i,
        /\bkex_exchange_identification\b|\bConnection (?:closed|reset) by (?:remote host|[\d.]{7,15}|\S{1,80} port 22)\b/i,
        /\bRPC failed; (?:curl|HTTP|result)\b|\bearly EOF\b|\bfetch-pack: unexpected disconnect\b|\bthe remote end hung up (?:unexpectedly|upon)\b/i,
        /\bfatal: unable to connect to (?!docker)/i,
        /\bfatal: .{0,200}(?:Could(?:n't| not) resolve host|Temporary failure in name resolution)\b/i,
        /\b(?:git|github\.com|gitlab|bitbucket)\b.{0,300}(?:no such host|i\/o timeout|connection timed out|connection refused|Could not resolve host)/i,
      ),
    ],
    proof: 'Our own look-up or connection to the host fails too.',
    ruleOut: ['a git host in a private network'],
    fix: (facts) => [
      rerun(facts, 'If it was a passing fault, the build succeeds when it is run again.'),
      remoteReferences(
        facts,
        'If it stays, check the host in the address from outside your own network: it must be reachable from the internet.',
      ),
      setBuild(facts, 'If the address is wrong, correct it.', { source: 'REPOSITORY_URL' }),
    ],
    doc: repoPage,
    cases: ['B-12'],
  }),
  defineCause({
    id: 'git-submodule-failed',
    title: 'A git submodule cannot be fetched',
    stage: 'source',
    meaning:
      'The main repository was cloned, and one of its submodules was not: it is private, uses SSH, has moved, or its commit is gone.',
    shows: '`fatal: clone of … into submodule path … failed`.',
    patterns: words(
      96,
      /\bclone of '.{1,400}' into submodule path\b/i,
      /\bFailed to clone '.{1,300}'(?:\. Retry scheduled| a second time)/i,
      /\b(?:Unable to .{1,120} in )submodule path '|\bsubmodule path '.{1,300}'.{0,200}(?:did not contain|Unable to|not found|fail|could not)/i,
      /\bNo (?:url|submodule mapping) found (?:for submodule path|in \.gitmodules)\b/i,
      /\bfatal: (?:Fetched in submodule|Unable to (?:fetch|checkout|find) .{0,120}submodule|.{0,60}submodule)\b/i,
      /\bgit submodule (?:update|sync|init)\b.{0,300}(?:fail|exit (?:code|status)|error|denied|returned non-zero)/i,
      /\bfailed to (?:fetch|update|clone|initialize|recurse into) .{0,40}submodule/i,
      /\berror: Server does not allow request for unadvertised object .{0,40}submodule/i,
      /\bsubmodule .{1,200}: .{0,60}(?:not found|failed|denied)/i,
    ),
    proof: 'git’s own statement on the submodule.',
    fix: (facts) => [
      step(
        'Use an HTTPS address in .gitmodules for public submodules; for private ones the key of the build must reach them too.',
      ),
      step('Check that the commit that the submodule is pinned to was pushed.'),
      rerun(facts),
    ],
    doc: repoPage,
    cases: ['B-12'],
  }),
  defineCause({
    id: 'git-lfs-failed',
    title: 'Git LFS objects cannot be fetched',
    stage: 'source',
    meaning:
      'The repository keeps large files with Git LFS, and they could not be loaded: the quota is used up, an object is missing, or the filter failed.',
    shows: '`smudge filter lfs failed`, `This repository is over its data quota`.',
    patterns: words(
      97,
      /\bsmudge filter lfs failed\b|\bexternal filter 'git-lfs\b/i,
      /\bSmudge error\b|\bgit-lfs filter-process\b.{0,60}fail/i,
      /\bover its data quota\b/i,
      /\bgit[- ]lfs\b.{0,200}(?:error|fail|not found|command not found|missing|denied|quota|404|403|timeout)/i,
      /\bLFS\b.{0,120}(?:object.{0,40}(?:not (?:found|exist)|missing)|bandwidth|budget|quota|batch response|authentication|error)/,
      /\bbatch response: .{0,200}/i,
      /\bError downloading object: .{0,300}/i,
      /\bgit: 'lfs' is not a git command\b/i,
      /\bfailed to (?:fetch|push) some objects from '.{1,300}info\/lfs/i,
    ),
    proof: 'The LFS server’s answer to the batch request.',
    fix: (facts) => [
      step('Buy more LFS bandwidth or storage for the account, or keep the files out of the build.'),
      step('If an object is missing, push it from a clone that has it.', 'git lfs push --all origin'),
      rerun(facts),
    ],
    doc: repoPage,
    cases: ['B-12'],
  }),
  defineCause({
    id: 'source-bundle-too-large',
    title: 'The uploaded source is too large',
    stage: 'source',
    meaning: 'Local source is packed and uploaded, and the package may not exceed 100 MB.',
    shows: '`Unable to upload packaged files. Package is too large.`',
    patterns: words(
      95,
      /\bPackage is too large\b/i,
      /\bUnable to upload packaged files\b/i,
      /\b(?:source|archive|bundle|upload|slug|context)\b.{0,80}(?:exceeds|is (?:too large|larger than)|over) .{0,60}(?:limit|maximum|allowed|size|MB|MiB|GB)/i,
      /\b(?:source|upload|archive|bundle|build context) (?:size )?(?:is )?too (?:large|big)\b/i,
      /\b(?:limit|maximum|maximum size) (?:for|of) (?:source|local source|source code) (?:uploads?|bundles?|archives?)\b/i,
    ),
    proof: 'The client’s own statement before anything is submitted.',
    fix: (facts) => [
      step('List what is not needed in a .ceignore file: node_modules, build output, data, .git.'),
      rerun({ ...facts, sourceType: 'local' }, 'Run the build again, in the directory of the source.'),
      step('Or build from a git repository: what it holds is not uploaded.'),
    ],
    doc: codeEngineDoc('ts-toolchain-size'),
    cases: ['B-24'],
  }),
  defineCause({
    id: 'ssh-key-expired',
    title: 'The SSH key has expired',
    stage: 'source',
    meaning: 'The git host knows the key, and its expiry date has passed (GitLab lets keys expire).',
    shows: '`Your SSH key has expired.`',
    patterns: words(97, /\bSSH key has expired\b/i),
    proof: 'The git host’s own statement.',
    fix: (facts) => [
      step('Register the same public key again at the git host, with a later expiry date or none.'),
      newKeyFiles(facts, 'Or put a new key in the secret.'),
      rerun(facts),
    ],
    doc: sourcePage,
    cases: ['B-12', 'B-17'],
  }),
  defineCause({
    id: 'ssh-key-passphrase',
    title: 'The SSH key is protected by a passphrase',
    stage: 'source',
    meaning: 'Code Engine cannot ask for a passphrase: the private key in the secret must not be encrypted.',
    shows:
      '`incorrect passphrase supplied to decrypt private key`, `Proc-Type: 4,ENCRYPTED` in the key file.',
    patterns: words(
      97,
      /\bProc-Type: 4,ENCRYPTED\b/,
      /\b(?:incorrect|bad|wrong|no) passphrase\b|\bpassphrase (?:is )?(?:required|protected|missing|supplied)\b|\bkey is (?:passphrase|password)[- ]protected\b/i,
      /\bEnter passphrase for key\b/i,
    ),
    proof: '`ssh-keygen -p -f FILE` asks for the old passphrase.',
    fix: (facts) => [
      step('Take the passphrase off a copy of the key.', `ssh-keygen -p -N '' -f PRIVATE_KEY_FILE`),
      newKeyFiles(facts, 'Put the copy in the secret.'),
      rerun(facts),
    ],
    doc: sourcePage,
    cases: ['B-12', 'B-18'],
  }),
];
