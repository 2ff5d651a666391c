import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'buildpack-none-detected',
  title: 'No buildpack recognises the source',
  stage: 'build',
  meaning:
    'Every group of buildpacks looked at the context directory, and none found what it needs: the source is in a child directory, or its language is not supported.',
  shows: '`ERROR: No buildpack groups passed detection.`',
  patterns: words(
    92,
    /\bNo buildpack groups passed detection\b/i,
    /\bPlease check that you are running against the correct path\b/i,
    /\bfailed to detect: (?:no buildpacks participating|buildpack\(s\) failed)/i,
    /\bno buildpacks participating\b|\bNo buildpack (?:was )?(?:detected|found) (?:for|to build)\b/i,
    /\bNo default language could be detected\b|\bUnable to (?:detect|determine) (?:a )?(?:buildpack|application type|set of buildpacks)\b/i,
    /\bCould not detect (?:app|application|project|a (?:supported )?(?:language|buildpack))\b|\bNo buildpack detected\b/i,
    /\b(?:executing lifecycle|lifecycle).{0,120}status code: 2[01]\b/i,
    /\bApp not compatible with buildpack\b|\bNone of the buildpacks detected a compatible application\b|\bnone of the buildpacks detected\b/i,
  ),
  proof: 'The lifecycle’s own statement in the detect phase.',
  fix: (facts) => [
    step(
      `See in a clone which directory holds the application; the build looks in ${facts.contextDir || 'the root of the repository'}.`,
      "git ls-files '*package.json' '*go.mod' '*requirements.txt' '*pom.xml' '*.csproj' '*composer.json' '*Gemfile'",
    ),
    setBuild(facts, 'Name that directory.', { 'context-dir': 'DIRECTORY' }),
    setBuild(facts, 'Or add a Dockerfile, and build with it.', { strategy: 'dockerfile' }),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-6'],
});
