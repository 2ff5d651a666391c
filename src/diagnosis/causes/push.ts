/** Push: the image was built and the registry does not take it. */
import { ce, cr } from '../remedy';
import { defineCause } from './cause';
import { codeEngineDoc, registryDoc } from './docs';
import { newRegistrySecret, rerun, setBuild, showSecret, step } from './steps';
import { during, except, mergedRefusal, readForbidden, words } from './wordings';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export const pushCauses = [
  defineCause({
    id: 'permission-denied-push',
    title: 'The registry refuses to store the image',
    stage: 'push',
    meaning:
      'The image was built, and the login may not write to this repository: it has no Writer role, is for another namespace, or the push was made without a login.',
    shows:
      '`denied: requested access to the resource is denied` while pushing, `error checking push permissions`, `UNAUTHORIZED` when exporting.',
    patterns: [
      ...words(
        76,
        /\bwrite_package\b/,
        /\binstallation not allowed to (?:create|write)\b/i,
        /\buploadArtifacts"?'?\\?"? denied/i,
        /not authorized to perform: ?ecr(?:-public)?:(?:InitiateLayerUpload|PutImage|UploadLayerPart|CompleteLayerUpload|CreateRepository)/i,
        /\bpermission_denied: (?:write|The token provided does not match expected scopes)/i,
        /\bpush access denied\b/i,
        /\baccess token has insufficient scopes\b/i,
        /\bThis (?:repository|organization|package|registry) .{0,80}(?:read[- ]only|does not allow push)/i,
        /\bstorage\.(?:buckets|objects)\.(?:create|get|delete|update)\b.{0,200}/i,
        /\bCaller does not have permission\b/i,
        /\berror checking push(?:ed)? permissions?\b.{0,500}\b(?:DENIED|UNAUTHORIZED|denied|unauthorized|403|401|insufficient)\b/,
        /\bfailed to write image to the following tags\b.{0,600}\b(?:UNAUTHORIZED|DENIED|unauthorized|denied|401|403|authentication required|insufficient)\b/,
        /\bnot authorized to push\b|\bno permission to push\b|\bpush permission (?:denied|required)/i,
        /\bensure registry write access\b/i,
      ),
      ...words(
        58,
        /\berror checking push(?:ed)? permissions?\b(?!.{0,500}(?:dial|lookup|x509|timeout|EOF|refused|reset|5\d\d|invalid|name unknown|NAME_UNKNOWN|429))/i,
        /\bfailed to (?:push|export).{0,400}\b(?:40[13]|Unauthorized|Forbidden|denied|unauthorized|authorization failed)\b/i,
      ),
      ...during(['push'], mergedRefusal),
      ...during(['push'], readForbidden),
      ...during(
        ['push'],
        words(
          66,
          /\bunauthorized\b/i,
          /\bdenied: /i,
          /\bHTTP (?:status|code|response)?:? ?40[13]\b/i,
          /\b(?:unexpected status|status code|StatusCode).{0,300}\b40[13]\b/i,
          /\b401 Unauthorized\b|\b403 Forbidden\b/i,
          /\bauthentication required\b/i,
          /\bfailed to fetch oauth token\b.{0,300}\b40[13]\b/i,
        ),
      ),
      // Docker's own words when nobody says what was tried: it prints "pull access denied" for pulls.
      ...except(
        /pull access|pulling|docker pull|repository does not exist|manifest|Head |HEAD /i,
        words(50, /\bdenied: requested access to the resource is denied/i),
      ),
    ],
    reasons: [{ of: 'build-run', value: 'missing_registry_access', strength: 'symptom' }],
    proof: 'The registry answers 401 or 403 when asked with this very login to start an upload.',
    ruleOut: ['a secret for another registry than the image’s', 'a storage quota that is used up'],
    fix: (facts) => [
      step(
        'See which registry secret the build uses.',
        ce('build get', { name: facts.build ?? 'BUILD_NAME' }),
      ),
      showSecret(facts, 'Check server and user of the secret.'),
      step('Give the login the right to write: service roles Reader and Writer on IBM Container Registry.'),
      ...newRegistrySecret({ ...facts, kind: 'build' }),
      rerun(facts),
    ],
    doc: pushPage,
    cases: ['B-3'],
  }),
  defineCause({
    id: 'registry-quota-storage',
    title: 'The registry account’s storage quota is used up',
    stage: 'push',
    meaning:
      'The account that owns the namespace stores as much as its plan or own quota allows. Images in the trash do not count, untagged ones do.',
    shows: '`DENIED: You have exceeded your storage quota. Delete one or more images …`',
    patterns: words(
      97,
      /\bexceeded (?:your|its|the) (?:image )?storage quota\b/i,
      /\bimage storage quota\b|\bover the quota: used \d{1,20} but only hard \d{1,20}/i,
      /\bstorage quota .{0,80}(?:exceed|reach|used up|full)/i,
      /\b(?:adding|will exceed|exceeds)\b.{0,160}(?:configured )?(?:upper limit of|project quota)/i,
      /\bDENIED: adding .{0,160}quota\b|\bquota exceeded\b.{0,80}(?:storage|regist|repository|push)/i,
      /\b(?:maximum|max) (?:allowed )?(?:storage|number of (?:images|repositories|tags))\b.{0,80}(?:reach|exceed)/i,
      /\bLimitExceededException\b.{0,200}(?:image|repositor)/i,
      /\b(?:namespace|organization|account|registry) (?:has |is )?(?:exceeded|over|reached) (?:its|the|their) (?:\w{1,20} )?(?:storage|quota)/i,
    ),
    proof: 'The registry’s quota service shows the storage used equal to its limit.',
    fix: (facts) => [
      step('See the quota and what is used.', cr('quota')),
      step('Delete images that nobody needs any more.', cr('image-list', [], { restrict: facts.namespace })),
      step(
        'Remove the old images of a namespace by rule.',
        cr('retention-policy-set', [facts.namespace ?? 'NAMESPACE'], { images: 'COUNT' }),
      ),
      step('Or upgrade the plan.', cr('plan-upgrade', ['standard'])),
      rerun(facts),
    ],
    doc: registryDoc('registry_quota'),
    cases: ['B-5'],
  }),
  defineCause({
    id: 'push-layer-too-large',
    title: 'A layer is larger than the upload limit',
    stage: 'push',
    meaning: 'A proxy or gateway in front of the registry refuses request bodies of this size.',
    shows: '`413 Request Entity Too Large`.',
    patterns: words(
      92,
      /\b413\b.{0,40}(?:Request Entity Too Large|Payload Too Large|Content Too Large|response body)/i,
      /\b(?:Request Entity|Payload|Content) Too Large\b/i,
      /\b(?:status(?: code)?|HTTP|response|code)[: ]{1,3}413\b/i,
      /\bSIZE_INVALID\b|\bblob too large\b|\blayer .{0,60}(?:exceeds|larger than) .{0,40}(?:limit|maximum)/i,
      /\bLayerPart(?:TooSmall|TooLarge)|maximum layer size\b/i,
    ),
    proof: 'The registry’s front end answers 413 to an upload.',
    fix: (facts) => [
      step(
        'Raise the body limit of the proxy in front of the registry, for example client_max_body_size of nginx.',
      ),
      step('Or make the layers smaller: split large COPY and RUN steps, leave data out of the image.'),
      setBuild(facts, 'Or push to IBM Container Registry.', {
        image: 'REGION.icr.io/NAMESPACE/REPOSITORY:TAG',
      }),
      rerun(facts),
    ],
    doc: pushPage,
    cases: ['B-8'],
  }),
  defineCause({
    id: 'push-tag-immutable',
    title: 'The tag exists and may not be overwritten',
    stage: 'push',
    meaning: 'The repository is set to immutable tags, and this tag is taken.',
    shows: '“tag … already exists … cannot be overwritten because the repository is immutable”.',
    patterns: words(
      97,
      /\btag .{0,300}(?:already exists|cannot be (?:overwritten|updated|modified)).{0,300}immutab/i,
      /\bcannot be overwritten\b.{0,100}\bimmutable\b|\b(?:cannot|can't) (?:update|overwrite|delete|move) tag\b|\bhas enabled tag immutability\b/i,
      /\bimmutable tag\b|\btag\b.{0,80}\bis immutable\b|\btag (?:is|are) immutable\b|\bconfigured as immutable\b|\bmatched by (?:an )?immutable/i,
      /\bImageTagAlreadyExistsException\b|\bTAG_INVALID\b.{0,120}immutab|\bimmutable(?: image)? tags? (?:are|is) enabled/i,
      /\b(?:Repository|repository) does not allow updating (?:assets|tags)\b|\bredeploy(?:ment)? (?:is )?not (?:allowed|permitted)\b/i,
      /\bmanifest (?:tag )?already exists\b|\btag already exists\b.{0,100}(?:overwrit|allow|denied|immutab)/i,
      /\btag .{1,200} is (?:protected|locked)\b|\bnot have permission to (?:overwrite|update) .{0,60}tag/i,
      /\boperation is disallowed on this (?:tag|manifest|repository)\b/i,
    ),
    proof: 'The registry answers the upload of the manifest with the statement itself.',
    fix: (facts) => [
      setBuild(facts, 'Push under a new tag.', { image: 'REGISTRY/NAMESPACE/REPOSITORY:NEW_TAG' }),
      rerun(facts),
      step('Or allow overwriting in the settings of the repository.'),
    ],
    doc: pushPage,
    cases: ['B-8'],
  }),
];
