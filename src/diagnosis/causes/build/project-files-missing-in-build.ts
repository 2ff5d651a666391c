import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'project-files-missing-in-build',
  title: 'The tool runs where the project’s files are not',
  headline: (facts) => naming`${facts.captured.file} is not there when the build needs it` ?? ownWords(facts),
  stage: 'build',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'A build tool runs in a folder without the file that describes the project, or without a part of it: not copied before the step, excluded by .dockerignore, or another working directory.',
  shows: '`Could not read package.json`, `there is no POM in this directory`, `go.mod file not found`.',
  follows: [
    from(['no-such-file', 'not-found'], 'project-file'),
    from('module-missing', 'project-file', ['build', 'source']),
  ],
  proof: 'The file is in the repository, and not in the image at that step.',
  ruleOut: ['.dockerignore', 'a context directory that is not the root of the repository'],
  fix: (facts) => [
    step(
      `Copy ${facts.captured.file ?? 'the project’s files'} before the step that needs them, and check WORKDIR, the context directory and .dockerignore.`,
    ),
    rerun(facts),
  ],
  doc: codeEngineDoc('plan-build'),
});
