import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
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
});
