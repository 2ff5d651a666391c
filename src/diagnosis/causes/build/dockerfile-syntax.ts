import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const tipsPage = codeEngineDoc('dockerfile');

export default defineCause({
  id: 'dockerfile-syntax',
  title: 'The Dockerfile cannot be parsed',
  stage: 'build',
  meaning:
    'An instruction or flag is unknown, a line is broken, or the file is empty. Often a backslash is missing at the end of the line before.',
  shows: '`dockerfile parse error line 10: unknown instruction: …`.',
  patterns: words(
    92,
    /\bdockerfile parse error\b/i,
    /\bunknown instruction: ?/i,
    /\breference: "\S{1,200} as \S{1,100}" is not a valid/i,
    /\bUnknown flag: (?:mount|chmod|chown|from|link|platform|parents|exclude|network|security|checksum)|\bunknown flag: (?:--)?(?:mount|chmod|chown|from|link|platform|parents|network)\b/i,
    /\bDockerfile(?: \(.{1,200}\))? cannot be empty\b|\bfile with no instructions\b|\bno build stage in current context\b/i,
    /\bthe --\w{3,12} option requires BuildKit\b/i,
    /\b(?:FROM|COPY|ADD|RUN|CMD|ENV|ARG|LABEL|EXPOSE|HEALTHCHECK|VOLUME|WORKDIR|ENTRYPOINT|USER|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL) requires (?:either |at least |exactly |at most )?(?:one|two|three|an?)\b/,
    /\bSyntax error - can't find = in\b|\bENV must have two arguments\b|\bENV names can not be blank\b/i,
    /\bunterminated heredoc\b|\bunexpected end of statement while looking for matching\b/i,
    /\b(?:error parsing|failed to parse|parsing|parse error (?:in|on)|could not parse)\b.{0,60}\b(?:Dockerfile|Containerfile)\b.{0,200}/i,
    /\bPlease provide a source image with [`'"]?from[`'"]? prior to commit\b/i,
    /\binvalid (?:containerPort|from clause|port specification)\b|\bfailed to process "?.{1,200}"?: (?:missing|unsupported modifier|unexpected|syntax error)/i,
    /\bcircular dependency detected on stage\b|\bno build stages? (?:found|defined)\b|\bNo FROM\b/i,
    /\bWhen using (?:COPY|ADD) with more than one source\b/i,
    /\binvalid field '.{1,60}' must be a key=value pair\b|\bunexpected key '.{1,60}' in\b/i,
    /\brequested experimental feature \w{1,20} {1,2}has been disabled\b/i,
    /\bMultiple (?:ENTRYPOINT|CMD) .{0,60}error|\bheredoc .{0,80}(?:not supported|requires)/i,
  ),
  proof: 'The builder’s own statement with the line number.',
  fix: (facts) => [
    step(
      'Correct the line that the builder names: check the spelling, quotes, and the backslash at the end of the line before.',
    ),
    rerun(facts),
  ],
  doc: tipsPage,
  cases: ['B-8'],
});
