import { codeEngineDoc } from '../../remedy/doc-pages';
import { step, tryAgain } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, network } from '../shared/facts';
import { naming, ownWords, registry } from '../shared/headline';

export default defineCause({
  id: 'proxy-failed',
  title: 'A proxy between client and registry refuses or breaks the connection',
  headline: (facts) =>
    naming`A proxy before ${registry(facts)} refuses or breaks the connection` ?? ownWords(facts),
  stage: 'pull',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The client goes through a proxy, and the proxy cannot be reached, asks for a login, or refuses the connection. The registry was not reached.',
  shows: '`proxyconnect tcp: …`, `407 Proxy Authentication Required`.',
  follows: [from('proxy-failed'), from(network, 'proxy')],
  proof: 'The same request without the proxy, or with its right address and login, succeeds.',
  ruleOut: ['a proxy variable that is left over', 'an address that belongs in NO_PROXY'],
  fix: (facts) => [
    step(
      'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY where the client runs: address, port, user and password.',
    ),
    step('Let the proxy allow the registry, or leave the registry out with NO_PROXY.'),
    tryAgain(facts),
  ],
  doc: codeEngineDoc('image-cannot-pull'),
});
