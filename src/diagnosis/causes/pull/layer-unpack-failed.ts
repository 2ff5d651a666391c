import { codeEngineDoc } from '../../remedy/doc-pages';
import { again } from '../../remedy/registry-steps';
import { defineCause } from '../cause';
import { buildAnew } from '../shared/pull-image';
import { except, words } from '../shared/wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export default defineCause({
  id: 'layer-unpack-failed',
  title: 'A layer cannot be unpacked',
  stage: 'pull',
  meaning:
    'The layer arrived, and its archive cannot be unpacked: it is broken, in a format that the runtime does not read, or holds files that the runtime may not create.',
  shows: '`invalid tar header`, `failed to register layer`, `failed to extract layer`.',
  reasons: [{ of: 'revision', value: 'invalid_tar_header_image_pull_err', strength: 'decisive' }],
  patterns: except(/no space left|disk quota/i, [
    ...words(
      88,
      /\binvalid tar header\b/i,
      /\bfailed to (?:register|extract|apply) layer\b/i,
      /\bError processing tar file\b/i,
      /\bApplyLayer\b.{0,60}exit status/i,
      /\bfailed to get filesystem from image: (?:mkdir|removing|error removing|chown|unlinkat|symlink|link|chmod|open|writing|creating)\b/i,
      /\bgzip: invalid (?:header|checksum)\b|\bzstd: .{0,60}(?:magic|invalid|corrupt)|\bmagic number mismatch\b/i,
      /\binsufficient UIDs or GIDs\b/i,
      /\barchive\/tar: .{0,60}(?:invalid|missed|unknown)/i,
      /\bfailed to (?:unpack|extract|untar)\b(?!.{0,300}(?:resolve|not found|denied|dial|x509|status|EOF$)).{0,300}(?:layer|snapshot|image|tar|stream)/i,
      /\bduplicates? of file paths not supported\b|\bfailed to convert whiteout file\b/i,
      /\berror (?:creating|storing|applying|adding) (?:layer|blob|overlay) .{0,200}(?:unpack|tar|operation not permitted|whiteout|lchown)/i,
    ),
  ]),
  proof: 'Unpacking the layer fails wherever it is tried.',
  fix: (facts) => [
    buildAnew(facts, 'Build and push the image again, with a current builder and gzip layers.'),
    ...again(facts),
  ],
  doc: pullPage,
  cases: ['I-1'],
});
