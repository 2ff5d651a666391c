import { codeEngineDoc } from '../../remedy/doc-pages';
import { orCopyToIcr } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'tls-unknown-authority',
  title: 'The certificate is signed by an authority that is not trusted',
  stage: 'pull',
  meaning:
    'The server shows a certificate that the client cannot trace to an authority it knows: self-signed, from a private authority, or put in by a proxy that opens TLS.',
  shows: '`x509: certificate signed by unknown authority`, `self-signed certificate in certificate chain`.',
  patterns: words(
    93,
    /\bcertificate signed by unknown authority\b/i,
    /\bself[- ]signed certificate\b/i,
    /\bSELF_SIGNED_CERT_IN_CHAIN\b|\bDEPTH_ZERO_SELF_SIGNED_CERT\b|\bUNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)\b/,
    /\bunable to (?:get local issuer certificate|verify the first certificate)\b/i,
    /\bcertificate (?:is )?not trusted\b|\buntrusted (?:root|certificate)\b|\bcertificate verify failed\b(?!.{0,80}(?:expired|mismatch|not yet|hostname))/i,
    /\b(?:server )?certificate verification failed\b/i,
    /\bunable to find valid certification path\b|\bPKIX path (?:building|validation) failed\b/i,
    /\bcannot validate the certificate chain\b|\bSEC_ERROR_UNKNOWN_ISSUER\b|\binvalid peer certificate: UnknownIssuer\b|\bPartialChain\b|\bUntrustedRoot\b/i,
    /\bSSL certificate problem: (?:unable|self)/i,
    /\btls: (?:unknown certificate authority|bad certificate)\b|\bunknown ca\b/i,
    /\bpeer's Certificate issuer is not recognized\b/i,
  ),
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
