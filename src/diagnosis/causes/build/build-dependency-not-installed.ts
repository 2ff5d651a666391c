import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'build-dependency-not-installed',
  title: 'A dependency that the build uses is not installed',
  headline: (facts) =>
    naming`${facts.captured.module} is not installed where the build uses it` ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'packages' },
  meaning:
    'The project declares a dependency, and at the step that uses it it is not installed: installed for production only, in another stage, or overwritten by a COPY.',
  shows: '`Cannot find module …` or `… not found` for a tool of the project, right after an install.',
  follows: [
    from('module-missing', undefined, ['build']),
    from(['module-missing', 'command-missing'], 'dependency'),
  ],
  proof: 'The project lists the dependency; node_modules or the environment of that step does not have it.',
  ruleOut: [
    'a COPY . . that overwrites node_modules',
    'NODE_ENV=production, which leaves development dependencies out',
  ],
  fix: (facts) => [
    step(
      `Install ${facts.captured.module ?? 'the dependency'} in the stage that uses it: with the development dependencies, and after the last COPY; list node_modules in .dockerignore.`,
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
