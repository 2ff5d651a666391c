import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'dockerfile-not-found',
  title: 'There is no Dockerfile at this path',
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The builder looks for the Dockerfile in the context directory under the given name and does not find it.',
  shows: '`failed to read dockerfile: open …/Dockerfile: no such file or directory`.',
  follows: [from(['not-found', 'no-such-file'], 'dockerfile')],
  proof: 'The source at the built commit has no such file.',
  fix: (facts) => [
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
