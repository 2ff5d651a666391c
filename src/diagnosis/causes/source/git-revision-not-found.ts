import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords, repository } from '../shared/headline';
import { remoteReferences } from '../shared/source';

const sourcePage = codeEngineDoc('ts-build-gitsource-stepfail');

export default defineCause({
  id: 'git-revision-not-found',
  title: 'The branch, tag or commit is not in the repository',
  headline: (facts) =>
    naming`${repository(facts)} has no branch, tag or commit ${facts.sourceRevision}` ?? ownWords(facts),
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The repository was reached, and it has no such revision. Without one Code Engine asks for `main`; older repositories have `master`.',
  shows: '`Remote branch … not found in upstream origin`, `couldn’t find remote ref …`.',
  reasons: [{ of: 'shipwright-failure', value: 'GitRevisionNotFound', strength: 'decisive' }],
  becauseOf: ['git-submodule-failed'],
  follows: [from('not-found', 'git-ref')],
  proof: 'The list of the repository’s references does not have it.',
  fix: (facts) => [
    ...(facts.found?.revision === undefined
      ? [
          remoteReferences(
            facts,
            `See which branches and tags exist${facts.sourceRevision ? `: ${facts.sourceRevision} is not among them` : ''}.`,
          ),
        ]
      : []),
    setBuild(facts, 'Name a branch, tag or commit that exists, or push the missing one.', {
      commit: facts.found?.revision ?? 'REVISION',
    }),
    rerun(facts),
  ],
  doc: sourcePage,
  cases: ['B-12', 'B-16'],
});
