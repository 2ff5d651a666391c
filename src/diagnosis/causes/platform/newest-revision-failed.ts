import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'newest-revision-failed',
  title: 'The newest revision failed; an older one serves',
  headline: (facts) => naming`Revision ${facts.revision} failed; an older one serves`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'what-happened', ofRegistry: 'nothing', followsFromFailedBuild: true },
  meaning: 'The app answers with its last good revision. What stops the newest one is a cause of its own.',
  shows: '“Ready (with warnings)”, reason `ready_but_latest_revision_failed`.',
  reasons: [
    { of: 'app', value: 'ready_but_latest_revision_failed', strength: 'symptom' },
    { of: 'app', value: 'no_revision_ready', strength: 'symptom' },
  ],
  proof: 'The latest created and the latest ready revision differ.',
  fix: (facts) => [
    step('Look at the newest revision.', ce('revision get', { name: facts.revision ?? 'REVISION_NAME' })),
    step('Look at its events.', ce('revision events', { revision: facts.revision ?? 'REVISION_NAME' })),
  ],
  doc: codeEngineDoc('troubleshoot-apps'),
  cases: ['A-18'],
});
