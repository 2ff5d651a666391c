import { codeEngineDoc } from '../../remedy/doc-pages';
import {
  again,
  asItIs,
  createRegistrySecret,
  isIcr,
  isReadByAll,
  loginOf,
  newSecretName,
  setImage,
  showSecret,
} from '../../remedy/registry-steps';
import { iam, type RemedyFacts } from '../../remedy/remedy';
import { type Steps, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { asBuild } from '../shared/push';
import { during, except, mergedRefusal, readForbidden, words } from '../shared/wordings';

const pushPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
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
});

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
