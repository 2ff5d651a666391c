import type { FixStep, FixSteps } from '../../model/fix';
import { httpsAddress } from '../../model/git-address';
import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { orSteps, rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, repository, sourceHost } from '../shared/headline';
import { hostKeys, ifPrivate, sshSecret } from '../shared/source';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-host-key-unverified',
  title: 'The git host’s SSH key could not be verified',
  headline: (facts) =>
    facts.sourceUrl !== undefined && facts.sourceSecret === undefined
      ? naming`${repository(facts)} is asked for by SSH without an SSH secret`
      : naming`The SSH key of ${sourceHost(facts)} could not be verified`,
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The client does not know the host’s key, or it has changed. With Code Engine it means an SSH address without an SSH secret, or a secret without (right) known hosts.',
  shows: '`Host key verification failed.`',
  follows: [from('bad-credentials', 'git-host')],
  proof: 'The SSH client’s own statement.',
  fix: (facts) =>
    facts.sourceSecret
      ? knownHosts(facts, facts.sourceSecret)
      : [publicAddress(facts), rerun(facts), ...orSteps(ifPrivate(sshSecret(facts)))],
  doc: sourcePage,
  cases: ['B-12', 'B-14'],
});

/** Without a key, if the repository is open to everybody. */
function publicAddress(facts: RemedyFacts): FixStep {
  return setBuild(facts, 'If the repository is public, use its HTTPS address: it needs no key.', {
    source: httpsAddress(facts.sourceUrl) ?? `https://${facts.gitHost ?? 'GIT_HOST'}/OWNER/REPOSITORY`,
  });
}

/** Only the host's keys are wrong: the key itself can stay. */
function knownHosts(facts: RemedyFacts, secret: string): FixSteps {
  return [
    hostKeys(facts),
    step(
      'Put them in the secret of the build.',
      ce('secret update', { name: secret, 'known-hosts-path': 'known_hosts' }),
    ),
    rerun(facts),
  ];
}
