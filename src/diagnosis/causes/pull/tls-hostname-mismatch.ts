import { codeEngineDoc } from '../../remedy/doc-pages';
import { afterUpdate, setImage, withOtherHost } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'tls-hostname-mismatch',
  title: 'The certificate belongs to another host name',
  stage: 'pull',
  meaning:
    'The server’s certificate is valid for other names than the one that was asked for: a wrong host, a proxy or gateway that answers in its place, or an address instead of a name.',
  shows: '`x509: certificate is valid for …, not …`.',
  patterns: words(
    95,
    /\bcertificate is (?:only )?valid for\b/i,
    /\bcannot validate certificate for\b|\bdoesn't contain any IP SANs\b/i,
    /\bcertificate (?:relies on legacy Common Name|is not valid for any names)\b/i,
    /\bERR_TLS_CERT_ALTNAME_INVALID\b|\bdoes not match certificate's altnames\b/i,
    /\b(?:no alternative certificate subject name matches|certificate subject name .{0,200}does not match|SSL: no alternative)/i,
    /\bhostname mismatch\b|\bhostname ['"]?[\w.-]{1,255}['"]? doesn't match\b|\bRemoteCertificateNameMismatch\b|\bNotValidForName\b/i,
    /\bNo subject alternative (?:DNS )?names? (?:matching|present)\b/i,
  ),
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
