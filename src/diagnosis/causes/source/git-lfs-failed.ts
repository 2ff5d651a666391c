import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const repoPage = codeEngineDoc('code-repositories');

export default defineCause({
  id: 'git-lfs-failed',
  title: 'Git LFS objects cannot be fetched',
  stage: 'source',
  meaning:
    'The repository keeps large files with Git LFS, and they could not be loaded: the quota is used up, an object is missing, or the filter failed.',
  shows: '`smudge filter lfs failed`, `This repository is over its data quota`.',
  patterns: words(
    97,
    /\bsmudge filter lfs failed\b|\bexternal filter 'git-lfs\b/i,
    /\bSmudge error\b|\bgit-lfs filter-process\b.{0,60}fail/i,
    /\bover its data quota\b/i,
    /\bgit[- ]lfs\b.{0,200}(?:error|fail|not found|command not found|missing|denied|quota|404|403|timeout)/i,
    /\bLFS\b.{0,120}(?:object.{0,40}(?:not (?:found|exist)|missing)|bandwidth|budget|quota|batch response|authentication|error)/,
    /\bbatch response: .{0,200}/i,
    /\bError downloading object: .{0,300}/i,
    /\bgit: 'lfs' is not a git command\b/i,
    /\bfailed to (?:fetch|push) some objects from '.{1,300}info\/lfs/i,
  ),
  proof: 'The LFS server’s answer to the batch request.',
  fix: (facts) => [
    step('Buy more LFS bandwidth or storage for the account, or keep the files out of the build.'),
    step('If an object is missing, push it from a clone that has it.', 'git lfs push --all origin'),
    rerun(facts),
  ],
  doc: repoPage,
  cases: ['B-12'],
});
