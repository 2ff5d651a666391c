/** PowerShell: `Verb-Noun : what went wrong`, and below it a frame that repeats the command. */
import { says, type Tool } from './tool';

export const powershell: Tool = {
  name: 'powershell',
  starts: /\b(?:powershell|pwsh)(?:\.exe)? (?:-|\$)|\bRUN (?:\$|[A-Z][a-z]{2,12}-[A-Z]\w{2,30} )/,
  speaks:
    /^(?:Add|Clear|Copy|Expand|Export|Get|Import|Install|Invoke|Move|New|Out|Read|Register|Remove|Rename|Resolve|Set|Start|Stop|Test|Write)-[A-Z]\w{2,30} ?: /,
  handles: 'file',
  phase: 'build',
  says: [
    ...says(
      'command-missing',
      'command',
      /\bThe term '(?<command>[^']{1,160})' is not recognized as (?:the|a) name of a cmdlet\b/,
    ),
    ...says(
      'permission-denied',
      'file',
      /\bAccess to the path '(?<file>[^']{1,200})' is denied\b|\bA required privilege is not held by the client\b/,
    ),
    ...says(
      'no-such-file',
      'file',
      /^[A-Z][a-z]{2,12}-[A-Z]\w{2,30} ?: (?:Cannot|Could not) find (?:path|a part of the path|file) '/,
    ),
  ],
};
