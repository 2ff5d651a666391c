import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { personStep, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'project-not-active',
  title: 'The project is not active',
  headline: (facts) => naming`Project ${facts.project} is not active`,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    keepsFromStarting: true,
    verb: 'cannot run',
  },
  meaning:
    'Nothing runs in a project that is still being prepared, or that was deleted, for good or for a while (soft-deleted).',
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
  fix: (facts) => {
    const { projectStatus } = facts;
    if (/^(?:preparing|creating)$/.test(projectStatus ?? '')) {
      return [step('Wait some minutes: the project is still being made.')];
    }
    if (/^(?:hard_|deleting|pending_removal|creation_failed)/.test(projectStatus ?? '')) {
      return [personStep('It cannot be brought back: create a project, and deploy there.')];
    }
    const restore = ce('project restore', named(facts));
    if (projectStatus === 'soft_deleted') {
      return [step('Restore it, which works for seven days after it was deleted.', restore)];
    }
    return [
      step(
        'Look at the project; one that was just created needs some minutes.',
        ce('project get', named(facts)),
      ),
      step('If it is soft-deleted, restore it.', restore),
    ];
  },
  doc: codeEngineDoc('manage-project'),
  cases: ['P-3'],
});

const named = ({ project, projectId }: RemedyFacts) =>
  projectId === undefined ? { name: project ?? 'PROJECT_NAME' } : { id: projectId };
