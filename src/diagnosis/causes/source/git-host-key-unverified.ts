import { httpsAddress } from '../../model/git-address';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { ce, type FixStep, type RemedyFacts } from '../../remedy/remedy';
import { rerun, type Steps, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { hostKeys, ifPrivate, sshSecret } from '../shared/source';
import { words } from '../shared/wordings';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
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
});

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
