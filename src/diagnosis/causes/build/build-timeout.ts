import { codeEngineDoc } from '../../remedy/doc-pages';
import { defineCause } from '../cause';
import { moreBuildTime } from '../shared/build-limits';
import { words } from '../shared/wordings';

export default defineCause({
  id: 'build-timeout',
  title: 'The build took longer than its time limit',
  stage: 'build',
  meaning: 'The build run was stopped at its timeout: 10 minutes unless set otherwise, an hour at most.',
  shows: '`BuildRun … failed to finish within …`, reason `timeout` or `BuildRunTimeout`.',
  reasons: [
    { of: 'build-run', value: 'timeout', strength: 'decisive' },
    { of: 'shipwright', value: 'BuildRunTimeout', strength: 'decisive' },
  ],
  patterns: words(
    93,
    /\bfailed to finish within\b/i,
    /\b(?:BuildRun|TaskRun|PipelineRun|Build)Timeout\b/,
    /\b(?:build|job|step|task|pipeline|execution|run)\b.{0,80}\b(?:did not complete before (?:the )?timeout|exceeded (?:the |its )?(?:maximum |max )?(?:execution |build |time ?out|time limit|duration)|has exceeded the maximum|timed out after|took longer than)\b/i,
    /\b(?:build|task ?run|buildrun|job) (?:has )?timed out\b/i,
    /\bcancell?ed (?:after|because|due to).{0,60}(?:time ?out|time limit|minutes)/i,
    /\bexceeded (?:its )?deadline\b.{0,60}build|\bBuild deadline\b|\bDEADLINE_EXCEEDED: .{0,40}build|\bThe job running on .{1,200} has exceeded the maximum execution time\b/i,
    /\bERROR: context deadline exceeded.{0,20}build timed|\bTIMEOUT: .{0,60}build|\bstatus:? TIMEOUT\b/i,
    /\bReason: {1,20}BuildRunTimeout|\bwait-timeout\b.{0,40}(?:reached|exceeded)/i,
  ),
  proof: 'The platform’s reason, and the run’s duration equal to its timeout.',
  fix: moreBuildTime,
  doc: codeEngineDoc('plan-build'),
  cases: ['B-22', 'B-23'],
});
