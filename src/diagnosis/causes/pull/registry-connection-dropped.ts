import { codeEngineDoc } from '../../remedy/doc-pages';
import { again, isIcr } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, imageThings } from '../shared/facts';
import { projectGet } from '../shared/pull-network';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'registry-connection-dropped',
  title: 'The connection to the registry broke off',
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
    step(
      `If it stays, somebody cuts the connection: see the addresses that the project calls from, and let them through ${
        facts.registryHost === undefined
          ? 'firewalls, proxies and context-based restrictions'
          : isIcr(facts)
            ? 'the context-based restriction on Container Registry'
            : `the firewall in front of ${facts.registryHost}`
      }.`,
      projectGet(facts.project),
    ),
  ],
  doc: pullPage,
  cases: ['I-12'],
});
