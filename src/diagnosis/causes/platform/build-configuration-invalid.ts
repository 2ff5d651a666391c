import { ce } from '../../remedy/command';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { rerun, setBuild, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { caseWords, ownWords } from '../shared/headline';

export default defineCause({
  id: 'build-configuration-invalid',
  title: 'The build’s configuration is not valid',
  headline: (facts) => caseWords(facts) ?? ownWords(facts),
  stage: 'platform',
  traits: {
    breaks: 'workload',
    says: 'what-happened',
    ofRegistry: 'nothing',
    leavesOpen: 'nothing',
    beforePod: true,
  },
  meaning:
    'The platform refuses the build before any step runs: a parameter, a reference or an option is wrong.',
  shows:
    'Reasons such as `invalid_build_configuration`, `task_run_generation_failed`, `runtime_paths_can_not_be_empty`.',
  reasons: [
    { of: 'build', value: 'set_owner_reference_failed', strength: 'symptom' },
    { of: 'build', value: 'runtime_paths_can_not_be_empty', strength: 'decisive' },
    { of: 'build', value: 'failed', strength: 'symptom' },
    { of: 'build-run', value: 'invalid_build_configuration', strength: 'decisive' },
    { of: 'build-run', value: 'task_run_generation_failed', strength: 'decisive' },
    {
      of: 'shipwright',
      value:
        /^(?:SetOwnerReferenceFailed|TaskRunGenerationFailed|MissingParameterValues|RestrictedParametersInUse|UndefinedParameter|WrongParameterValueType|InconsistentParameterValues|EmptyArrayItemParameterValues|Incomplete(?:ConfigMap|Secret)ValueParameterValues|ServiceAccountNotFound|BuildRegistrationFailed|BuildRunNameInvalid|BuildRunNoRefOrSpec|BuildRunAmbiguousBuild|BuildRunBuildFieldOverrideForbidden|UndefinedStepResource|InvalidPlatform|NodeSelectorPlatformConflict|ExecutorNotPipelineRun|NodePlatformNotFound|BuildNameInvalid|SpecEnv\w{1,60}|RuntimePathsCanNotBeEmpty|Volume(?:DoesNotExist|NotOverridable)|UndefinedVolume|Trigger\w{1,60}|OutputTimestamp\w{1,20}|NodeSelectorNotValid|TolerationNotValid|SchedulerNameNotValid)$/,
      strength: 'decisive',
    },
  ],
  phrases: [
    /\b(?:RestrictedParametersInUse|UndefinedParameter|MissingParameterValues|BuildRegistrationFailed|TaskRunGenerationFailed)\b/,
  ],
  proof: 'The platform’s reason.',
  fix: (facts) => [
    step('Look at the configuration.', ce('build get', { name: facts.build ?? 'BUILD_NAME' })),
    setBuild(facts, 'Correct what the reason names, for example the address of the source.', {
      source: 'REPOSITORY_URL',
    }),
    rerun(facts),
  ],
  doc: codeEngineDoc('troubleshoot-build'),
  cases: ['B-1'],
});
