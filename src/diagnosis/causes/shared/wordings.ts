/** Short ways to declare patterns, and the wordings that several causes share. */
import type { Phase } from '../../model/cause-id';
import type { Pattern } from '../cause';

/** Patterns of one weight. */
export function words(weight: number, ...matches: readonly RegExp[]): readonly Pattern[] {
  return matches.map((match) => ({ match, weight }));
}

/** The same patterns, which mean this cause only in these phases. */
export function during(phase: readonly Phase[], patterns: readonly Pattern[]): readonly Pattern[] {
  return patterns.map((pattern) => ({ ...pattern, phase }));
}

/** The same patterns, except on lines that also say something else. */
export function except(unless: RegExp, patterns: readonly Pattern[]): readonly Pattern[] {
  return patterns.map((pattern) => ({ ...pattern, unless }));
}

/** Other errors of BuildKit and of caches that end in "not found" as well. */
const notAnImage =
  /cache key|checksum of ref|failed to walk|lstat|cache import|importing cache|cache manifest|cache-from|secret \S{1,100}: not found|executable file not found|command not found|read dockerfile|frontend grpc|page not found|build-?stage|target stage|ref(?:erence)? \S{1,100} not found in|server misbehaving/i;

/** The registry answers, and the tag is not there. */
export const tagUnknown: readonly Pattern[] = except(notAnImage, [
  ...words(
    78,
    /\bmanifest(?: for \S{1,400}| \S{1,400})? (?:not found|unknown)\b/i,
    /\bMANIFEST[_ ]UNKNOWN\b/i,
    /\bmanifest is unknown|The named manifest is not known to the registry/i,
    /(?:failed to resolve (?:reference|source metadata)|failed to pull|failed to solve|Unable to fetch image).{0,900}(?<![{(]): not found\b/i,
    /\bcode = NotFound desc = (?:failed to pull|failed to resolve|.{0,300}not found)/i,
    /\b[Tt]ag [`"']?[\w][\w.-]{0,128}[`"']? (?:was )?(?:not found|does not exist|was deleted or has expired)/,
    /\/manifests\/\S{1,300} ?:? ?.{0,120}\b404\b/i,
    /\b(?:unexpected status(?: code)?|StatusCode|status code|HTTP (?:Error|status))\b.{0,300}\/manifests\/.{0,300}\b(?:404|[Nn]ot [Ff]ound)\b/,
    /error reading manifest .{0,300}(?:unknown|404|not found)/i,
    /\bimage with (?:reference|imageId) .{0,300}(?:does not exist|not found)/i,
    /\bNOT_FOUND: (?:artifact|manifest|image)\b|\bartifact \S{1,300}:\S{1,128} not found/i,
    /\b(?:image|Image) [`"']?[\w./:-]{3,300}:[\w.-]{1,128}[`"']? (?:was )?not found/,
    /\bStatus 404 trying to pull repository\b/i,
    /\bno such image:? "?[\w./:-]{3,300}"? in registry\b|\bno such image: ?[\w./-]{3,300}|No such image: [\w./:-]{3,300}/,
    /\bfailed to get manifest .{0,300}not found/i,
    /\b(?:docker\.io|[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}(?::\d{1,5})?)\/[\w./-]{2,300}:[\w.-]{1,128}: not found/i,
  ),
  ...words(
    62,
    /\bImage [`'\x22]?[^:\s]{1,200}(?::[\w.-]{1,128})?[`'\x22]? (?:does not exist|could not be found|cannot be found)\b/i,
  ),
]);

/** The name is there; what it points to by digest is gone. */
export const digestUnknown: readonly Pattern[] = except(
  /cache key|checksum of ref|importing cache|cache import/i,
  [
    ...words(
      82,
      /@sha256:[0-9a-f.]{4,64}.{0,300}(?:not found|manifest[_ ]unknown|unknown manifest|does not exist)/i,
      /\/(?:manifests|blobs)\/sha256:[0-9a-f.]{4,64}.{0,200}(?:not found|404|(?:manifest|blob)[_ ]unknown|unknown (?:manifest|blob))/i,
      /\bmanifest sha256:[0-9a-f.]{4,64}.{0,200}(?:not found|manifest[_ ]unknown|unknown manifest)/i,
      /\bcontent digest sha256:[0-9a-f.]{4,64}: not found/i,
      /\bcontent descriptor sha256:[0-9a-f.]{4,64}.{0,200}\bnot found\b/i,
      /check whether the specified tag points to the correct image digest/i,
      /\bimageDigest: ?'?sha256.{0,300}does not exist/i,
      /(?:not found|manifest[_ ]unknown|unknown manifest|404).{0,120}\bsha256:[0-9a-f]{12,64}\b.{0,60}$/i,
    ),
  ],
);

/** A piece of the image is gone; to a push it only means that the registry lost what had just been sent. */
export const blobUnknown: readonly Pattern[] = except(
  /cache key|checksum of ref|importing cache|cache import/i,
  words(
    82,
    /\b(?:blob|BLOB)[_ ](?:unknown|UNKNOWN)(?: to registry)?\b(?!.{0,40}upload)/,
    /\b(?:unknown|missing) blob\b/i,
  ),
);

/** The registry says that the repository itself is not there. */
export const repositoryUnknown: readonly Pattern[] = words(
  84,
  /\bNAME[_ ]UNKNOWN\b/i,
  /\brepository name (?:\S{1,300} )?not known to registry/i,
  /\brepository with name ['"]?.{1,300}['"]? does not exist/i,
  /\b[Rr]epository ["'\\]{0,3}[\w./-]{2,300}["'\\]{0,3} (?:is )?not found(?!:? does not exist or no)/,
  /\bRepositoryNotFoundException\b/,
  /\bproject \S{1,200} not found\b.{0,80}$|\bPROJECT_?(?:NOT_FOUND|POLICY).{0,40}not found/i,
  /\bNOT_FOUND: repository\b/i,
  /\bRepository does not exist\b(?! or)/i,
  /\bnamespace .{1,100} (?:does not exist|not found)\b.{0,60}registry/i,
);

/** One answer for "wrong name" and "private". */
export const mergedRefusal: readonly Pattern[] = words(
  45,
  /repository does not exist or may require/i,
  /insufficient_scope: authorization failed/i,
  /\bpull access denied\b/i,
  /requested access to the resource is denied/i,
  /does not exist or no (?:pull|read) access/i,
  /may (?:not exist|be private) or (?:may )?(?:require|not exist)/i,
);

/** The registry refuses reading in plain words. */
export const readForbidden: readonly Pattern[] = [
  ...words(
    74,
    /\bread_package\b/,
    /\bStatus 403 trying to pull repository\b/i,
    /downloadArtifacts"?'?\\?"? denied/i,
    /not authorized to perform: ?ecr(?:-public)?:(?:BatchGetImage|GetDownloadUrlForLayer|BatchCheckLayerAvailability|GetAuthorizationToken)/i,
    /\bYou are not authorized to access the specified resource/i,
    /\byou may have invalid credentials\b|don't have the needed permissions to perform this operation/i,
    /\b(?:denied|DENIED): ?(?:access forbidden|permission[_ ]denied|The user does not have|User .{1,120} (?:does not have|is not)|unauthenticated)/i,
    /\binstallation not allowed to read\b/i,
    /storage\.objects\.(?:get|list) (?:access|permission)/i,
    /\bSSO|SAML enforcement\b.{0,120}(?:denied|package|authoriz)/,
    /\b(?:permission|(?<!pull )access)[_ ]denied\b.{0,100}\b(?:pull|registry|repository|artifact)/i,
    /\bdenied: ?denied\b/i,
    /\bThe client does not have permission for (?:manifest|blob|repository|tag)/i,
    /\bThe client does not have permission for (?:manifest|blob|repository|tag)/i,
  ),
  ...words(
    56,
    /\b(?:unexpected status(?: code)?|status code|StatusCode|HTTP (?:Error|status)|failed with status).{0,400}\b403\b/i,
    /\b403 Forbidden\b|\b403 \(Forbidden\)/i,
    /\b(?:error|daemon|Head|Get) .{0,400}: (?:denied|forbidden)$/i,
    /\bInsufficient scope\b/i,
    /\berrors?: denied$|^denied$/i,
  ),
];

/** Too many pulls. */
export const tooManyRequests: readonly Pattern[] = words(
  88,
  /\btoomanyrequests\b/i,
  /\b(?:reached|exceeded|hit) (?:your|the|their) (?:\w{1,20} ){0,3}pull rate[ -]limit/i,
  /\bunauthenticated pull rate limit\b/i,
  /\b429 Too Many Requests/i,
  /\b(?:status|code|HTTP)(?: code)?:? ?429\b/i,
  /\bTOO_?MANY_?REQUESTS\b|\bStatus 429 trying to pull\b|\b429 \(Too Many Requests\)/i,
  /\bRate exceeded\b|\bdata limit exceeded\b.{0,60}ecr/i,
);

/** Other services than image registries that limit the rate of requests; not as the name of an image (`library/maven:3`). */
export const notARegistry =
  /(?<![\w/-])(?:npm|yarn|pnpm|pip|pypi|maven|gradle|git|cargo|rubygems|bundle|packagist|composer|nuget|apt|apk|huggingface|conda)\b(?![:@]\w|-\w)|\b(?:crates\.io|api\.github|proxy\.golang|registry\.npmjs|pypi\.org|huggingface\.co|rubygems\.org)\b/i;
