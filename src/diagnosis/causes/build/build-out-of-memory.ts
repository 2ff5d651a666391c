import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildMemory } from '../../remedy/sizes';
import { defineCause } from '../cause';
import { moreBuildMemory } from '../shared/build-limits';
import { from } from '../shared/facts';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'build-out-of-memory',
  title: 'The build ran out of memory',
  headline: (facts) =>
    naming`Out of memory at build size ${facts.strategySize}, which has ${buildMemory(facts.strategySize)} GB`,
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', about: 'memory' },
  meaning:
    'A step needed more memory than the build size gives and was killed, or a tool ran out of its own heap.',
  shows: '`Killed`, `exit code: 137`, `JavaScript heap out of memory`, `Reason: OOMKilled`.',
  reasons: [{ of: 'shipwright', value: 'StepOutOfMemory', strength: 'decisive' }],
  follows: [
    from(['killed', 'out-of-memory'], ['compiler', 'build-tool', 'source-code']),
    from(['out-of-memory', 'killed', 'killed-it-seems'], undefined, ['build', 'push', 'source']),
  ],
  proof: 'The platform’s reason (StepOutOfMemory, OOMKilled), or exit code 137.',
  fix: moreBuildMemory,
  doc: codeEngineDoc('ts-build-memory-limit'),
  cases: ['B-2', 'B-11'],
});
