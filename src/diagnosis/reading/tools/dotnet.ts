/** The .NET command line, NuGet and MSBuild. */
import { ownSays, says, type Tool } from './tool';

export const dotnet: Tool = {
  name: 'dotnet',
  starts: /\bdotnet (?:restore|build|publish|run|test|tool|new)\b|\bnuget (?:restore|install)\b|\bmsbuild\b/i,
  speaks:
    /\b(?:error|warning) (?:NU|CS|MSB|NETSDK|FS|BC)\d{3,5}\b|\bDetermining projects to restore\b|\bMSBUILD\b|\bTime Elapsed\b|\.csproj\b/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'version-unsupported',
      'build-tool',
      /\bnot possible to find any installed \.NET\b/,
      /\bNo \.NET SDKs were found\b/,
    ),
    ...says('not-found', 'package', /\bNU110[1-3]\b|\bUnable to find package\b/),
    ...says('conflict', 'package', /\bNU1(?:107|605|608|106)\b|\berror NU1(?:201|202|701)\b/),
    ...says('mismatch', 'lock-file', /\bNU100[34]\b/),
    ...says(
      'server-error',
      'package-index',
      /\bNU1301\b(?!.{0,300}40[13])|\bUnable to load the service index for source\b(?!.{0,200}40[13])|\bFailed to retrieve information about .{1,120} from remote source\b/,
    ),
    // It stands below what only says that the index did not answer as it should.
    ...ownSays('bad-credentials', 'package-index', /\bdoes not indicate success: 401\b/),
    ...says(
      'unauthorized',
      'package-index',
      /\bNU1301\b.{0,300}\b40[13]\b|\bResponse status code does not indicate success: 40[13]\b/,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bMSB100[39]\b|\bMSB1011\b|\bMSB3202\b|\bCouldn't find a project to run\b/,
    ),
    ...says(
      'version-unsupported',
      'build-tool',
      /\bNETSDK1045\b|\bNETSDK1147\b|\bcompatible \.NET SDK was not found\b|\bThe current \.NET SDK does not support targeting\b|\bglobal\.json\b.{0,80}(?:not|version)/,
    ),
    ...says(
      'compile',
      'source-code',
      /\berror (?:CS|FS|BC|RZ|BL)\d{4,5}\b|\bMSB(?:3073|3721|4025|4066|4236)\b|\berror NETSDK10(?:05|83)\b/,
    ),
    // Restored before, and not there now.
    ...says('module-missing', 'dependency', /\berror NETSDK10(?:04|64)\b/),
    ...says('usage', 'command', /\bMSB1001\b|\bMSB1008\b|\bUnrecognized command or argument\b/),
  ],
};
