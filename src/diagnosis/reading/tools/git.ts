/** git and the ssh beneath it: `fatal: …`, `remote: …`. */
import { says, type Tool } from './tool';

export const git: Tool = {
  name: 'git',
  starts: /\bgit (?:-\S{1,40} \S{0,60} ?)?(?:clone|fetch|pull|checkout|submodule|ls-remote|lfs|push)\b/,
  speaks:
    /^(?:fatal|remote|hint): |^Cloning into |^(?:Receiving|Resolving|Counting|Compressing|Enumerating|Unpacking) (?:objects|deltas)|^ssh: |^Submodule '|^error: (?:pathspec|RPC failed|failed to fetch|external filter|unable to (?:read|create) )|\bHost key verification\b|\bgit-init\b|^[\w.-]{1,60}@[\w.-]{3,200}: Permission denied|^Permission denied \(publickey|^HEAD is now at|^warning: (?:redirecting to|Could not find remote)|^\* branch |^From https?:/,
  reaches: 'git-host',
  handles: 'git-repository',
  phase: 'source',
  says: [
    ...says('not-found', 'lfs', /\bgit lfs logs last\b/),
    ...says(
      'no-credentials',
      'git-repository',
      /\bcould not read (?:Username|Password) for '(?!https:\/\/(?:github\.com|gitlab\.com|bitbucket\.org)')(?<host>[^']{1,200})'/,
    ),
    ...says(
      'bad-credentials',
      'git-repository',
      /\bAuthentication failed for '(?<host>[^']{1,300})'|\bPermission denied \((?:publickey|password|keyboard)|(?<!unauthorized: )\bHTTP Basic: Access denied\b|\bInvalid username or (?:password|token)\b|\bSupport for password authentication was removed\b|\bPermission to .{1,160} denied to\b|\bnot allowed to (?:download|access) (?:the )?(?:code|repository|project)\b|\bdeploy key\b.{0,80}(?:denied|not|revoked)|\bToo many authentication failures\b|\binvalid format\b|\bkey_load_\w{3,20}: |\bunprotected private key\b|\berror in libcrypto\b|\bError loading key\b|\bNo supported authentication methods\b|\bunable to authenticate, attempted methods\b|\bssh: handshake failed\b/i,
    ),
    ...says(
      'not-found',
      'git-repository',
      /^(?:remote|ERROR|fatal|error|GitLab): (?:ERROR: )?Repository .{0,160}(?:not found|does not exist)|^fatal: repository '?\S{1,300}'? (?:not found|does not exist)|\bERROR: Repository not found\b|\bcould not read Username for 'https:\/\/(?:github\.com|gitlab\.com|bitbucket\.org)'|\bThe project you were looking for could not be found\b|\bremote: (?:Not Found|404)|\bdoes not appear to be a git repository\b|\bno such project\b|\bThat project does not exist\b|\bTF401019\b|\bremote: Repository .{1,120} (?:not found|does not exist)/i,
    ),
    ...says(
      'not-found',
      'git-ref',
      /\bRemote branch \S{1,200} not found\b|\bcouldn't find remote ref\b|\bcould not find remote (?:branch|ref)\b|\bpathspec .{1,200} did not match\b|\breference is not a tree\b|\bnot our ref\b|\bunadvertised object\b|\bunknown revision or path not in the working tree\b|\bInvalid refspec\b|\bambiguous argument\b|\bnot a (?:tree|commit|valid (?:ref|object name))\b|\bno such (?:branch|ref|tag)\b|\bbad revision\b|\bRevisionNotFound\b|\bdoes not contain (?:branch|revision|ref)\b/i,
    ),
    ...says(
      'not-found',
      'submodule',
      /\binto submodule path '.{1,300}' failed\b|\bNo url found for submodule path\b|\bno submodule mapping found\b|\bFailed to (?:clone|recurse into|fetch) (?:submodule|'.{1,120}' a second time)|\bFetched in submodule path\b|\bUnable to (?:checkout|fetch|find current revision) .{0,120}in submodule path\b|\bErrors during submodule fetch\b|\b(?:sous-module|Submodul(?:-Pfad)?|subm[óo]dulo|sottomodulo)\b.{0,300}[0-9a-f]{40}|\bfailed to initialize submodule\b|\bSubmodule .{1,120}(?:could not|failed|error)/i,
    ),
    ...says(
      'not-found',
      'lfs',
      /\bsmudge (?:filter lfs|error)\b|\bgit-lfs filter-process\b|\bLFS (?:budget|bandwidth|objects?|storage)\b.{0,120}(?:exceed|fail|not|quota|missing|over|404|error)|\bbatch response: |\bgit[- ]lfs\b.{0,60}(?:not found|not installed|failed|error)|\binfo\/lfs\b|\bError downloading object\b|\bexceeded its LFS\b|\bencountered \d{1,6} files? that should have been pointers\b/i,
    ),
    ...says(
      'bad-credentials',
      'git-host',
      /\bHost key verification failed\b|\bREMOTE HOST IDENTIFICATION HAS CHANGED\b|\bhost key is known for\b|\bknown_hosts\b.{0,80}(?:not|mismatch|unknown)|\bknownhosts: key\b|\bunknown host key\b|\bno matching host key type\b/i,
    ),
    ...says('forbidden', 'git-repository', /(?<!curl: \(22\) )\bThe requested URL returned error: 403\b/),
    ...says('unauthorized', 'git-repository', /(?<!curl: \(22\) )\bThe requested URL returned error: 401\b/),
    ...says('not-found', 'git-repository', /(?<!curl: \(22\) )\bThe requested URL returned error: 404\b/),
    ...says(
      'server-error',
      'git-host',
      /(?<!curl: \(22\) )\bThe requested URL returned error: 5\d\d\b|\bRPC failed; HTTP 5\d\d\b/,
    ),
    ...says('rate-limited', 'git-host', /(?<!curl: \(22\) )\bThe requested URL returned error: 429\b/),
    ...says(
      'reset',
      'git-host',
      /\bearly EOF\b|\bRPC failed\b|\bfetch-pack: |\binvalid index-pack output\b|\bkex_exchange_identification\b|\bConnection closed by (?:remote host|[\w.:]{4,60} port)/,
    ),
    ...says(
      'timeout',
      'git-host',
      /\bssh: connect to host\b|\bunable to access '\S{1,300}': Failed to connect to\b/,
    ),
    ...says('usage', 'command', /\bdetected dubious ownership\b/),
  ],
};
