import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { naming, ownWords } from '../shared/headline';

export default defineCause({
  id: 'runtime-file-missing',
  title: 'The program starts, and a file or module that it needs is not in the image',
  headline: (facts) =>
    naming`${facts.captured.module ?? facts.captured.file} is not in the image` ?? ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The interpreter or runtime is there, and the file, module or class that it is to run or load is not in the image: not copied, not installed, or at another path.',
  shows: '`Cannot find module …`, `ModuleNotFoundError`, `Could not find or load main class …`.',
  follows: [
    from('module-missing', undefined, ['run', 'pull']),
    from('no-such-file', ['module', 'file', 'directory', 'setting', 'service'], ['run', 'pull']),
    from('no-such-file', undefined, ['run']),
  ],
  proof: 'The exception names the file or module; the image does not contain it.',
  ruleOut: [
    'a file that exists locally and is not committed or is named in .dockerignore',
    'a dependency that is only a development dependency',
  ],
  fix: (facts) => [
    step(
      `See whether ${facts.captured.module ?? facts.captured.file ?? 'the named file or module'} is in the image: run the image locally and list the folder.`,
    ),
    step('Copy or install it in the last stage of the Dockerfile, or correct the path in the start command.'),
    ...buildAndDeploy(facts),
    workloadLogs(facts, 'See in the log that it starts.'),
  ],
  doc: codeEngineDoc('ts-app-end'),
});
