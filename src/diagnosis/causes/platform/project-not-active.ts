import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';

export default defineCause({
  id: 'project-not-active',
  title: 'The project is not active',
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    keepsFromStarting: true,
    verb: 'cannot run',
  },
  meaning: 'Nothing runs in a project that is being prepared, is deleted, or was deleted softly.',
  shows: '`Project is not yet active`, a status other than `active`.',
  reasons: [
    {
      of: 'project',
      value:
        /^(?:inactive|pending_removal|hard_deleting|hard_deletion_failed|hard_deleted|deleting|deletion_failed|soft_deleted|preparing|creating|creation_failed)$/,
      strength: 'decisive',
    },
  ],
  phrases: [
    /\bProject is not (?:yet )?active\b/i,
    /\bproject ['"]?[\w.-]{1,100}['"]? is (?:in (?:the )?(?:state|status) )?['"]?(?:soft_deleted|hard_deleted|pending_removal|deleting|inactive|creation_failed|deletion_failed)\b/i,
  ],
  proof: 'The status of the project.',
  fix: (facts) => [
    step('Look at the project.', ce('project get', { name: facts.project ?? 'PROJECT_NAME' })),
    step(
      'A softly deleted one can be restored.',
      ce('project restore', { name: facts.project ?? 'PROJECT_NAME' }),
    ),
  ],
  doc: codeEngineDoc('manage-project'),
  cases: ['P-3'],
});
