/** runc, crun and their kind, which start the program of an image. */
import { says, type Tool } from './tool';

export const ociRuntime: Tool = {
  name: 'oci-runtime',
  speaks:
    /\bOCI runtime\b|\brunc\b|\bcrun\b|\bcontainer_linux\.go\b|\bstandard_init_linux\b|\bstarting container process\b|\bunable to start container process\b|^exec (?:\/|\.\/|\w)[\w./-]{0,160}: |\bexec user process\b|\bfailed to create (?:shim|containerd) task\b|\bcontainerd-shim\b|^\[?(?:dumb-init|FATAL tini|tini|s6-\w)/,
  handles: 'program',
  phase: 'run',
  says: [
    ...says(
      'not-running',
      'engine',
      /\bunable to apply cgroup configuration\b/,
      /\bcgroups?: cgroup mountpoint does not exist\b/,
      /\bfailed to create (?:new )?(?:systemd |parent )?cgroup\b/,
    ),
    // The process whose namespaces it should join has ended.
    ...says('not-running', 'engine', /\bnamespace path: lstat \/proc\/\d{1,9}\/ns\//),
    ...says('crashed', 'program', /\bunable to find (?:user|group) \S{1,80}: no matching entries\b/),
    ...says(
      'command-missing',
      'program',
      /\bexecutable file (?:`?.{1,120}`? )?not found\b|\bExecutableNotFound\b|\b(?:starting container process|start container process|OCI runtime|runc|crun)\b(?!.{0,300}(?:error mounting|mount request)).{0,400}\bno such file or directory\b|(?<!\bfork\/)\bexec:? ["\\/.]{1,4}\S{1,200}:? .{0,120}\bno such file or directory\b|^exec \S{1,200}(?: failed)?: [Nn]o such file or directory\b|\b(?:container|Container(?:ed)?) command (?:'\S{1,120}' )?not found or does not exist\b|\bexec user process caused:? ["\\]{0,3}no such file\b|\b(?:CreateProcess|hcs(?:shim)?::\w{1,30}|encountered an error during \w{1,20}Process)\b.{0,400}\bThe system cannot find the (?:file|path) specified\b|^Couldn't execute '\S{1,200}' inside the vm\b|\bcrun: open executable: No such file\b/i,
    ),
    ...says(
      'command-missing',
      'program',
      /^\[?(?:dumb-init|tini|FATAL tini)\b.{0,160}(?:[Nn]o such file or directory|not found)|\b(?:entrypoint|start|run|docker-entrypoint)[\w.-]{0,30}\.sh: (?:line )?\d{1,5}: (?:exec: )?.{1,120}: not found\b/,
    ),
    ...says(
      'permission-denied',
      'program',
      /\b(?:starting container process|start container process|OCI runtime|runc|crun)\b.{0,400}\bpermission denied\b|\bexec:? ["\\/.]{1,4}\S{1,200}:? .{0,120}\bpermission denied\b|^exec \S{1,200}(?: failed)?: [Pp]ermission denied\b|\bcould not be invoked\b|^\[?(?:dumb-init|tini|FATAL tini)\b.{0,160}[Pp]ermission denied\b|\bexec:? "?\S{1,200}"?: is a directory\b|\bOCI permission denied\b|^open executable: permission denied$|\bthe path `[^`]{1,300}` exists but it is not executable\b|\bhcs(?:shim)?::\w{1,40}\b.{0,200}\bAccess is denied\b/i,
    ),
    ...says(
      'wrong-architecture',
      'program',
      /\bexec (?:\S{1,200}: |user process caused:? ["\\]{0,3})?exec format error\b/i,
    ),
    ...says(
      'value-missing',
      'start-command',
      /\bno command specified\b|\bno command or entrypoint (?:provided|specified)\b|\bargs must not be empty\b|\bProcess args array empty\b/i,
    ),
    ...says(
      'out-of-memory',
      'program',
      /\bcontainer init (?:was )?OOM-killed\b|\bcontainer init .{0,40}memory limit too low\b/,
    ),
    ...says(
      'setup-failed',
      'volume',
      /\berror mounting (?!\\{0,8}"(?:cgroup2?|proc|sysfs|tmpfs|devpts|mqueue|shm)\\{0,8}" to rootfs)\\?"/,
    ),
    // crun says no more of the source of a mount that is not there.
    ...says('no-such-file', 'volume', /^(?:error stat'ing file|cannot stat) `\//),
    ...says('no-such-file', 'directory', /\bchdir to cwd\b.{0,200}(?:no such file|permission denied)/),
  ],
};
