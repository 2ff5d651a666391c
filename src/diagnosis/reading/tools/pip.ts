/** pip: `ERROR: …`; a failed build of a wheel ends in `subprocess-exited-with-error`. */
import { ownSays, says, type Tool } from './tool';

export const pip: Tool = {
  name: 'pip',
  starts:
    /\bpip[\d.]{0,4} (?:--?\S{1,60} ){0,6}(?:install|wheel|download)\b|\bpipx? install\b|\bpipenv (?:install|sync)\b/,
  speaks:
    /^(?:Collecting|Downloading|Requirement already satisfied|Successfully installed|Building wheels?|Preparing metadata|Installing build dependencies|Looking in indexes|Using cached|Getting requirements to build)\b|-m pip (?:install|download|wheel) \[options\]|^× |^╰─>|\bpip\b.{0,20}(?:error|warning)/,
  reaches: 'package-index',
  handles: 'package',
  phase: 'build',
  says: [
    ...says('module-missing', 'dependency', /\brequires (?<module>\S{1,80}), which is not installed\b/),
    // A command of setuptools that another package brings.
    ...says('module-missing', 'dependency', /\berror: invalid command '(?<module>\w{2,40})'/),
    ...says('conflict', 'package', /\bCould not find a version that matches\b/),
    ...says(
      'not-found',
      'package',
      /\bCould not find a version that satisfies the requirement (?<package>[\w.[\]-]{1,80})/,
      /\bNo matching distribution found for (?<package>[\w.[\]-]{1,80})/,
    ),
    ...says(
      'conflict',
      'package',
      /\bResolutionImpossible\b|\bCannot install .{1,300} because these package versions have conflicting dependencies\b|\bdependency conflicts?\b/,
    ),
    ...says(
      'no-such-file',
      'project-file',
      /\bCould not open requirements file\b|\bFile "setup\.py" not found\b|\bNeither 'setup\.py' nor 'pyproject\.toml' found\b|\bdoes not appear to be a Python project\b|\bDirectory '.{1,80}' is not installable\b/,
    ),
    ...says('mismatch', 'lock-file', /\bTHESE PACKAGES DO NOT MATCH THE HASHES\b/),
    ...says('version-unsupported', 'runtime', /\brequires a different Python\b/),
    ...says(
      'permission-denied',
      'directory',
      /\bCould not install packages due to an (?:OSError|EnvironmentError): \[Errno 13\]/,
    ),
    ...ownSays('timeout', 'package-index', /\bCould not fetch URL\b|\bMax retries exceeded\b/),
    ...says(
      'exited',
      'package',
      /\bsubprocess-exited-with-error\b|\bFailed building wheel for\b|\bFailed to build installable wheels\b|\bmetadata-generation-failed\b|\bpip subprocess to install\b/,
    ),
  ],
};
