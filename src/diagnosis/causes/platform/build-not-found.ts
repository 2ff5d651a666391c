import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { naming } from '../shared/headline';

export default defineCause({
  id: 'build-not-found',
  title: 'The build configuration does not exist any more',
  headline: (facts) => naming`Build ${facts.build} does not exist any more`,
  stage: 'platform',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing', leavesOpen: 'nothing', beforePod: true },
  meaning: 'The build run refers to a build that was deleted or never existed.',
  shows: 'Reason `build_not_found`.',
  reasons: [
    { of: 'build-run', value: 'build_not_found', strength: 'decisive' },
    { of: 'shipwright', value: 'BuildNotFound', strength: 'decisive' },
  ],
  phrases: [
    /\b[Bb]uild (?:with (?:the )?name )?['"][\w.-]{1,63}['"] (?:does not exist|was not found|could not be found|is not found|not found)\b/,
    /\bbuilds?(?:\.[a-z]{1,20}){1,3} "[\w.-]{1,63}" not found\b|\bbuilds "[\w.-]{1,63}" not found\b/i,
  ],
  proof: 'The project’s list of builds does not have the name.',
  fix: () => [
    step('See which builds exist.', ce('build list', {})),
    step('Run one of them.', ce('buildrun submit', { build: 'OTHER_BUILD' })),
  ],
  doc: codeEngineDoc('troubleshoot-build'),
  cases: ['B-1'],
});
