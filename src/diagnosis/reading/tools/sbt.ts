/** Scala's build tool and its resolver: `[error] …`, `sbt.librarymanagement.ResolveException: Error downloading …`. */
import { says, type Tool } from './tool';

export const sbt: Tool = {
  name: 'sbt',
  starts:
    /\b(?:sbt|mill|cs) (?:["']?(?:compile|assembly|stage|package|test|update|clean|dist)|fetch|[\w./-]{1,60}\.assembly)\b/,
  speaks: /^\[(?:info|error|warn)\] (?:welcome to sbt|\(\S{1,80} \/ |loading (?:settings|project)|sbt\.)/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says(
      'not-found',
      'package',
      /\bError downloading (?<package>[\w.-]{1,100}:[\w.-]{1,100}:\S{1,60})/,
      /\bunresolved dependency: (?<package>\S{1,160}): not found\b/,
    ),
    ...says('compile', 'source-code', /\((?:Compile|Test) \/ compile\w{0,20}\) Compilation failed\b/),
  ],
};
