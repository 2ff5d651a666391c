/** Pull: the reference, or the image itself. */

import { codeEngineDoc } from '../remedy/doc-pages';
import { afterUpdate, again, mendedName, publicName, setImage, withTag } from '../remedy/registry-steps';
import type { FixStep, RemedyFacts } from '../remedy/remedy';
import { isBuild, moreStorage, rerun, step } from '../remedy/steps';
import { moreBuildDisk } from './build-limits';
import { defineCause } from './cause';
import { except, words } from './wordings';

const pullPage = codeEngineDoc('image-cannot-pull');

export const pullImageCauses = [
  defineCause({
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
  }),
  defineCause({
    id: 'image-pull-policy-never',
    title: 'The image is not on the node, and pulling is switched off',
    stage: 'pull',
    meaning: 'The pull policy `Never` forbids to fetch the image, and the node does not have it.',
    shows: '`ErrImageNeverPull`, “is not present with pull policy of Never”.',
    reasons: [{ of: 'container', value: 'ErrImageNeverPull', strength: 'decisive' }],
    patterns: words(
      92,
      /\bErrImageNeverPull\b/,
      /\bpull policy (?:of|is)? ?['"]?never\b/i,
      /\bimage not known\b.{0,120}pull policy|--pull[= ]never\b.{0,120}(?:not found|no such)/i,
    ),
    proof: 'The container’s waiting reason is ErrImageNeverPull.',
    fix: (facts) => [
      step('Push the image to a registry and set the pull policy to IfNotPresent or Always.'),
      setImage(facts, 'Name the pushed image.', { image: withTag(facts) }),
      ...afterUpdate(facts),
    ],
    doc: pullPage,
    cases: ['I-1'],
  }),
  defineCause({
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
  }),
  defineCause({
    id: 'arch-mismatch-no-manifest',
    title: 'The image does not exist for this platform',
    stage: 'pull',
    meaning:
      'The tag exists, and it holds no image for the platform of the node. Code Engine runs `linux/amd64` only; images made on an Apple computer are often `arm64` only.',
    shows: '`no matching manifest for linux/amd64 in the manifest list entries`.',
    patterns: words(
      92,
      /\bno matching manifest for\b/i,
      /\bno match for platform in manifest\b/i,
      /\bno (?:image|child|manifest) (?:found |with ).{0,80}(?:architecture|platform)\b/i,
      /\b(?:does not provide|not available for|does not support) the (?:specified|requested|current) platform\b/i,
      /\b(?:does not match|was found but does not (?:match|provide)) the (?:specified|expected) platform\b/i,
      /\bimage operating system ".{1,20}" cannot be used on this platform\b/i,
      /\bno suitable (?:image|manifest)\b.{0,120}(?:platform|arch)/i,
      /\bcould not find (?:a )?(?:image|manifest|platform) .{0,100}(?:platform|architecture)\b/i,
      /\bplatform ["'\\]{0,3}[a-z]{3,9}\/[a-z0-9/]{3,14}["'\\]{0,3} (?:not found|is not supported|not supported)\b/i,
      /\bno (?:image|supported platform|matching platform) (?:is )?found in (?:the )?(?:image index|manifest list)\b/i,
      /\b(?:could not|cannot|couldn't|unable to) find (?:the )?platform \S{1,40} (?:for|in|of) /i,
    ),
    proof: 'The image index lists its platforms, and `linux/amd64` is not among them.',
    fix: (facts) => [
      step(
        'Build and push the image for linux/amd64, or let Code Engine build it.',
        `docker buildx build --platform linux/amd64 --tag ${publicName(facts.image ?? withTag(facts))} --push .`,
      ),
      ...again(facts),
    ],
    doc: codeEngineDoc('plan-build'),
    cases: ['I-15'],
  }),
  defineCause({
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
  }),
  defineCause({
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
  }),
  defineCause({
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
  }),
  defineCause({
    id: 'disk-space-exhausted',
    title: 'No space is left on the disk',
    stage: 'pull',
    meaning:
      'The disk of the node or of the build host is full. In a build it is the disk that comes with the build size.',
    shows: '`no space left on device`, `The node was low on resource: ephemeral-storage`.',
    patterns: except(/file watchers|inotify/i, [
      ...words(
        91,
        /\bno space left on (?:the )?(?:device|disk)\b/i,
        /\bENOSPC\b/,
        /\bnode was low on resource: ?\[?(?:ephemeral-storage|imagefs|nodefs|disk)/i,
        /(?:not|n't) (?:have )?enough (?:free |available )?(?:disk )?space\b|\binsufficient (?:disk|free) space\b/i,
        /\bdisk (?:is )?(?:full|quota exceeded)\b|\bEDQUOT\b|\bout of disk space\b/i,
        /\b(?:write|writing).{0,200}disk (?:full|quota)\b/i,
      ),
      ...words(
        74,
        /\bDiskPressure\b|\bnode\.kubernetes\.io\/disk-pressure\b/,
        /\bfailed to garbage collect required amount of images\b|\bFreeDiskSpaceFailed\b/i,
      ),
    ]),
    reasons: [{ of: 'container', value: 'DiskPressure', strength: 'symptom' }],
    proof: 'The message of the operating system itself.',
    ruleOut: ['the pod’s own limit of ephemeral storage, which is another cause'],
    fix: (facts) =>
      isBuild(facts) || facts.kind === undefined
        ? moreBuildDisk(facts)
        : [moreStorage(facts, 'Raise the ephemeral storage'), step('Or make the image smaller.')],
    doc: codeEngineDoc('plan-build'),
    cases: ['B-8'],
  }),
];

/** Make the image anew, by its build where one is known. */
function buildAnew(facts: RemedyFacts, text: string): FixStep {
  return facts.build !== undefined && !isBuild(facts) ? rerun(facts, text) : step(text);
}
