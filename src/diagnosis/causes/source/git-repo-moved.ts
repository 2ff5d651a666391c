import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, repository } from '../shared/headline';

export default defineCause({
  id: 'git-repo-moved',
  title: 'The git repository has moved to another address',
  headline: (facts) => naming`${repository(facts)} has moved to ${facts.found?.sourceUrl}`,
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'The git host redirects from this address to another one: the repository was renamed, or given to another owner. That works until somebody takes the old name.',
  shows: 'The check of the source is redirected.',
  proof: 'The git host answers with a redirect, and names the new address.',
  ruleOut: ['a redirect from http to https only'],
  fix: (facts) => [
    setBuild(facts, 'Name the new address.', { source: facts.found?.sourceUrl ?? 'REPOSITORY_URL' }),
    rerun(facts),
  ],
  doc: codeEngineDoc('ts-build-gitsource-stepfail'),
});
