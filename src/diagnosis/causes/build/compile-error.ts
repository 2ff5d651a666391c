import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildLogs, rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, words } from '../shared/wordings';

const buildPage = codeEngineDoc('ts-build-bldpush-stepfail');

export default defineCause({
  id: 'compile-error',
  title: 'The application’s own source does not compile',
  stage: 'build',
  meaning:
    'A compiler, type checker or bundler refuses the source of the application. The builder and the platform are fine.',
  shows: '`error TS2307`, `COMPILATION ERROR`, `undefined: …`, `Module not found: Error: Can’t resolve …`.',
  patterns: [
    ...words(
      76,
      /\berror TS\d{3,5}:/i,
      /\bTSError\b|\bUnable to compile TypeScript\b/,
      /\bCOMPILATION ERROR\b|\bCompilation failure\b/i,
      /\berror\[E\d{4}\]|\bcould not compile `/i,
      /\.go:\d{1,6}:\d{1,4}: (?!missing go\.sum)/,
      /\.(?:c|cc|cpp|cxx|h|hpp|m|mm|cu):\d{1,6}(?::\d{1,4})?: (?:fatal )?error:/i,
      /\.(?:java|kt|scala|groovy):\[?\d{1,6}(?:[,:]\d{1,4})?\]?:? ?(?:error:|cannot find symbol|incompatible types|package .{1,120} does not exist|class .{1,80} is public|Unresolved reference|type mismatch)/i,
      /\.java:\d{1,6}: error:|\be: (?:file:\/\/)?\S{1,300}\.kts?:/,
      /\.(?:cs|vb|fs|razor|cshtml)\(\d{1,6},\d{1,4}\): error\b/i,
      /\berror (?:CS|BC|FS|MSB|NETSDK|RZ)\d{3,5}\b/,
      /\.(?:swift):\d{1,6}:\d{1,4}: error:|\.(?:rs|zig|dart|hs|ml|ex|elm|nim):\d{1,6}(?::\d{1,4})?:? ?(?:error|Error)/,
      /\bFailed to compile\b|\bBuild failed because of webpack errors\b|\bModule (?:build failed|not found: (?:Error: )?(?:Can't resolve|Package path|Default condition))/i,
      /\bModule parse failed\b|\bERROR in \.?\/?\S{1,200}/,
      /\[vite\]: Rollup failed to resolve|\b(?:RollupError|Rollup failed to resolve import)\b|\[vite:[\w-]{1,40}\].{0,200}|\bCould not resolve ["'`]\.{0,2}\/?[\w@./-]{1,200}["'`](?: from|$)/i,
      /\b"?[\w$]{1,80}"? is not exported by "?\S{1,300}/i,
      /\bType error: |\bType checking failed\b|\bType '.{1,200}' is not assignable to type\b|\bProperty '.{1,120}' does not exist on type\b/,
      /\bundefined reference to [`'"]|\bld returned 1 exit status\b|\bcollect2: error\b|\bundefined: [A-Za-z_]\w{0,80}\b|\bdeclared and not used\b|\bimported and not used\b/,
      /\bpackage \S{1,200} is not in (?:GOROOT|std)\b|\bcannot find package "\S{1,200}" in any of\b|\bno required module provides package\b|\bcannot find module providing package\b|\bbuild constraints exclude all Go files\b/i,
      /\b(?:cannot find symbol|Unresolved reference|incompatible types:|not found: value|value .{1,80} is not a member of|object .{1,80} is not a member of package)\b/i,
      /\bParse(?:r)? ?[Ee]rror: syntax error\b|\bPHP Parse error\b/,
      /\bExecution failed for task ':.{0,80}compile\w{1,40}'|\bCompilation error\. See log for more details\b|\bCompile(?:Java|Kotlin|Scala|Groovy|Error)?\w{0,20} (?:FAILED|failed)\b|\bCompilation failed\b/,
      /\b(?:mix compile|Compiled? ?Error|CompileError)\b|\*\* \((?:CompileError|SyntaxError|TokenMissingError)\)/,
      /\berror NG\d{3,6}: |\bSassError\b|\bCssSyntaxError\b|\bSvelte(?:Kit)? .{0,40}(?:error|Error)\b|\bAstroError\b|\bNuxt .{0,20}Build Error\b/,
      /\bESLint\b.{0,60}(?:error|found)|\u2716 \d{1,5} problems? \(/,
      /\b(?:SyntaxError|IndentationError|TabError): .{1,200}(?:\(\S{1,200}, line \d|\.(?:js|ts|jsx|tsx|vue|mjs|cjs|py))/i,
      /\bError occurred prerendering page\b|\bExport encountered errors? on following paths\b|\bPrerender(?:ing)? error\b|\bFailed to collect page data\b|\bCollecting page data .{0,20}(?:Error|failed)/i,
      /\bAn error occurred while (?:bundling|compiling)\b|\bX \[ERROR\] |\u2718 \[ERROR\]|\bEsbuild .{0,40}error/i,
      /\bcannot find type definition file for\b|\bDuplicate identifier\b|\bnot a module\b.{0,20}$/i,
      /\berror: (?:cannot find (?:type|symbol)|no such module|use of undeclared|expected .{1,40} before|unknown type name|expected (?:identifier|expression|';'|one of)|unused (?:import|variable))/i,
      /\bBuild failed because of webpack errors\b/,
    ),
    // All that is left of a failing compile step when its own lines were cut off.
    ...words(
      30,
      /\b(?:npm run|yarn|pnpm|bun run|ng|vite|next|tsc|webpack|mvnw?|gradlew?|cargo|go|dotnet|make|cmake)(?: run)? (?:build|compile|package|assemble|install|publish|-B|clean)\b.{0,600}\b(?:exit code|non-zero code|exit status):? (?:1|2|101)\b/i,
    ),
    ...words(58, /\bdigital envelope routines\b|\bERR_OSSL_EVP_UNSUPPORTED\b/i),
    ...during(
      ['build'],
      words(
        52,
        /\bCannot find module '/i,
        /\bReferenceError: |\bSyntaxError: |\bModuleNotFoundError: |\bImportError: |\bNameError: /,
      ),
    ),
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
