import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, repository } from '../shared/headline';
import { namedBuild } from '../shared/source';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'buildpack-none-detected',
  title: 'No buildpack recognises the source',
  headline: (facts) =>
    naming`No buildpack recognises ${repository(facts)}, directory ${facts.contextDir || '/'}`,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'Every group of buildpacks looked at the context directory, and none found what it needs: the source is in a child directory, or its language is not supported.',
  shows: '`ERROR: No buildpack groups passed detection.`',
  follows: [from('not-found', 'buildpack')],
  proof: 'The lifecycle’s own statement in the detect phase.',
  fix: (facts) =>
    facts.found
      ? [namedBuild(facts, 'Tell the build the directory of the app.'), rerun(facts)]
      : [
          step(
            `See in a clone which directory holds the application; the build looks in ${facts.contextDir || 'the root of the repository'}.`,
            run('git', 'ls-files', {}, [
              '*package.json',
              '*go.mod',
              '*requirements.txt',
              '*pom.xml',
              '*.csproj',
              '*composer.json',
              '*Gemfile',
            ]),
          ),
          setBuild(facts, 'Name that directory.', { 'context-dir': 'DIRECTORY' }),
          setBuild(facts, 'Or add a Dockerfile, and build with it.', { strategy: 'dockerfile' }),
          rerun(facts),
        ],
  doc: buildPage,
  cases: ['B-6'],
});
