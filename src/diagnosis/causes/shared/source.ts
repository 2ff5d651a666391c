/** Source: the code cannot be fetched. */

import type { FixStep, FixSteps } from '../../model/fix';
import { gitAddress, sshAddress } from '../../model/git-address';
import { ce, run } from '../../remedy/command';
import type { RemedyFacts } from '../../remedy/facts';
import { freeName } from '../../remedy/secret-steps';
import { lowerFirst, personStep, rerun, setBuild, step } from '../../remedy/steps';

/** A key and a secret of its own for the build: the one in use may serve other builds, which keep it. */
export function sshSecret(facts: RemedyFacts): FixSteps {
  const secret = newGitSecretName(facts);
  const source = sshAddress(facts.sourceUrl) ?? `git@${facts.gitHost ?? 'GIT_HOST'}:OWNER/REPOSITORY.git`;
  const changed = source !== facts.sourceUrl;
  return [
    personStep(
      `Make a key pair without a passphrase, and register ${secret}.pub as a deploy key of the repository (read-only is enough).`,
      run('ssh-keygen', '', { t: 'ed25519', N: '', f: secret }),
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

/** Named after the build, or else after the repository. */
function newGitSecretName({ build, sourceUrl, secretNames = [] }: RemedyFacts): string {
  const repository = gitAddress(sourceUrl)
    ?.path.split('/')
    .at(-1)
    ?.toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const after = build ?? repository;
  return after ? freeName(`${after}-git`, secretNames) : 'SSH_SECRET_NAME';
}

/** Puts a new private key and the host's keys into the secret of the source. */
export function newKeyFiles(facts: RemedyFacts, text: string): FixStep {
  return step(
    text,
    ce('secret update', {
      name: facts.sourceSecret ?? 'SSH_SECRET_NAME',
      'key-path': 'PRIVATE_KEY_FILE',
      'known-hosts-path': 'KNOWN_HOSTS_FILE',
    }),
  );
}

/** Fetches the host's keys into a file. */
export function hostKeys(facts: RemedyFacts): FixStep {
  const { host, port, ssh } = gitAddress(facts.sourceUrl) ?? {};
  const at = ssh && port !== undefined ? ['-p', String(port)] : [];
  return step('Fetch the keys of the git host, and compare them with those that it publishes.', {
    ...run('ssh-keyscan', '', {}, [...at, host ?? facts.gitHost ?? 'GIT_HOST']),
    into: 'known_hosts',
  });
}

/** The same steps, for a repository that may be private. */
export function ifPrivate([first, ...rest]: FixSteps): FixSteps {
  if (!first) return [];
  return [{ ...first, text: lowerFirst(first.text, 'If it is private: ') }, ...rest];
}

/** What a person's own git says of the repository. */
export function remoteReferences(facts: RemedyFacts, text: string): FixStep {
  return step(
    text,
    run('git', 'ls-remote', { heads: true, tags: true }, [facts.sourceUrl ?? 'REPOSITORY_URL']),
  );
}

/** The build with the directory and the file that the check of the source found. */
export function namedBuild(facts: RemedyFacts, text: string): FixStep {
  const { contextDir, dockerfile } = facts.found ?? {};
  return setBuild(facts, text, { 'context-dir': contextDir, dockerfile });
}
