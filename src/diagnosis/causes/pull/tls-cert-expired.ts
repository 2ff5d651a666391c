import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'tls-cert-expired',
  title: 'The certificate has expired or is not valid yet',
  stage: 'pull',
  meaning: 'The server’s certificate is outside its time of validity, or the client’s clock is wrong.',
  shows: '`x509: certificate has expired or is not yet valid`.',
  patterns: words(
    95,
    /\bcertificate (?:has|is) (?:expired|not yet valid)\b/i,
    /\bcertificate has expired or is not yet valid\b/i,
    /\bCERT_HAS_EXPIRED\b|\bCERT_NOT_YET_VALID\b|\bcertificate expired\b|\bexpired certificate\b/i,
    /\bCertificateExpiredException\b|\bNotAfter: .{0,60}\bx509\b/,
    /\bcertificate verify failed: certificate has expired\b/i,
  ),
  proof: 'Our own TLS handshake shows the dates of the certificate.',
  fix: (facts) => [step('Renew the certificate of the host, with its whole chain.'), ...again(facts)],
  doc: pullPage,
  cases: ['I-1'],
});
