import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
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
});
