import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildLogs, rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { ownWords } from '../shared/headline';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'compile-error',
  title: 'The application’s own source does not compile',
  headline: ownWords,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A compiler, type checker or bundler refuses the source of the application. The builder and the platform are fine.',
  shows: '`error TS2307`, `COMPILATION ERROR`, `undefined: …`, `Module not found: Error: Can’t resolve …`.',
  becauseOf: [
    'native-build-tools-missing',
    'build-tool-version-mismatch',
    'build-out-of-memory',
    'disk-space-exhausted',
  ],
  follows: [
    from('compile'),
    from('syntax', ['source-code', 'module', 'program', 'step', 'command'], ['build']),
  ],
  proof: 'The compiler’s own statement names file and line.',
  ruleOut: ['files that exist only locally and are not committed'],
  fix: (facts) => [
    buildLogs(facts, 'Read the whole log of the step.'),
    step('Correct the named file and line; build the same commit locally from a fresh clone, and push.'),
    rerun(facts),
  ],
  doc: buildPage,
  cases: ['B-8'],
});
