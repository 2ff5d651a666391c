import { codeEngineDoc } from '../../remedy/doc-pages';
import { defineCause } from '../cause';
import { moreBuildMemory } from '../shared/build-limits';
import { during, words } from '../shared/wordings';

export default defineCause({
  id: 'build-out-of-memory',
  title: 'The build ran out of memory',
  stage: 'build',
  meaning:
    'A step needed more memory than the build size gives and was killed, or a tool ran out of its own heap.',
  shows: '`Killed`, `exit code: 137`, `JavaScript heap out of memory`, `Reason: OOMKilled`.',
  reasons: [{ of: 'shipwright', value: 'StepOutOfMemory', strength: 'decisive' }],
  patterns: [
    ...during(
      ['build', 'source', 'push'],
      words(
        90,
        /\bOOMKilled\b/,
        /\bout[- ]of[- ]memory\b|\bOutOfMemoryError\b/i,
        /\bKilled$/,
        /\b\d{1,6} Killed {1,40}\S/,
        /\bsignal: killed\b/i,
        /\b(?:exit(?:ed)?|code|status|signal).{0,12}\b137\b/i,
        /\bCannot allocate memory\b|\bstd::bad_alloc\b|\bMemoryError\b/i,
      ),
    ),
    ...words(
      86,
      /\bStepOutOfMemory\b|\bfailed due to out-of-memory\b/i,
      /\bc\+\+: (?:fatal error|internal compiler error): Killed\b|\b(?:fatal error|internal compiler error): Killed (?:signal terminated )?/i,
      /\bKilled signal terminated program\b|\bvirtual memory exhausted\b/i,
      /\bexpiring daemon because JVM (?:heap|heap space|Tenured space|metaspace) (?:space )?is exhausted\b|\bGradle build daemon (?:disappeared|has been stopped)\b/i,
      /\b(?:process|command) "?.{1,600}"? (?:did not complete successfully|returned a non-zero code|exited with).{0,40}\b(?:137|cannot allocate memory|signal: killed)\b/i,
      /\breturned a non-zero code: 137\b|\bexit code: 137\b|\bexit status 137\b/,
      /\bfailed with exit code 137\b|\bnpm (?:ERR!|error) (?:errno|signal|code) (?:137|SIGKILL)\b|\bELIFECYCLE\b.{0,60}\b137\b/i,
      /\b(?:webpack|next|vite|tsc|yarn|npm|build|gradle|mvn|rustc|cc1plus|ld)\b.{0,200}\b(?:Killed|SIGKILL|signal: 9|heap out of memory)\b/i,
      /\bworker was terminated\b.{0,40}(?:memory|SIGKILL)|\bNext\.js build worker exited with code: (?:null|137) and signal: SIGKILL\b|\bbuild worker exited\b.{0,60}SIGKILL/i,
      /\bthe build failed because the process exited too early\b/i,
      /(?:link|compile|cc1plus|rustc|vet|asm|go build.{0,100}): signal: killed\b|\bsignal: 9, SIGKILL\b/i,
      /\bfatal error: runtime: (?:out of memory|cannot allocate memory)\b/i,
      /\bld(?:\.\w{2,4})?: (?:terminated with signal 9|final link failed: Memory exhausted)|\bLLVM ERROR: out of memory\b|\bvirtual memory exhausted: Cannot allocate\b/i,
    ),
    ...words(
      80,
      /\b(?:JavaScript heap out of memory|Reached heap limit Allocation failed|Ineffective mark-compacts near heap limit)\b/i,
    ),
  ],
  proof: 'The platform’s reason (StepOutOfMemory, OOMKilled), or exit code 137.',
  fix: moreBuildMemory,
  doc: codeEngineDoc('ts-build-memory-limit'),
  cases: ['B-2', 'B-11'],
});
