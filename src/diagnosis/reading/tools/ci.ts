/** The services that run builds: GitHub Actions, GitLab CI, Azure Pipelines, Jenkins, CircleCI, Cloud Build. */
import { says, type Tool } from './tool';

export const ci: Tool = {
  name: 'ci',
  phase: 'build',
  says: [
    ...says(
      'canceled',
      'step',
      /\bJob failed: cancell?ed\b/,
      /\bThe (?:operation|run|job|build|workflow) was cancell?ed\b/i,
      /\bFinished: ABORTED\b/,
      /\bcancell?ed (?:by user|by the user|the workflow|the run|since a higher priority)\b/i,
      /\bAborted by \S/,
    ),
    ...says(
      'time-limit',
      'step',
      /\bran longer than the maximum time\b/,
      /\bhas exceeded the maximum execution time\b/,
      /\bJob failed: execution took longer than\b/,
      /\bToo long with no output\b/,
      /\bBuild timed out \(after\b/,
      /\bJob's maximum execution time\b/,
    ),
    ...says(
      'exited',
      'step',
      /\bProcess completed with exit code [1-9]/,
      /\bFinished: FAILURE\b/,
      /\bJob failed: exit (?:code|status)\b/,
      /\bscript returned exit code [1-9]/,
      /^Exited with code exit status [1-9]/,
      /^CircleCI received exit code [1-9]/,
      /^(?:Bash|PowerShell|Cmd\.exe|The process '.{1,200}') (?:exited|failed) with (?:exit )?code '?[1-9]/,
    ),
  ],
};
