/** Push: the image was built and the registry does not take it. */
import { hostOf } from '../model/image-host';
import { codeEngineDoc, registryDoc } from '../remedy/doc-pages';
import {
  again,
  asItIs,
  createRegistrySecret,
  icrName,
  isIcr,
  isReadByAll,
  knownSecret,
  loginOf,
  newSecretName,
  publicName,
  setImage,
  showSecret,
  withTag,
} from '../remedy/registry-steps';
import { cr, iam, type RemedyFacts } from '../remedy/remedy';
import { isBuild, type Steps, step } from '../remedy/steps';
import { defineCause } from './cause';
import { during, except, mergedRefusal, readForbidden, words } from './wordings';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export const pushCauses = [
  defineCause({
    id: 'permission-denied-push',
    title: 'The registry refuses to store the image',
    stage: 'push',
    meaning:
      'The login may not write to this repository: it has no Writer role, is for another namespace, or the push was made without a login.',
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
    fix: mayNotWrite,
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
      /\bnot enough (?:\w{1,20} )?quota\b|\bstorage resource overflow\w{0,2}\b/i,
      /\bDENIED: adding .{0,160}quota\b|\bquota exceeded\b.{0,80}(?:storage|regist|repository|push)/i,
      /\b(?:maximum|max) (?:allowed )?(?:storage|number of (?:images|repositories|tags))\b.{0,80}(?:reach|exceed)/i,
      /\bLimitExceededException\b.{0,200}(?:image|repositor)/i,
      /\b(?:namespace|organization|account|registry) (?:has |is )?(?:exceeded|over|reached) (?:its|the|their) (?:\w{1,20} )?(?:storage|quota)/i,
    ),
    proof: 'The registry’s quota service shows the storage used equal to its limit.',
    fix: makeRoom,
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
      /\b413\b.{0,60}\b(?:push(?:ing)?|upload(?:ing)?|blob|layer)\b|\b(?:push(?:ing)?|upload(?:ing)?)\b.{0,200}\b(?:error|answer(?:ed)?|returned|got|received):? 413\b/i,
      /\bSIZE_INVALID\b|\bblob too large\b|\blayer .{0,60}(?:exceeds|larger than) .{0,40}(?:limit|maximum)/i,
      /\bLayerPart(?:TooSmall|TooLarge)|maximum layer size\b/i,
    ),
    proof: 'The registry’s front end answers 413 to an upload.',
    fix: (facts) => [
      step(
        'Raise the body limit of the proxy in front of the registry, for example client_max_body_size of nginx.',
      ),
      step('Or make the layers smaller: split large COPY and RUN steps, leave data out of the image.'),
      ...orPushToIcr(facts),
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
      setImage(asBuild(facts), 'Push under a new tag.', { image: withTag(facts, 'NEW_TAG') }),
      ...again(asBuild(facts)),
      step('Or allow overwriting in the settings of the repository.'),
    ],
    doc: pushPage,
    cases: ['B-8'],
  }),
];

/** A push is made by a build, also where a text does not tell which one. */
function asBuild(facts: RemedyFacts): RemedyFacts {
  return isBuild(facts) ? facts : { ...facts, kind: 'build' };
}

/** The login gets the right, or the build another login. What is asked of an image by itself changes no secret. */
function mayNotWrite(given: RemedyFacts): Steps {
  const facts = asBuild(given);
  const { registrySecret, registryHost, namespace } = facts;
  if (isReadByAll(facts)) return asItIs(facts);
  const name = newSecretName(facts);
  const icr = isIcr(facts);
  const right = icr
    ? step(
        `Give its owner the service roles Reader and Writer on the namespace ${namespace ?? 'of the image'}.`,
        iam('service-policy-create', ['SERVICE_ID'], {
          roles: 'Reader,Writer',
          'service-name': 'container-registry',
          'resource-type': 'namespace',
          resource: namespace ?? 'NAMESPACE',
        }),
      )
    : step(
        registryHost === undefined
          ? 'Give the login the right to write: service roles Reader and Writer on IBM Container Registry.'
          : `Give the login the right to write: it must be ${loginOf(facts)}.`,
      );
  const [first, ...rest] = createRegistrySecret(facts, name);
  const other = [
    ...(first ? [{ ...first, text: registrySecret ? lowerFirst(first.text, 'Or ') : first.text }] : []),
    ...rest,
    setImage(facts, 'Use the secret.', { secret: name }),
  ];
  return [
    ...(registrySecret
      ? [showSecret(facts, 'See whose login the secret holds, and for which registry.'), right]
      : registryHost === undefined
        ? [right]
        : []),
    ...other,
    ...again(facts),
  ];
}

function lowerFirst(text: string, before: string): string {
  return `${before}${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** Room in the account's storage: untagged images and old ones go first. */
function makeRoom(given: RemedyFacts): Steps {
  const facts = asBuild(given);
  const { icr, namespace, registryHost } = facts;
  const restrict = namespace;
  const kept = icr?.retention?.imagesPerRepo;
  const example = `${registryHost === undefined ? 'REGISTRY' : publicName(registryHost)}/${namespace ?? 'NAMESPACE'}/REPOSITORY:TAG`;
  if (registryHost !== undefined && !isIcr(facts)) {
    return [
      step(
        `Delete images that nobody needs any more, or raise the quota, in the settings of ${registryHost}.`,
      ),
      ...again(facts),
    ];
  }
  return [
    step('See the quota and what is used.', cr('quota')),
    step('Delete untagged images: they count as well.', cr('image-prune-untagged', [], { restrict })),
    step('See which images there are.', cr('image-list', [], { restrict })),
    step('Delete those that nobody needs any more.', cr('image-rm', [example])),
    step(
      kept === undefined
        ? 'Remove old images by rule: keep only the newest of each repository.'
        : `Keep fewer of each repository than the ${kept} of now.`,
      cr('retention-policy-set', [namespace ?? 'NAMESPACE'], {
        images: kept === undefined ? 'COUNT' : Math.max(1, Math.floor(kept / 2)),
      }),
    ),
    icr?.plan && !/^(?:free|lite)$/i.test(icr.plan)
      ? step('Or raise the quota of storage, in megabytes.', cr('quota-set', [], { storage: 'MEGABYTES' }))
      : step('Or upgrade from the free plan.', cr('plan-upgrade', ['standard'])),
    ...again(facts),
  ];
}

/** Another registry than the one that does not take the image. */
function orPushToIcr(given: RemedyFacts): Steps {
  const facts = asBuild(given);
  if (isIcr(facts)) return again(facts);
  const image = `private.${icrName(facts, facts.image ?? '')}`;
  const secret = knownSecret(facts, hostOf(image))?.name;
  return [setImage(facts, 'Or push to IBM Container Registry.', { image, secret }), ...again(facts)];
}
