import { run } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'source-secret-committed',
  title: 'A file that holds secrets is in the repository',
  headline: (facts) => naming`${facts.fault?.file} holds secrets and is in the repository`,
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'A file whose name says that it holds a password, a token or a private key is committed: everybody who may read the repository has it, and it may end up in the image.',
  shows: 'The check of the source finds the name; the content is not read.',
  proof: 'The tree at the built commit has a file of that name.',
  ruleOut: ['a file with example values only'],
  fix: ({ found }) => [
    step(
      'Make the secret invalid where it was made, and make a new one: who has the history has the old one.',
    ),
    step(
      'Take the file out of git, and name it in .gitignore and .dockerignore.',
      run('git', 'rm', { cached: true }, [found?.path ?? 'FILE']),
    ),
    step(
      'Keep the new one in a secret of the project, and hand it to the workload as an environment variable.',
    ),
  ],
  doc: codeEngineDoc('secret'),
});
