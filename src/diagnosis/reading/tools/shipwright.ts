/** Shipwright and Tekton, which run the builds of Code Engine. */
import { says, type Tool } from './tool';

export const shipwright: Tool = {
  name: 'shipwright',
  speaks:
    /^Summary: {1,8}|\bBuildRun\b|\bTaskRun\b|\bshipwright\.io\b|\bstep-(?:build|source|image|git)[\w-]{0,40}/,
  phase: 'build',
  says: [
    ...says(
      'not-found',
      'git-repository',
      /\bGitRemote(?:Repository)?(?:Private|NotFound)\b|\bThe source repository does not exist, or you have insufficient\b/,
    ),
    ...says('not-found', 'git-ref', /\bGitRemoteRevisionNotFound\b/),
    ...says('bad-credentials', 'git-repository', /\bGit(?:SSHAuth|Auth|BasicAuth)\w{3,40}\b/),
    ...says(
      'time-limit',
      'step',
      /\bfailed to finish within\b|\b(?:TaskRun|BuildRun|PipelineRun)Timeout\b|\bdid not complete before timeout\b|\bexecution took longer than\b|^TIMEOUT\b|\bbuild step exceeded .{0,20}timeout\b/i,
    ),
    ...says('canceled', 'step', /\b(?:BuildRun|TaskRun)Cancell?ed\b|\bwas cancell?ed (?:by|while)\b/),
  ],
};
