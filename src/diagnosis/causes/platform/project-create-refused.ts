import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { ownWords } from '../shared/headline';

export default defineCause({
  id: 'project-create-refused',
  title: 'The project cannot be created',
  headline: ownWords,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning: 'The name is taken, the roles are missing, or the region already has 20 projects of the account.',
  shows: 'An error of `project create`.',
  phrases: [
    /\bproject (?:could not|cannot|can't) be created\b|\bfailed to create (?:the )?project\b(?! [\w-]{1,80}: )/i,
  ],
  proof: 'The API’s answer.',
  fix: ({ project }) => [
    step(
      'See the projects of the region: 20 are the most, and a name can be given once.',
      ce('project list', {}),
    ),
    step(
      'Choose another name.',
      ce('project create', { name: project === undefined ? 'NEW_PROJECT_NAME' : `${project}-2` }),
    ),
  ],
  doc: codeEngineDoc('ts-create-project'),
  cases: ['P-2'],
});
