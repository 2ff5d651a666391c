/** The Docker engine and its command line: `Error response from daemon: …`. */
import { says, type Tool } from './tool';

export const docker: Tool = {
  name: 'docker',
  starts:
    /\bdocker(?:-compose| compose)? (?:--?\S{1,40} ){0,6}(?:pull|push|run|build|buildx|up|login|create|start|image|tag)\b/,
  speaks:
    /\bError response from daemon: |^docker: |^[0-9a-f]{12}: (?:Pull|Push|Already|Waiting|Download|Verif|Extract|Prepar|Layer|Mounted|Retry)|^(?:Using default tag|Digest: sha256|Status: )|^Unable to find image '|^The push refers to|: Pulling from /,
  reaches: 'registry',
  handles: 'image',
  says: [
    ...says('unauthorized', 'token', /\bError response from daemon: unauthorized$/),
    // It asks for a name, and nobody is there to type one.
    ...says(
      'no-credentials',
      'registry',
      /\bPlease login prior to (?:push|pull)\b|^Username(?: \([^)]{1,80}\))?: EOF$/,
    ),
    ...says(
      'command-missing',
      'engine',
      /\b(?:exec: |executable file )"?(?:docker-)?(?:runc|containerd-shim[\w-]{0,20}|docker-init|docker-proxy|nvidia-container-[\w-]{2,20})"?: executable file not found\b/,
    ),
    ...says(
      'not-running',
      'engine',
      /\brequest returned .{1,60} for API route and version\b/,
      /\bfailed to connect to the docker API\b/i,
      /\bdockerDesktop\w{0,10}Engine\b.{0,300}(?:cannot find|error|refused|denied)/,
    ),
    ...says(
      'not-found',
      'image',
      /\bmanifest for (?<image>\S{1,400}) not found\b|\bpull access denied\b.{0,10}$|\bNo such image: /,
    ),
    ...says(
      'server-error',
      'registry',
      /\breceived unexpected HTTP status: 5\d\d\b|\berror parsing HTTP 5\d\d response body\b/,
    ),
    ...says('too-large', 'layer', /\berror parsing HTTP 413 response body\b|\bServer error: 413\b/),
    ...says(
      'not-running',
      'engine',
      /\bCannot connect to the Docker daemon\b|\bIs the docker daemon running\b|\bpermission denied while trying to connect to the (?:Docker daemon|docker API)\b|\bdocker daemon is not running\b|\bbuildx component is missing\b|\berror during connect: (?:This error|in the default|\w{3,4} "?http:\/\/%)|\bfailed to (?:connect to|initialize) (?:the )?(?:docker|builder)\b|\bdocker API\b.{0,60}unix:/i,
    ),
    ...says(
      'command-missing',
      'credential-helper',
      /\bdocker-credential-[\w-]{2,40}\b.{0,80}(?:not found|no such file|not installed|cannot|resolve|exit status|error)|\berror getting credentials\b|\bcredentials store\b.{0,80}(?:not|error)|\berror storing credentials\b/i,
    ),
    ...says(
      'no-platform',
      'image',
      /\bno matching manifest for\b|\bwas found but (?:its platform|does not (?:match|provide) the specified platform)\b|\bimage operating system ".{1,30}" cannot be used\b/,
    ),
    ...says(
      'port-taken',
      'port',
      /\bBind for \S{1,60} failed: port is already allocated\b|\bports are not available\b|\bdriver failed programming external connectivity\b.{0,200}(?:in use|allocated)/,
    ),
    ...says(
      'setup-failed',
      'volume',
      /\berror mounting (?!(?:new|build) container\b)(?!\\{0,8}"(?:cgroup2?|proc|sysfs|tmpfs|devpts|mqueue|shm)\\{0,8}" to rootfs)|\bfailed to fulfil mount request\b|\binvalid mount config\b|\bbind source path does not exist\b|\berror while mounting volume\b|\berror while creating mount source path\b|\bMounts denied\b/,
    ),
    ...says('setup-failed', 'sandbox', /\bno available IPv4 addresses on this network's address pools\b/),
    ...says(
      'value-missing',
      'setting',
      /\brequired variable (?<variable>\w{1,60}) is missing a value\b/,
      /\bset the (?<variable>\w{1,60}) environment variable\b.{0,20}/,
    ),
  ],
};
