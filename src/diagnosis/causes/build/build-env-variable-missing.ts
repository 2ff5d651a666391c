import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'build-env-variable-missing',
  title: 'A build argument or variable is missing',
  headline: (facts) =>
    naming`Build argument or variable ${facts.captured.variable ?? facts.variable} is not set` ??
    ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A step of the build reads a build argument or an environment variable that is absent or empty. Variables of the running app do not exist in its build.',
  shows: '`… is not set`, `unbound variable`, an empty place in a command.',
  follows: [from('value-missing', undefined, ['build', 'source', 'push'])],
  proof: 'The step names the variable; the Dockerfile does not set it.',
  ruleOut: [
    'a variable that is set for the app and not for the build',
    'ARG before FROM: it must be declared again after FROM',
  ],
  fix: (facts) => [
    step(
      `Give ${facts.captured.variable ?? facts.variable ?? 'the named variable'} a value in the Dockerfile, with ARG or ENV in the stage that uses it; with buildpacks in project.toml. Builds of Code Engine pass none on.`,
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
});
