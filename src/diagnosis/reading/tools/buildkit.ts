/** BuildKit: `#n …` lines, blocks of the failing step, and at the end `failed to solve: …`. */
import { says, type Tool } from './tool';

export const buildkit: Tool = {
  name: 'buildkit',
  speaks:
    /^#\d{1,4} |\bfailed to solve\b|\bload metadata for\b|\[internal\] load\b|^ ?=> (?:=> |ERROR |CACHED |CANCELED |\[|exporting |resolve |importing )|\bexecutor failed running\b|^Dockerfile:\d|\bfrontend dockerfile\b|\bfailed to compute cache key\b/,
  reaches: 'registry',
  handles: 'image',
  phase: 'build',
  says: [
    ...says(
      'syntax',
      'dockerfile',
      /\brequires the arguments to be in JSON form\b|\bdoesn't support variable expansion\b|\bcannot accept a heredoc\b|\bisn't allowed as an ONBUILD trigger\b|\bnames can not be blank\b|\bmust have two arguments\b|\binvalid key-value pair\b|\bunexpected key '.{1,60}' (?:for mount type|in )|\binvalid field '.{1,80}' must be a key=value pair\b|\bunsupported mount type\b|\bUnknown type .{1,40} in HEALTHCHECK\b|\bdockerfile contains no stages\b|\binvalid containerPort\b|\bparser directive can be used\b|\binvalid context name\b/,
    ),
    ...says('not-found', 'stage', /\bcannot (?:copy|mount) from stage "?(?<stage>[\w.-]{1,100})/),
    ...says(
      'syntax',
      'dockerfile',
      /\b(?:ARG|ENV|FROM|COPY|ADD|RUN|LABEL|EXPOSE|WORKDIR|USER|VOLUME|CMD|ENTRYPOINT|HEALTHCHECK|SHELL|STOPSIGNAL|ONBUILD|MAINTAINER) (?:requires|takes|names can|must) /,
    ),
    ...says(
      'not-found',
      'context-file',
      /\bfailed to (?:compute cache key|calculate checksum of ref|walk)\b(?=.{0,400}(?:not found|no such file|does not exist|forbidden path|invalid path))(?!.{0,300}(?:no space|EOF|canceled|deadline|permission denied))|\bchecksum of ref\b.{0,200}not found\b|\bfailed to (?:load|read) \.?dockerignore\b.{0,80}/,
    ),
    ...says(
      'not-found',
      'dockerfile',
      /\bfailed to read dockerfile\b|\bresolve : lstat \S{1,160}: no such file\b|\bthe Dockerfile \(.{1,160}\) (?:does not exist|must be within)|\bcannot locate specified Dockerfile\b/i,
    ),
    ...says(
      'syntax',
      'dockerfile',
      /\bdockerfile parse error\b|\bfailed to parse (?:Dockerfile|stage name)\b(?!.{0,200}(?:should not be blank|invalid reference))|\bthe Dockerfile cannot be empty\b|\bfile with no instructions\b|\bunknown instruction\b|\bdockerfile parse\b|\brequires either one or three arguments\b|\bno build stage in current context\b|\bcircular dependency detected on stage\b|\bcannot be empty\b.{0,20}Dockerfile|\brequires BuildKit\b|\brequested experimental feature\b|\bunknown flag: (?:mount|link|chmod|chown|exclude|parents|platform|from|network|security|checksum)\b/i,
    ),
    ...says(
      'not-found',
      'stage',
      /\btarget stage "?(?<stage>[\w.-]{1,100})"? could not be found\b|\bfailed to reach build target\b/,
    ),
    ...says(
      'canceled',
      'step',
      /\bfailed to solve: (?:Canceled|rpc error: code = Canceled)\b|\berror from sender: context canceled\b/,
    ),
    ...says(
      'permission-denied',
      'context-file',
      /\berror from sender: .{0,200}permission denied\b|\bfailed to (?:xattr|open) .{0,200}permission denied\b/,
    ),
    ...says('not-found', 'secret', /\bsecret (?<secret>[^\s:]{1,100}):? not found\b/),
    ...says('conflict', 'directory', /\bcannot copy to non-directory\b/),
    ...says(
      'not-found',
      'cache',
      /\bfailed to configure \w{1,20} cache (?:importer|exporter)\b|\bimporting cache manifest\b.{0,200}(?:not found|ERROR)/,
    ),
    ...says(
      'unparsable',
      'image',
      /\bbase name \(.{0,80}\) should not be (?:blank|empty)\b|\bfailed to parse stage name\b.{0,200}invalid reference\b/,
    ),
    ...says(
      'not-running',
      'engine',
      /\bfailed to (?:list workers|get status|dial|find target): |\bno builder\b.{0,60}found\b|\bCannot connect to the Docker daemon\b|\bcould not connect to unix:\/\/\/\S{0,80}buildkit/,
    ),
  ],
};
