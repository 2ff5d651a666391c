import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { remoteReferences } from '../shared/source';
import { words } from '../shared/wordings';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-revision-not-found',
  title: 'The branch, tag or commit is not in the repository',
  stage: 'source',
  meaning:
    'The repository was reached, and it has no such revision. Without one Code Engine asks for `main`; older repositories have `master`.',
  shows: '`Remote branch … not found in upstream origin`, `couldn’t find remote ref …`.',
  reasons: [{ of: 'shipwright-failure', value: 'GitRevisionNotFound', strength: 'decisive' }],
  patterns: words(
    86,
    /\bRemote branch .{1,200} not found in upstream\b/i,
    /\bcouldn't find remote ref\b|\bcould not find remote (?:branch|ref)\b/i,
    /\bpathspec '.{1,200}' did not match any\b/i,
    /\b(?:reference is not a tree|bad revision|unknown revision or path not in the working tree|(?<!invalid version: )unknown revision(?! v\d))\b/i,
    /\bupload-pack: not our ref\b|\bnot our ref\b/i,
    /\bServer does not allow request for unadvertised object\b/i,
    /\bfatal: (?:ambiguous argument|invalid reference|Needed a single revision|not a valid object name|unable to read tree)\b/i,
    /\b(?:revision|branch|commit|ref) ["'`]?[\w./-]{1,200}["'`]? (?:was )?(?:not found|does not exist|doesn't exist)\b.{0,100}(?:repo|remote|origin|git|upstream)/i,
    /\b(?:unable to|cannot|could not|failed to) (?:find|resolve|determine) (?:the )?(?:git )?(?:revision|branch|git ref(?:erence)?|commit)\b/i,
    /\breference not found\b|\bno such (?:ref|branch|remote ref)\b|\bGitRevisionNotFound\b/i,
    /\brefname .{1,200} not found\b|\b(?:branch|ref) .{1,120} (?:could not be|wasn't|was not) found\b/i,
  ),
  proof: 'The list of the repository’s references does not have it.',
  fix: (facts) => [
    remoteReferences(
      facts,
      `See which branches and tags exist${facts.sourceRevision ? `: ${facts.sourceRevision} is not among them` : ''}.`,
    ),
    setBuild(facts, 'Name a branch, tag or commit that exists, or push the missing one.', {
      commit: 'REVISION',
    }),
    rerun(facts),
  ],
  doc: sourcePage,
  cases: ['B-12', 'B-16'],
});
