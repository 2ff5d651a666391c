import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';

export default defineCause({
  id: 'source-secret-committed',
  title: 'A file with secrets is in the repository',
  stage: 'source',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', advisory: true },
  meaning:
    'Everybody who can read the repository has what is in the file, also after it is deleted: it stays in the history. A build copies it into the image as well, unless `.dockerignore` names it.',
  shows: 'A file named like `.env`, `id_rsa` or `credentials.json` in the commit that is built.',
  proof: 'The tree at the commit has a file of that name. Its content was not read.',
  ruleOut: ['a file with example values only'],
  fix: () => [
    step('Make the secret worthless first: revoke the key, or change the password, where it was issued.'),
    step(
      'Remove the file from the next commit (git rm --cached), and name it in .gitignore and .dockerignore.',
    ),
    step(
      'Keep the new value in a secret of the project, and give it to the workload.',
      ce('secret create', { name: 'SECRET_NAME', 'from-env-file': 'FILE' }),
    ),
  ],
  doc: codeEngineDoc('secret'),
});
