import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { buildAnew } from '../shared/pull-image';
import { words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'manifest-schema-unsupported',
  title: 'The image’s manifest format is no longer accepted',
  stage: 'pull',
  meaning:
    'The image has an old manifest (Docker schema 1) or a format that the client or the registry does not read.',
  shows: '`media type "application/vnd.docker.distribution.manifest.v1+prettyjws" is no longer supported`.',
  patterns: [
    ...words(
      90,
      /\bdistribution\.manifest\.v1\+(?:prettyjws|json)\b(?!.{0,40}accept)/i,
      /\bschema(?:Version)? ?(?:version )?1\b.{0,120}(?:no longer|not supported|unsupported|removed|invalid|deprecat|disabled)/i,
      /\bunsupported (?:manifest|schema) ?(?:schema )?(?:version|media ?type|type|format)?\b|\bunsupported MediaType\b/i,
      /\bmedia ?type .{0,120}(?:is )?(?:no longer supported|not supported|unsupported|not implemented)\b/i,
      /\bmanifest (?:version|type) for this image is not supported\b/i,
      /\bManifest V2,? Schema 1\b.{0,160}/i,
      /\bmanifest schema (?:version )?(?:unsupported|not supported)\b/i,
      /\b(?:invalid|unknown|unexpected|unrecognized) manifest (?:type|schema|media|format)\b|\bmissing signature key\b/i,
      /\bunsupported image index or manifest\b|\bmanifest invalid: .{0,200}(?:schema|mediatype|media type|unsupported)/i,
    ),
    ...words(60, /\bmanifest invalid\b|\bMANIFEST[_ ]INVALID\b/i),
  ],
  proof: 'The manifest’s media type is read from the registry.',
  fix: (facts) => [
    buildAnew(facts, 'Push the image again with a current tool: it then gets a schema 2 or OCI manifest.'),
    ...again(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});
