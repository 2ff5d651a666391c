/** Build: the Dockerfile, its context and its base image. */

import { codeEngineDoc } from '../remedy/doc-pages';
import { copyToIcr, icrName, isIcr, newRegistrySecret } from '../remedy/registry-steps';
import type { RemedyFacts } from '../remedy/remedy';
import { rerun, type Steps, setBuild, step } from '../remedy/steps';
import { defineCause } from './cause';
import {
  blobUnknown,
  digestUnknown,
  during,
  except,
  mergedRefusal,
  notARegistry,
  readForbidden,
  repositoryUnknown,
  tagUnknown,
  tooManyRequests,
  words,
} from './wordings';

const building = ['build'] as const;
const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');
const tipsPage = codeEngineDoc('dockerfile');

export const dockerfileCauses = [
  defineCause({
    id: 'dockerfile-not-found',
    title: 'There is no Dockerfile at this path',
    stage: 'build',
    meaning:
      'The builder looks for the Dockerfile in the context directory under the given name and does not find it.',
    shows: '`failed to read dockerfile: open …/Dockerfile: no such file or directory`.',
    patterns: words(
      91,
      /\bfailed to read dockerfile\b.{0,300}/i,
      /\b[Cc]annot locate (?:specified )?(?:Dockerfile|Containerfile)\b/,
      /\bunable to evaluate symlinks in (?:Dockerfile|Containerfile|context) path\b/i,
      /\b(?:error resolving dockerfile path|provide a valid path to a Dockerfile)\b/i,
      /\b(?:no|neither) (?:a )?(?:Containerfile|Dockerfile)s?(?: or (?:a )?(?:Dockerfile|Containerfile))? (?:specified|found|exists|in)\b/i,
      /\bspecified (?:Containerfile or )?Dockerfile (?:does not exist|.{0,200}no such file)/i,
      /\b(?:open|stat|lstat|read|reading|find|locate|resolve)\b.{0,260}\b(?:[Dd]ockerfile|Containerfile)[\w.-]{0,60}['"]?: (?:no such file or directory|The system cannot find|not found|cannot find)/,
      /\b(?:[Dd]ockerfile|Containerfile)(?:\.[\w-]{1,60})?['"` ]{1,3}(?:(?:at|in) \S{1,200} )?(?:was )?(?:not found|does not exist|doesn't exist|could not be found|is missing)\b/,
      /\b(?:can'?t|could ?n[o']t|failed to|unable to|cannot) (?:find|locate|open|read) (?:a |the )?(?:suitable |specified )?['"]?(?:[\w./-]{0,200}\/)?(?:[Dd]ockerfile|Containerfile)\b/,
      /\bunable to prepare context: path\b.{0,300}not found/i,
      /\bDockerfile \(.{1,200}\) must be within the build context\b/i,
      /\bNo Dockerfile\b|\bDockerfile missing\b/i,
    ),
    proof: 'The source at the built commit has no such file.',
    fix: (facts) => [
      step(
        `See in a clone where it is; the build looks for ${facts.dockerfile ?? 'Dockerfile'} in ${facts.contextDir || 'the root of the repository'}.`,
        "git ls-files '*Dockerfile*' '*Containerfile*'",
      ),
      setBuild(facts, 'Name the directory and the file.', {
        'context-dir': 'DIRECTORY',
        dockerfile: 'DOCKERFILE_NAME',
      }),
      setBuild(facts, 'Or let buildpacks find out how to build.', { strategy: 'buildpacks' }),
      rerun(facts),
    ],
    doc: buildPage,
    cases: ['B-1', 'B-4'],
  }),
  defineCause({
    id: 'dockerfile-syntax',
    title: 'The Dockerfile cannot be parsed',
    stage: 'build',
    meaning:
      'An instruction or flag is unknown, a line is broken, or the file is empty. Often a backslash is missing at the end of the line before.',
    shows: '`dockerfile parse error line 10: unknown instruction: …`.',
    patterns: words(
      92,
      /\bdockerfile parse error\b/i,
      /\bunknown instruction: ?/i,
      /\breference: "\S{1,200} as \S{1,100}" is not a valid/i,
      /\bUnknown flag: (?:mount|chmod|chown|from|link|platform|parents|exclude|network|security|checksum)|\bunknown flag: (?:--)?(?:mount|chmod|chown|from|link|platform|parents|network)\b/i,
      /\bDockerfile(?: \(.{1,200}\))? cannot be empty\b|\bfile with no instructions\b|\bno build stage in current context\b/i,
      /\bthe --\w{3,12} option requires BuildKit\b/i,
      /\b(?:FROM|COPY|ADD|RUN|CMD|ENV|ARG|LABEL|EXPOSE|HEALTHCHECK|VOLUME|WORKDIR|ENTRYPOINT|USER|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL) requires (?:either |at least |exactly |at most )?(?:one|two|three|an?)\b/,
      /\bSyntax error - can't find = in\b|\bENV must have two arguments\b|\bENV names can not be blank\b/i,
      /\bunterminated heredoc\b|\bunexpected end of statement while looking for matching\b/i,
      /\b(?:error parsing|failed to parse|parsing|parse error (?:in|on)|could not parse)\b.{0,60}\b(?:Dockerfile|Containerfile)\b.{0,200}/i,
      /\bPlease provide a source image with [`'"]?from[`'"]? prior to commit\b/i,
      /\binvalid (?:containerPort|from clause|port specification)\b|\bfailed to process "?.{1,200}"?: (?:missing|unsupported modifier|unexpected|syntax error)/i,
      /\bcircular dependency detected on stage\b|\bno build stages? (?:found|defined)\b|\bNo FROM\b/i,
      /\bWhen using (?:COPY|ADD) with more than one source\b/i,
      /\binvalid field '.{1,60}' must be a key=value pair\b|\bunexpected key '.{1,60}' in\b/i,
      /\brequested experimental feature \w{1,20} {1,2}has been disabled\b/i,
      /\bMultiple (?:ENTRYPOINT|CMD) .{0,60}error|\bheredoc .{0,80}(?:not supported|requires)/i,
    ),
    proof: 'The builder’s own statement with the line number.',
    fix: (facts) => [
      step(
        'Correct the line that the builder names: check the spelling, quotes, and the backslash at the end of the line before.',
      ),
      rerun(facts),
    ],
    doc: tipsPage,
    cases: ['B-8'],
  }),
  defineCause({
    id: 'dockerfile-copy-missing-file',
    title: 'A file that COPY or ADD names is not there',
    stage: 'build',
    meaning:
      'The file is not in the build context (never committed, ignored by .dockerignore, built only locally), the context directory is another one, or the earlier stage did not make it.',
    shows: '`failed to compute cache key: "/…" not found`, `COPY failed: file not found in build context`.',
    patterns: [
      ...words(
        90,
        /\b(?:COPY|ADD) failed\b(?!.{0,80}no space)/,
        /\bfailed to (?:compute cache key|calculate checksum of ref)\b.{0,600}(?:not found|no such file)/i,
        /\bfailed to calculate checksum\b.{0,300}/i,
        /\bfailed to walk \S{1,300}: lstat\b/i,
        /\b[Ff]orbidden path outside the build context\b/,
        /\bfailed to get fileinfo for\b|\bresolving src\b.{0,200}(?:no such file|not found|fail)/i,
        /\bcopier: (?:get: globs|stat)\b.{0,300}(?:matched nothing|no such file)/i,
        /\bno items matching glob\b|\bno source files were specified\b/i,
        /\bfile not found in build context\b|\bexcluded by \.dockerignore\b(?=.{0,60}(?:not|fail|err))/i,
        /\berror building at STEP "(?:COPY|ADD)\b.{0,600}(?:no such file|matched nothing|not found|outside of the context|syntax)/i,
        /\bsource(?:s)? (?:file )?under ".{1,200}": .{0,200}no such file/i,
        /\b(?:COPY|ADD) \S.{0,300}: (?:file )?(?:does not exist|not found|no such file or directory)/,
        /\berror building image: error building stage: failed to (?:optimize|execute) .{0,200}(?:COPY|lstat|stat|copying|fileinfo).{0,200}/i,
        /\bCopySource\b.{0,100}not found|\bcopying .{1,200}: lstat .{1,200} no such file/i,
        /^(?:\S{1,60} ){0,8}"\/[^"]{1,300}" not found: not found$|^"\/[^"]{1,300}": not found$/i,
        /\bpath .{1,200} (?:is )?outside (?:of )?(?:the )?(?:build )?context\b/i,
      ),
      ...words(
        80,
        /\bfailed to solve\b.{0,200}: "\/[^"]{1,300}": not found\b/i,
        /\bfailed to solve: lstat\b.{0,300}no such file/i,
      ),
      ...words(66, /^lstat \S{1,300}: no such file or directory$/i),
    ],
    proof: 'The builder’s own statement names the path; the source at the built commit does not have it.',
    ruleOut: [
      'a .dockerignore that leaves it out',
      'a context directory that is not the one of the Dockerfile',
    ],
    fix: (facts) => [
      step('Check that the file is committed, spelt the same and not ignored by .dockerignore.'),
      step('Files that are only built locally (node_modules, target, dist) must be built in the Dockerfile.'),
      setBuild(facts, 'Or correct the context directory.', { 'context-dir': 'DIRECTORY' }),
      rerun(facts),
    ],
    doc: buildPage,
    cases: ['B-8'],
  }),
  defineCause({
    id: 'dockerfile-unknown-stage',
    title: 'The Dockerfile names a stage that it does not define',
    stage: 'build',
    meaning:
      '`COPY --from=` or `FROM` (or the build target) names a stage that no `FROM … AS` defines, mostly by a typing error. The builder then looks for an image of that name.',
    shows: '`invalid from flag value …`, `target stage … could not be found`.',
    patterns: [
      // BuildKit marks the line that it failed at; what it then says of an image is about the stage's name.
      ...words(80, />>> (?:COPY|ADD) (?:--\S{1,80} ){0,3}--from=(?!\d)[\w-]{1,80}\s/),
      ...words(
        94,
        /\binvalid from flag value\b/i,
        /\bno stage or image found with that name\b/i,
        /\btarget stage .{1,120} could not be found\b|\bfailed to reach build target\b/i,
        /\b(?:build )?stage ["'`]?[\w.-]{1,120}["'`]? (?:was )?(?:not found|does not exist|is not defined|not defined)/i,
        /\bstage ["'`]?\w[\w.-]{0,120}["'`]? (?:is )?(?:undefined|unknown)\b|\bunknown (?:build )?stage\b/i,
        /\bCOPY --from=\S{1,200} .{0,200}(?:no stage|unknown stage|index out of range|refers to)/i,
        /\binvalid context name\b|\binvalid stage (?:name|index)\b|\bcould not find (?:build )?stage\b/i,
        /\bis not a valid target stage\b/i,
      ),
    ],
    proof: 'The Dockerfile’s stages do not have the name.',
    fix: (facts) => [
      step('Correct the name, or give the stage that is meant the name: FROM … AS NAME.'),
      rerun(facts),
    ],
    doc: tipsPage,
    cases: ['B-8'],
  }),
  defineCause({
    id: 'base-image-not-found',
    title: 'The base image does not exist',
    stage: 'build',
    meaning:
      'The image, tag or repository that a FROM line (or the buildpack’s run image) names is not in the registry: retired, misspelt, or not where the build looks.',
    shows: '`failed to solve: …: failed to resolve source metadata for …: not found`.',
    patterns: during(building, [
      ...tagUnknown,
      ...digestUnknown,
      ...blobUnknown,
      ...repositoryUnknown,
      ...words(
        76,
        /\b(?:failed to (?:fetch|find|pull|get)|unable to (?:find|pull)|could not find|missing) .{0,60}(?:base|run|builder|parent) image\b/i,
        /\brun image .{0,200}(?:not found|does not exist|not accessible)|\bfailed to find (?:any )?accessible run image\b/i,
        /\bfailed to get image .{0,200}(?:not found|MANIFEST_UNKNOWN)\b/i,
      ),
    ]),
    proof: 'The registry answers 404 for the base image.',
    ruleOut: ['a private base image, which some registries answer the same way'],
    fix: (facts) => [
      step(
        facts.baseImage
          ? `Name a base image that exists instead of ${facts.baseImage}; retired tags have a successor on the image’s page.`
          : 'Name a base image that exists in the FROM line; retired tags have a successor on the image’s page.',
      ),
      rerun(facts),
    ],
    doc: tipsPage,
    cases: ['B-8'],
  }),
  defineCause({
    id: 'base-image-access-denied',
    title: 'The base image is refused: private, or not there',
    stage: 'build',
    meaning:
      'The registry of a FROM image refuses: the image is private and the build has no right to read it, or the name is wrong and the registry does not tell.',
    shows:
      '`pull access denied`, `insufficient_scope`, 401 or 403 while loading the metadata of the base image.',
    patterns: during(building, [
      ...mergedRefusal.map((pattern) => ({ ...pattern, weight: 72 })),
      ...readForbidden,
      ...except(
        /\bpush|\bgit\b|\bnpm\b|maven|\bpip\b|remote:|fatal:/i,
        words(
          68,
          /\bfailed to fetch (?:oauth|anonymous) token\b.{0,400}/i,
          /\b(?:unexpected status(?: code)?|status code|StatusCode|HTTP (?:Error|status)).{0,400}\b40[13]\b/i,
          /\bno basic auth credentials\b/i,
          /\bunauthorized: ?(?:authentication required|unauthorized|access to|.{0,40}not authorized)/i,
          /\b(?:401 Unauthorized|403 Forbidden)\b/i,
          /\bfailed to authorize\b/i,
          /\bUNAUTHORIZED\b|\bDENIED: /,
          /\bauthentication required\b|\bauthorization failed\b/i,
        ),
      ),
    ]),
    proof: 'An own check of the base image with the build’s secret.',
    ruleOut: ['a misspelt name of a public image'],
    fix: (facts) => [
      step('Check the name in the FROM line first.'),
      step(
        'A private base image needs a secret that holds the logins of both registries: the base image’s and the output’s.',
      ),
      ...newRegistrySecret({ ...facts, kind: 'build', registryHost: undefined }),
      rerun(facts),
    ],
    doc: codeEngineDoc('add-registry'),
    cases: ['B-3'],
  }),
  defineCause({
    id: 'base-image-rate-limited',
    title: 'The pull rate limit hits the base image',
    stage: 'build',
    meaning:
      'The registry of the FROM image counts pulls and refuses more for a while. Docker Hub counts anonymous pulls of the whole cluster together.',
    shows: '`429 Too Many Requests` or `toomanyrequests` while loading the base image.',
    patterns: during(['build', 'push'], except(notARegistry, tooManyRequests)),
    proof: 'The registry answers 429 to the same request.',
    fix: (facts) => [...copyBaseImage(facts)],
    doc: buildPage,
    cases: ['B-7'],
  }),
];

/** A copy in one's own registry is not counted. The build's login for its output reads it as well. */
function copyBaseImage(facts: RemedyFacts): Steps {
  const from = facts.baseImage ?? 'BASE_IMAGE';
  const to = icrName(facts, from);
  const inFrom = isIcr(facts) ? to.replace(/^[^/]+/, facts.registryHost ?? '') : `private.${to}`;
  return [
    copyToIcr('Copy the base image to IBM Container Registry.', from, to),
    step(`Name the copy in the Dockerfile: FROM ${inFrom}`),
    step('Or log in: a secret that holds both logins, the base image’s and the output’s.'),
    rerun(facts),
  ];
}
