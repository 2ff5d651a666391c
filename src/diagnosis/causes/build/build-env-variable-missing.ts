import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';

export default defineCause({
  id: 'build-env-variable-missing',
  title: 'A build argument or variable is missing',
  stage: 'build',
  meaning:
    'A step of the build reads a build argument or an environment variable that is absent or empty. Variables of the running app do not exist in its build.',
  shows: '`… is not set`, `unbound variable`, an empty place in a command.',
  follows: [from('value-missing', undefined, ['build', 'source', 'push'])],
  proof: 'The step names the variable; the build does not set it.',
  ruleOut: [
    'a variable that is set for the app and not for the build',
    'ARG before FROM: it must be declared again after FROM',
  ],
  fix: (facts) => [
    setBuild(
      facts,
      `Set ${facts.captured.variable ?? 'the named variable'} for the build, and declare it with ARG in the stage that uses it.`,
      {
        env: `${facts.captured.variable ?? 'NAME'}=VALUE`,
      },
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('build-run'),
});
