import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { words } from '../shared/wordings';

const repoPage = codeEngineDoc('code-repositories');

export default defineCause({
  id: 'git-submodule-failed',
  title: 'A git submodule cannot be fetched',
  stage: 'source',
  meaning:
    'The main repository was cloned, and one of its submodules was not: it is private, uses SSH, has moved, or its commit is gone.',
  shows: '`fatal: clone of … into submodule path … failed`.',
  patterns: words(
    96,
    /\bclone of '.{1,400}' into submodule path\b/i,
    /\bFailed to clone '.{1,300}'(?:\. Retry scheduled| a second time)/i,
    /\b(?:Unable to .{1,120} in )submodule path '|\bsubmodule path '.{1,300}'.{0,200}(?:did not contain|Unable to|not found|fail|could not)/i,
    /\bNo (?:url|submodule mapping) found (?:for submodule path|in \.gitmodules)\b/i,
    /\bfatal: (?:Fetched in submodule|Unable to (?:fetch|checkout|find) .{0,120}submodule|.{0,60}submodule)\b/i,
    /\bgit submodule (?:update|sync|init)\b.{0,300}(?:fail|exit (?:code|status)|error|denied|returned non-zero)/i,
    /\bfailed to (?:fetch|update|clone|initialize|recurse into) .{0,40}submodule/i,
    /\berror: Server does not allow request for unadvertised object .{0,40}submodule/i,
    /\bsubmodule .{1,200}: .{0,60}(?:not found|failed|denied)/i,
  ),
  proof: 'git’s own statement on the submodule.',
  fix: (facts) => [
    step(
      'Use an HTTPS address in .gitmodules for public submodules; for private ones the key of the build must reach them too.',
    ),
    step('Check that the commit that the submodule is pinned to was pushed.'),
    rerun(facts),
  ],
  doc: repoPage,
  cases: ['B-12'],
});
