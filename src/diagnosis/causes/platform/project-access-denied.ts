import { iam } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { personStep, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'project-access-denied',
  title: 'The login is not allowed to read the project',
  headline: (facts) => naming`The bot’s API key is not allowed to read project ${facts.project}`,
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'why',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    verb: 'could not be looked at',
  },
  meaning:
    'The login of ce-image lacks the roles, platform role Viewer and service role Reader at least, or a context-based restriction on Code Engine does not let it in from where it runs.',
  shows: '403, or a project that is not listed.',
  phrases: [
    /\b(?:not have|lacks?|without|missing|insufficient) (?:the )?(?:required |necessary |sufficient )?(?:permissions?|access|authorization|roles?)\b.{0,80}\bproject\b/i,
    /\bnot authorized to (?:access|view|read|use) (?:the |this )?project\b/i,
  ],
  proof: 'The API answers 403 or leaves the project out of the list.',
  fix: () => [
    step(
      'Give the login of ce-image, its service ID, the roles Viewer (platform) and Reader (service) on Code Engine; Writer shows events too.',
      iam('service-policy-create', ['SERVICE_ID'], {
        roles: 'Viewer,Reader',
        'service-name': 'codeengine',
      }),
    ),
    personStep(
      'If it has the roles, look for a context-based restriction on Code Engine: its network zone must hold the address that ce-image calls from.',
    ),
  ],
  doc: codeEngineDoc('ts-access-project'),
  cases: ['P-1'],
});
