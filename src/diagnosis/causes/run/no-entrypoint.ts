import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, setWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'no-entrypoint',
  title: 'Neither image nor workload names a command',
  stage: 'run',
  meaning:
    'The image has no ENTRYPOINT and no CMD, and none is set for the workload, so there is nothing to start.',
  shows: '`no command specified`.',
  patterns: words(
    94,
    /\bno command specified\b|\bNo command specified\b/i,
    /\bno command or entrypoint (?:provided|specified)\b|\bno (?:entrypoint|CMD) .{0,40}(?:specified|set|provided|defined)\b.{0,60}|\bargs must not be empty\b|\bProcess args array empty\b/i,
  ),
  proof: 'The image’s configuration has neither Entrypoint nor Cmd.',
  fix: (facts) => [
    step('Add ENTRYPOINT or CMD to the Dockerfile.'),
    ...buildAndDeploy(facts),
    setWorkload(facts, 'Or name the command in the workload.', { command: 'COMMAND' }),
  ],
  doc: codeEngineDoc('ts-build-nocmdspecified'),
  cases: ['B-9'],
});
