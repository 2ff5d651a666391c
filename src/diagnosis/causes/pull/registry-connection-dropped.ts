import { codeEngineDoc } from '../../remedy/doc-pages';
import { isIcr } from '../../remedy/image-names';
import { again } from '../../remedy/registry-steps';
import { personStep } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { naming, registry } from '../shared/headline';
import { projectGet } from '../shared/pull-network';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-connection-dropped',
  title: 'The connection to the registry broke off',
  headline: (facts) => naming`The connection to ${registry(facts)} broke off`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain', onOurWay: true },
  meaning:
    'The connection was made and then cut: by a firewall, a proxy, an allow-list, or an overloaded registry.',
  shows: '`connection reset by peer`, `unexpected EOF`, `broken pipe` during a transfer.',
  becauseOf: ['layer-corrupt-digest-mismatch'],
  follows: [from('reset', imageThings), from('reset', undefined, ['pull', 'push'])],
  proof: 'Our own transfer of the same image breaks off too, or goes through: then it comes and goes.',
  ruleOut: ['a firewall or proxy that cuts long transfers'],
  fix: (facts) => [
    ...again(facts),
    isIcr(facts)
      ? personStep(
          'If it stays, somebody cuts the connection: let the network zone of a context-based restriction on Container Registry name the service Code Engine, and look at firewalls and proxies on the way.',
        )
      : personStep(
          `If it stays, somebody cuts the connection: let the addresses that the project calls from through ${
            facts.registryHost === undefined
              ? 'firewalls and proxies'
              : `the firewall in front of ${facts.registryHost}`
          }.`,
          projectGet(facts.project),
        ),
  ],
  doc: pullPage,
  cases: ['I-12'],
});
