import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause, type HeadlineFacts } from '../cause';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';
import { namedBuild } from '../shared/source';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'dockerfile-not-found',
  title: 'There is no Dockerfile at this path',
  headline: absentDockerfile,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The builder looks for the Dockerfile in the context directory under the given name and does not find it.',
  shows: '`failed to read dockerfile: open …/Dockerfile: no such file or directory`.',
  follows: [from(['not-found', 'no-such-file'], 'dockerfile')],
  proof: 'The source at the built commit has no such file.',
  fix: (facts) =>
    facts.found
      ? [namedBuild(facts, 'Tell the build where it is.'), rerun(facts)]
      : [
          step(
            `See in a clone where it is; the build looks for ${facts.dockerfile ?? 'Dockerfile'} in ${facts.contextDir || 'the root of the repository'}.`,
            run('git', 'ls-files', {}, ['*Dockerfile*', '*Containerfile*']),
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

/** Where the build looks, and where our own check has found one. */
function absentDockerfile(facts: HeadlineFacts): string | undefined {
  const { contextDir, dockerfile, found, kind } = facts;
  // A text alone does not tell where a build looks.
  if (kind === undefined && found === undefined) return undefined;
  const wanted = [contextDir, dockerfile ?? 'Dockerfile'].filter(Boolean).join('/');
  const there = found && [found.contextDir, found.dockerfile ?? 'Dockerfile'].filter(Boolean).join('/');
  return (
    naming`There is no ${wanted} in the repository; ${there} is there` ??
    naming`There is no ${wanted} in the repository`
  );
}
