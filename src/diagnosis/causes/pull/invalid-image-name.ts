import { codeEngineDoc } from '../../remedy/doc-pages';
import { afterUpdate, mendedName, setImage } from '../../remedy/registry-steps';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'invalid-image-name',
  title: 'The image reference is not valid',
  stage: 'pull',
  meaning:
    'The reference cannot be read: a scheme such as `https://` in front, capitals, two tags, a leading slash, or a variable that was empty.',
  shows: '`invalid reference format`, `couldn’t parse image reference`, the reason `InvalidImageName`.',
  reasons: [{ of: 'container', value: 'InvalidImageName', strength: 'decisive' }],
  patterns: words(
    90,
    /\binvalid reference format\b/i,
    /\bcouldn't parse image (?:reference|name)\b|\b(?:could not|cannot|failed to|unable to) parse (?:image )?(?:reference|image name)\b/i,
    /\bInvalidImageName\b|\bFailed to apply default image tag\b/,
    /\bshort-name .{1,200} did not resolve to an alias\b|\bshort[- ]name mode is enforcing\b/i,
    /\brepository name must be (?:lowercase|canonical|at least)\b|\brepository name must have at least one component\b/i,
    /\bis not a valid (?:repository\/tag|image reference|docker image|image name|repository name|reference)\b/i,
    /\binvalid (?:repository|image|tag|docker image) name\b|\binvalid image reference\b|\binvalid tag(?: format)?\b.{0,60}["':]/i,
    /\b(?:repository|registry|tag|registries) (?:can|must) (?:only )?(?:contain|be) (?:the )?(?:runes|characters|between|a valid RFC|.{0,30}alphanumeric)/i,
    /\bbase name .{0,200}should not be blank\b/i,
    /\bNAME[_ ]INVALID\b|\bTAG_INVALID\b(?!.{0,60}immutab)|\bname invalid: (?!.{0,80}immutab)/,
    /\binvalid checksum digest (?:length|format)\b|\bunsupported digest algorithm\b|\binvalid digest format\b/i,
    /\berror parsing (?:image )?reference\b|\bparsing (?:image )?reference .{0,300}:/i,
    /\bunable to parse image\b|\binvalid image (?:identifier|format)\b|\bImageInspectError\b.{0,200}parse/i,
    /\bfailed to parse (?:stage name|platform|base image name) .{0,200}/i,
  ),
  proof: 'The reference is parsed by the rules of the documentation and fails.',
  fix: (facts) => [
    setImage(
      facts,
      'Write it as REGISTRY/NAMESPACE/REPOSITORY:TAG, in small letters, without https:// in front.',
      {
        image: mendedName(facts),
      },
    ),
    ...afterUpdate(facts),
    ...(facts.image === undefined
      ? [step('If the reference comes from a variable, check that it is set.')]
      : []),
  ],
  doc: codeEngineDoc('add-registry'),
  cases: ['I-16'],
});
