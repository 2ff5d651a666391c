import { codeEngineDoc } from '../../remedy/doc-pages';
import { orSteps, rerun, setBuild } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { from, gitThings, network } from '../shared/facts';
import { naming, sourceHost } from '../shared/headline';
import { remoteReferences } from '../shared/source';

const repoPage = codeEngineDoc('code-repositories');

export default defineCause({
  id: 'git-host-unreachable',
  title: 'The git host cannot be reached',
  headline: (facts) =>
    doesNotResolve(facts)
      ? naming`The name ${sourceHost(facts)} does not resolve`
      : naming`${sourceHost(facts)} cannot be reached`,
  stage: 'source',
  traits: { breaks: 'git-host', says: 'why', ofRegistry: 'nothing', reachesOut: true },
  meaning: 'The host of the repository does not resolve, does not answer, or breaks the connection off.',
  shows: '`Could not resolve host: …`, `ssh: connect to host … port 22: Connection timed out`.',
  becauseOf: [
    'git-submodule-failed',
    'git-lfs-failed',
    'git-host-key-unverified',
    'ssh-key-expired',
    'git-revision-not-found',
    'git-repo-not-found',
    'git-auth-failed',
  ],
  follows: [
    from([...network, 'server-error', 'rate-limited'], gitThings),
    from(network, undefined, ['source']),
  ],
  proof: 'Our own look-up or connection to the host fails too.',
  ruleOut: ['a git host in a private network'],
  fix: (facts) => [
    rerun(facts, 'If it was a passing fault, the build succeeds when it is run again.'),
    {
      ...remoteReferences(
        facts,
        'If it stays, let the host be reached from the internet: check it from outside your own network.',
      ),
      byPerson: true,
    },
    ...orSteps([
      setBuild(facts, 'If the address is wrong, correct it.', { source: 'REPOSITORY_URL' }),
      rerun(facts),
    ]),
  ],
  doc: repoPage,
  cases: ['B-12'],
});

function doesNotResolve({ said = '', checked = '' }: HeadlineFacts): boolean {
  return /\bresolve\b/i.test(`${said} ${checked}`);
}
