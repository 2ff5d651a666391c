import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf } from '../../../scripts/corpus';
import { catalogue, causesOfReason, type PlatformReason } from '../../../src/diagnosis/causes/index';
import { stages } from '../../../src/diagnosis/model/cause-id';

const folder = join(__dirname, '../../../src/diagnosis/causes');
const causes = [...catalogue.values()];

describe('every entry of the catalogue', () => {
  test('ids are unique', () => {
    expect(catalogue.size).toBe(new Set(causes.map(({ id }) => id)).size);
    expect(catalogue.size).toBeGreaterThan(100);
  });

  test.each(causes.map((cause) => [cause.id, cause] as const))('%s is complete', (_id, cause) => {
    expect(stages).toContain(cause.stage);
    expect(cause.title).toMatch(/^[A-Z].{5,79}[^.]$/);
    for (const words of [cause.meaning, cause.shows, cause.proof]) expect(words).toMatch(/^.{5,400}[.…`]$/);
    expect(cause.doc).toMatch(
      /^https:\/\/cloud\.ibm\.com\/docs\/(?:codeengine\?topic=codeengine-[a-z-]+|Registry\?topic=Registry-[a-z_-]+)$/,
    );
    const steps = cause.fix({ captured: {} });
    expect(steps.length).toBeGreaterThan(0);
    for (const { text } of steps) expect(text).toMatch(/^[A-Z].{9,300}$/);
  });

  test('a cause that a text can show has examples beside it', () => {
    const bare = causes.filter(
      (cause) => (cause.follows?.length || cause.phrases?.length) && examplesOf(cause).length === 0,
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test('examples stand beside the cause that they are named after', () => {
    const strays = stages
      .map((stage) => join(folder, stage))
      .flatMap((stage) => readdirSync(stage).map((name) => join(stage, name)))
      .filter((file) => file.endsWith('.txt') && !existsSync(file.replace(/txt$/, 'ts')));
    expect(strays).toEqual([]);
  });
});

describe('documented cases', () => {
  const all = [
    ...numbered('I', 20),
    ...numbered('B', 29),
    ...numbered('A', 19),
    ...numbered('J', 14),
    ...numbered('F', 3),
    ...numbered('P', 3),
  ];

  test('all 88 are covered, and no other is claimed', () => {
    const covered = new Set(causes.flatMap(({ cases = [] }) => cases));
    expect(all).toHaveLength(88);
    expect([...covered].sort()).toEqual([...all].sort());
  });
});

function numbered(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${letter}-${at + 1}`);
}

/** Values that tell of no failure. */
const fine: Partial<Record<PlatformReason['of'], readonly string[]>> = {
  project: ['active'],
  build: ['registered'],
  'build-run': ['succeeded', 'running', 'pending'],
  app: ['ready', 'deploying'],
  revision: ['ready', 'deploying'],
  function: ['offline', 'deploying_configuring_routes', 'ready_update_in_progress', 'deploying', 'ready'],
  container: ['ContainerCreating', 'PodInitializing'],
  shipwright: ['Pending', 'Running', 'Succeeded'],
};

/** Values that say that something failed and leave open why: they name no cause, so that nothing is guessed. */
const open: Partial<Record<PlatformReason['of'], readonly string[]>> = {
  'build-run': ['failed', 'failed_to_execute_build_run'],
  revision: ['image_pull_back_off'],
  container: ['ImagePullBackOff', 'ErrImagePull'],
  shipwright: ['Failed', 'BuildRunCanceled'],
  'shipwright-failure': ['GitError'],
};

/** The enums of API v2, and the words of Kubernetes and Shipwright that the facts list. */
const values: Record<PlatformReason['of'], readonly string[]> = {
  project:
    'active inactive pending_removal hard_deleting hard_deletion_failed hard_deleted deleting deletion_failed soft_deleted preparing creating creation_failed'.split(
      ' ',
    ),
  build:
    'registered strategy_not_found cluster_build_strategy_not_found set_owner_reference_failed spec_source_secret_not_found spec_output_secret_ref_not_found spec_runtime_secret_ref_not_found multiple_secret_ref_not_found runtime_paths_can_not_be_empty remote_repository_unreachable failed'.split(
      ' ',
    ),
  'build-run':
    'succeeded running pending failed_to_execute_build_run exceeded_ephemeral_storage missing_registry_access missing_code_repo_access missing_secrets unknown_strategy invalid_build_configuration pod_evicted_because_of_storage_quota_exceeds pod_evicted missing_task_run task_run_generation_failed build_not_found timeout failed'.split(
      ' ',
    ),
  app: 'ready deploying waiting_for_resources no_revision_ready ready_but_latest_revision_failed'.split(' '),
  revision:
    'ready waiting deploying deploying_waiting_for_resources initial_scale_never_achieved fetch_image_failed_unknown_manifest fetch_image_failed_unknown_repository fetch_image_failed_registry_not_found fetch_image_failed_missing_pull_secret fetch_image_failed_wrong_pull_credentials fetch_image_failed_missing_pull_credentials container_failed_exit_code_0 container_failed_exit_code_1 container_failed_exit_code_24 container_failed_exit_code_139 image_pull_back_off invalid_tar_header_image_pull_err'.split(
      ' ',
    ),
  function:
    'offline deploying_configuring_routes ready_update_in_progress deploying ready_last_update_failed ready unknown_reason no_code_bundle'.split(
      ' ',
    ),
  'job-run-index':
    'ContainerExitedCode ContainerExitedCode1 ContainerExitedCode137 ExceededEphemeralStorage ExecutableNotFound MaxExecutionTimeExceeded OOMKilled'.split(
      ' ',
    ),
  container:
    'ContainerCreating PodInitializing ImagePullBackOff ErrImagePull InvalidImageName ErrImageNeverPull CreateContainerConfigError CreateContainerError RunContainerError ContainerCannotRun StartError OOMKilled CrashLoopBackOff Error Completed Evicted'.split(
      ' ',
    ),
  pod: ['Evicted', 'DeadlineExceeded', 'NodeLost', 'Preempting'],
  shipwright:
    'Pending Running BuildRunCanceled Succeeded Failed BuildRunTimeout UnknownStrategyKind ClusterBuildStrategyNotFound BuildStrategyNotFound SetOwnerReferenceFailed TaskRunIsMissing TaskRunGenerationFailed MissingParameterValues RestrictedParametersInUse UndefinedParameter WrongParameterValueType InconsistentParameterValues EmptyArrayItemParameterValues IncompleteConfigMapValueParameterValues IncompleteSecretValueParameterValues ServiceAccountNotFound BuildRegistrationFailed BuildNotFound BuildRunNameInvalid BuildRunNoRefOrSpec BuildRunAmbiguousBuild BuildRunBuildFieldOverrideForbidden UndefinedStepResource InvalidPlatform NodeSelectorPlatformConflict ExecutorNotPipelineRun NodePlatformNotFound PodEvicted StepOutOfMemory SpecSourceSecretRefNotFound SpecOutputSecretRefNotFound SpecBuilderSecretRefNotFound MultipleSecretRefNotFound RemoteRepositoryUnreachable BuildNameInvalid SpecEnvNameCanNotBeBlank SpecEnvValueCanNotBeBlank RuntimePathsCanNotBeEmpty VolumeDoesNotExist VolumeNotOverridable UndefinedVolume OutputTimestampNotSupported OutputTimestampNotValid NodeSelectorNotValid TolerationNotValid SchedulerNameNotValid'.split(
      ' ',
    ),
  'shipwright-failure':
    'GitAuthInvalidUserOrPass GitAuthInvalidKey GitRevisionNotFound GitRemoteRepositoryNotFound GitRemoteRepositoryPrivate GitBasicAuthIncomplete GitSSHAuthUnexpected GitSSHAuthExpected AuthUnexpectedHTTP GitError'.split(
      ' ',
    ),
};

describe('structured reasons', () => {
  const rows = Object.entries(values).flatMap(([of, words]) =>
    words.map((word) => [of as PlatformReason['of'], word] as const),
  );

  test.each(rows)('%s %s names a cause, or is known to name none', (of, word) => {
    const names = causesOfReason(of, word).length > 0;
    const silent = (fine[of] ?? []).includes(word) || (open[of] ?? []).includes(word);
    expect({ names, silent }).toEqual({ names: !silent, silent });
  });

  test('decisive words come before symptoms', () => {
    const found = causesOfReason('revision', 'fetch_image_failed_unknown_manifest');
    expect(found[0]).toEqual({ cause: 'image-tag-not-found', strength: 'decisive' });
  });

  test('an unheard word names nothing', () => {
    expect(causesOfReason('build-run', 'sunspots')).toEqual([]);
  });
});
