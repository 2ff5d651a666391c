import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from } from '../shared/facts';
import { fileName } from '../shared/file-name';
import { naming, ownWords, startCommand } from '../shared/headline';

export default defineCause({
  id: 'entrypoint-not-executable',
  title: 'The start command is not executable',
  headline: (facts) => naming`${startCommand(facts)} is not executable` ?? ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The file is in the image and lacks the execute permission for the user who starts it, or the path is a directory.',
  shows: '`exec: "/entrypoint.sh": permission denied`.',
  follows: [from('permission-denied', ['program', 'command'], ['pull', 'run', 'push'])],
  proof: 'The container’s state: exit code 126.',
  fix: (facts) => [
    step(
      `Add RUN chmod +x ${facts.file ?? 'FILE'} to the Dockerfile, or set the permission in git and commit it.`,
      run('git', 'update-index', { chmod: '+x' }, [fileName(facts.file)]),
    ),
    ...buildAndDeploy(facts),
  ],
  doc: codeEngineDoc('dockerfile'),
  cases: ['J-3'],
});
