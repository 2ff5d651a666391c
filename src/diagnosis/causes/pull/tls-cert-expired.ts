import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'tls-cert-expired',
  title: 'The certificate has expired or is not valid yet',
  headline: (facts) => naming`The certificate of ${registry(facts)} has expired or is not valid yet`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain' },
  meaning: 'The server’s certificate is outside its time of validity, or the client’s clock is wrong.',
  shows: '`x509: certificate has expired or is not yet valid`.',
  follows: [from('cert-expired')],
  proof: 'Our own TLS handshake shows the dates of the certificate.',
  fix: (facts) => [step('Renew the certificate of the host, with its whole chain.'), ...again(facts)],
  doc: pullPage,
  cases: ['I-1'],
});
