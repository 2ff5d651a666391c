/** Maven: `[ERROR]`, `Failed to execute goal … on project …: …`. */
import { says, type Tool } from './tool';

export const maven: Tool = {
  name: 'maven',
  starts: /(?:\bmvn|\.\/mvnw|\bmvnw)\b/,
  speaks:
    /^\[(?:ERROR|INFO|WARNING|DEBUG)\] (?:-{3}|BUILD |Scanning|Building |Reactor|Total time|Finished at|Download|Failed to execute|COMPILATION|Compiling|Recompiling|\/\S{1,200}\.java|Tests run|-> \[Help|Re-run Maven|Could not|Some problems|The goal|Error stacktraces|The requested)|\bmaven-\w{1,30}-plugin\b|\bFailed to execute goal\b|^(?:Downloading|Downloaded) from [\w.-]{1,60}: |^Progress \(\d/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('not-found', 'package', /\bCannot access \S{1,80} \(https?:\S{1,200}\) in offline mode\b/),
    ...says('not-found', 'package', /\bin offline mode and the artifact \S{1,200} has not been downloaded\b/),
    ...says(
      'not-found',
      'package',
      /\bCould not find artifact (?<package>\S{1,160})|\bThe following artifacts could not be resolved\b(?!.{0,600}(?:transfer|unknown host|refused|timed out|PKIX|40[13]))|\bwas not found in https?:\/\/\S{1,200} during a previous attempt\b|\bNon-resolvable parent POM\b(?!.{0,400}(?:transfer|refused|timed out|Unknown host))|\bPlugin .{1,160} could not be resolved\b(?!.{0,400}(?:transfer|refused|timed out|Unknown host|PKIX))/,
    ),
    ...says(
      'timeout',
      'package-index',
      /\bCould not transfer artifact\b(?!.{0,500}(?:40[1379]|[Nn]ot authorized|Forbidden|authentication failed|PKIX|Blocked mirror))|\bTransfer failed for\b(?!.{0,200}(?:40[13]|PKIX))/,
    ),
    ...says(
      'unauthorized',
      'package-index',
      /\bCould not transfer artifact\b.{0,400}(?:status code: 40[13]|40[13]|not authorized|Forbidden|authentication failed)/i,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bthere is no POM in this directory\b|\bThe goal you specified requires a project to execute\b|\bNon-readable POM\b|\bChild module .{1,200} (?:of .{1,120} )?does not exist\b|\bCould not find the selected project in the reactor\b/,
    ),
    ...says(
      'compile',
      'source-code',
      /\bCOMPILATION ERROR\b|\bCompilation failure\b|\bFatal error compiling\b|\bThere are test failures\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\brelease version \d{1,2} not supported\b|\binvalid (?:target|source) release: |\bFatal error compiling: (?:error: )?(?:invalid|release)|\bRequireJavaVersion\b|\bDetected (?:JDK|Maven)(?: Version)?:? .{1,80} (?:is not in the allowed range|which is not)/,
    ),
    ...says(
      'usage',
      'command',
      /\bUnknown lifecycle phase\b|\bUnrecognized (?:maven )?option\b|\bNo plugin found for prefix\b/,
    ),
    ...says('forbidden', 'package-index', /\bBlocked mirror for repositories\b/),
  ],
};
