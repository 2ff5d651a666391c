import { codeEngineDoc } from '../../remedy/doc-pages';
import { orCopyToIcr } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, registry } from '../shared/headline';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'tls-unknown-authority',
  title: 'The certificate is signed by an authority that is not trusted',
  headline: (facts) =>
    naming`The certificate of ${registry(facts)} is signed by an authority that is not trusted`,
  stage: 'pull',
  traits: { breaks: 'registry', says: 'why', ofRegistry: 'plain' },
  meaning:
    'The server shows a certificate that the client cannot trace to an authority it knows: self-signed, from a private authority, or put in by a proxy that opens TLS.',
  shows: '`x509: certificate signed by unknown authority`, `self-signed certificate in certificate chain`.',
  follows: [from('cert-untrusted')],
  proof: 'Our own TLS handshake with the host fails for the same reason.',
  fix: (facts) => [
    step(
      'Give the registry a certificate of a public authority: Code Engine cannot be told to trust another one for pulls.',
    ),
    ...orCopyToIcr(facts),
    step(
      'Within a build, copy the authority’s certificate into the image and update its trust store before the step that fails.',
    ),
  ],
  doc: pullPage,
  cases: ['I-1'],
});
