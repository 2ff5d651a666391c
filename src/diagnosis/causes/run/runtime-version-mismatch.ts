import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later } from '../shared/facts';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'runtime-version-mismatch',
  title: 'The program is made for another version of its runtime',
  headline: ownWords,
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The image has another version of the runtime than the program was made for: a class file that is too new, a syntax that the interpreter does not know, a framework that is not installed.',
  shows:
    '`UnsupportedClassVersionError`, `ERR_REQUIRE_ESM`, `You must install or update .NET to run this application`.',
  follows: [
    from('syntax', ['runtime', 'module', 'program', 'source-code', 'command'], ['pull', 'run']),
    from('version-unsupported', undefined, later),
  ],
  proof: 'The runtime names the version that it has, and the one that is needed.',
  ruleOut: ['a build stage and a run stage with different base images'],
  fix: (facts) => [
    step('Give the last stage of the Dockerfile the version of the runtime that the program was built with.'),
    ...buildAndDeploy(facts),
    workloadLogs(facts, 'See in the log that it starts.'),
  ],
  doc: codeEngineDoc('ts-app-end'),
});
