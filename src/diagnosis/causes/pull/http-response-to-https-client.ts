import { codeEngineDoc } from '../../remedy/doc-pages';
import { orCopyToIcr } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'http-response-to-https-client',
  title: 'The registry speaks plain HTTP, and the client HTTPS',
  headline: (facts) => naming`${registry(facts)} speaks plain HTTP, and the client HTTPS`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain' },
  meaning: 'The registry has no TLS on this port. Code Engine pulls and pushes over HTTPS only.',
  shows: '`http: server gave HTTP response to HTTPS client`.',
  follows: [from('plain-http')],
  proof: 'Our own TLS handshake is answered with plain HTTP.',
  fix: (facts) => [step('Put TLS in front of the registry.'), ...orCopyToIcr(facts)],
  doc: pullPage,
  cases: ['I-1'],
});
