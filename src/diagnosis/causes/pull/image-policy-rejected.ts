import { codeEngineDoc } from '../../remedy/doc-pages';
import { afterUpdate, setImage, withTag } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'image-policy-rejected',
  title: 'A policy refuses the image',
  stage: 'pull',
  meaning:
    'An admission or signature policy does not let this image run: it is unsigned, comes from a registry that is not listed, or must be named by digest.',
  shows: '`admission webhook … denied the request`, “no matching signatures”, “rejected by policy”.',
  patterns: [
    ...words(
      90,
      /\badmission webhook .{0,200}denied\b.{0,600}(?:image|signature|digest|regist|cosign|trust|tag)/i,
      /\bno (?:matching|valid) signatures?\b|\bno signatures? found\b|\bsignature (?:verification|validation) failed\b|\bfailed to verify signature\b|\bsignature(?:s)? .{0,60}(?:could not be verified|not verified|required but)/i,
      /\bSource image rejected\b|\b(?:is|was) rejected by (?:the )?(?:signature |image )?policy\b/i,
      /\bA signature was required, but no signature exists\b/i,
      /\btrust\.hooks\.securityenforcement\b|\bImagePolic(?:y|ies)\b.{0,200}(?:deny|denied|no matching|reject)|\bimage policy webhook\b/i,
      /\bremote trust data does not exist\b|\bNo (?:valid )?trust data for\b|\bnotary server\b.{0,100}(?:error|fail|not)/i,
      /\b(?:Denied by|Image .{0,300}denied by) (?:Binary Authorization|projects\/).{0,200}/i,
      /\bpolic(?:y|ies) .{0,300}(?:disallow-latest|allowed registr|allowed repos|verify-image|image-verif)/i,
      /\b(?:image|registry) .{0,300}(?:is not (?:allowed|permitted)|not from an? (?:allowed|approved|trusted)) .{0,100}(?:polic|registr|repositor)/i,
      /\bcannot be pulled due to configured policy\b|\bSignatureValidationFailed\b|\binvalid image repo\b/i,
      /\bprevent(?:s|ed)? vulnerable images from running\b|\bprojectPolicyViolation\b|\bPROJECTPOLICYVIOLATION\b/i,
    ),
    ...words(50, /\badmission webhook .{0,200}denied the request\b/i),
  ],
  proof: 'The admission answer names the policy.',
  fix: (facts) => [
    step(
      'Read the named policy: sign the image, name it by digest, or take it from a registry that the policy lists.',
    ),
    setImage(facts, 'Name the image as the policy wants it.', {
      image: withTag(facts).replace(/:[^/:]*$/, `@${facts.digest ?? 'sha256:DIGEST'}`),
    }),
    ...afterUpdate(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});
