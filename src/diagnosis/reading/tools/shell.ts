/** The shells that run a build's commands, and small programs beside them. */
import { ownSays, says, type Tool } from './tool';

export const shell: Tool = {
  name: 'shell',
  speaks: /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash|zsh|env): |^[\w./-]{1,120}: line \d{1,5}: /,
  handles: 'command',
  phase: 'build',
  says: [
    ...says(
      'value-missing',
      'setting',
      /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash)(?:: (?:line )?\d{1,5})?: (?<variable>[A-Za-z_]\w{1,60}): .{0,160}\b(?:must be|not set|unset|required|missing|empty|needed|undefined|please|null)\b/i,
    ),
    ...says(
      'command-missing',
      'engine',
      /(?:^|: )(?<command>docker|podman|buildah|docker-compose|nerdctl|buildctl|dockerd): (?:command )?not found\b/,
    ),
    ...says(
      'command-missing',
      'command',
      /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash|zsh|busybox)(?:: (?:line )?\d{1,5})?: (?:exec: )?(?:line )?\d{0,5}:? ?(?<command>[^\s:]{1,160}): (?:command )?not found\b/,
      /^(?:\/usr\/bin\/)?env: ['‘`]?(?<command>[^'’:\s]{1,120})['’]?: No such file or directory/,
      /^[\w./-]{1,120}: (?:exec: )?(?:line )?\d{1,5}: (?<command>[\w./+-]{1,120}): (?:command )?not found\b/,
      // The file is there; what its first line names to run it is not.
      /: (?<command>[\w./+-]{1,160}): cannot execute: required file not found\b/,
    ),
    ...says(
      'permission-denied',
      'command',
      /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash|zsh)(?:: (?:line )?\d{1,5})?: (?<command>[^\s:]{1,160}): [Pp]ermission denied\b/,
    ),
    ...says(
      'value-missing',
      'setting',
      /^[\w./-]{1,120}: (?:line )?\d{1,5}: (?<variable>\w{1,60}): (?:unbound variable|parameter (?:null or )?not set)\b/,
      /: (?<variable>\w{1,60}): (?:unbound variable|parameter (?:null or )?not set)\b/,
    ),
    ...ownSays('syntax', 'step', /\b(?:[Ss]yntax error|unexpected EOF while looking|bad substitution)\b/),
  ],
};
