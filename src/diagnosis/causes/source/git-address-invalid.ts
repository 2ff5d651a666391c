import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'git-address-invalid',
  title: 'The address of the git repository cannot be read',
  headline: (facts) => naming`${facts.sourceUrl} is no address of a git repository` ?? ownWords(facts),
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', beforePod: true },
  meaning:
    'The address is neither an HTTPS nor an SSH address of a repository: its scheme, host or path is missing or misspelt.',
  shows: 'The check of the source ends at its first step, with what is wrong with the address.',
  proof: 'The address itself.',
  ruleOut: ['the address of a page of the repository in place of the repository’s own'],
  fix: (facts) => [
    facts.found?.sourceUrl === undefined
      ? setBuild(facts, 'Name the repository as https://HOST/OWNER/NAME or git@HOST:OWNER/NAME.git.', {
          source: 'REPOSITORY_URL',
        })
      : setBuild(facts, 'Name the repository itself, and what the page shows in options of their own.', {
          source: facts.found.sourceUrl,
          commit: facts.found.revision,
          'context-dir': facts.found.contextDir,
          dockerfile: facts.found.dockerfile,
        }),
    rerun(facts),
  ],
  doc: codeEngineDoc('ts-build-gitsource-stepfail'),
});
