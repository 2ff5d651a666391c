import { codeEngineDoc } from '../../remedy/doc-pages';
import { withOtherHost } from '../../remedy/image-names';
import { afterUpdate, setImage } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'tls-hostname-mismatch',
  title: 'The certificate belongs to another host name',
  headline: (facts) => naming`The certificate of ${registry(facts)} belongs to another host name`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The server’s certificate is valid for other names than the one that was asked for: a wrong host, a proxy or gateway that answers in its place, or an address instead of a name.',
  shows: '`x509: certificate is valid for …, not …`.',
  follows: [from('cert-name')],
  proof: 'Our own TLS handshake shows the names of the certificate.',
  fix: (facts) => [
    setImage(facts, 'Use the host name that the certificate is made for, or renew it for this name.', {
      image: withOtherHost(facts),
    }),
    ...afterUpdate(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});
