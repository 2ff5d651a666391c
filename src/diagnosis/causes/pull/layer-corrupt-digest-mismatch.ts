import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'layer-corrupt-digest-mismatch',
  title: 'A layer arrived damaged: its checksum is wrong',
  stage: 'pull',
  meaning:
    'What was downloaded does not have the digest that the manifest names: damaged in storage, in a cache or proxy, or on the way.',
  shows: '`filesystem layer verification failed for digest sha256:…`.',
  patterns: words(
    90,
    /\b(?:layer|image(?: config)?) verification failed\b/i,
    /\bunexpected commit digest\b|\bdigest mismatch\b|\bdigest did not match\b/i,
    /\bcontent (?:digest )?(?:mismatch|does not match)\b|\b(?:does|did) not match (?:the )?(?:expected |provided )?(?:digest|checksum)\b.{0,100}/i,
    /\berror verifying size\b|\bfailed size validation\b|\bsize validation failed\b|\bcommit failed: unexpected commit size\b/i,
    /\berror verifying (?:\w{1,20} )?(?:layer )?(?:sha256|checksum|digest)\b|\berror verifying (?:layer|blob|config)\b/i,
    /\bDigest did not match, expected\b|\bDIGEST[_ ]INVALID\b|\bprovided digest did not match uploaded content\b/i,
    /\b(?:layers?|blob|diffID|config).{0,80}(?:wrong|mismatched|inconsistent|invalid) (?:diff ?id|checksum|digest)\b/i,
    /\bwrong diff id calculated on extraction\b/i,
    /\bchecksum (?:mismatch|does not match|failed).{0,80}(?:layer|blob|image)/i,
  ),
  proof: 'Fetching the blob and hashing it shows the difference.',
  ruleOut: ['a caching proxy or pull-through mirror in between'],
  fix: (facts) => [
    step(
      'Try again once; if it stays, build and push the image anew, so that its layers are uploaded again.',
    ),
    ...again(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});
