/** Shown by the platform's state or by a check, seldom by a message. */

import type { WorkloadKind } from '../model/subject';
import { codeEngineDoc } from '../remedy/doc-pages';
import { listImages, mendedName, publicName, setImage, withTag } from '../remedy/registry-steps';
import { ce, cr, iam, type RemedyFacts } from '../remedy/remedy';
import {
  buildAndDeploy,
  buildLogs,
  isBuild,
  moreMemory,
  moreStorage,
  rerun,
  type Steps,
  setBuild,
  setWorkload,
  showWorkload,
  step,
  tryAgain,
  workloadEvents,
  workloadLogs,
} from '../remedy/steps';
import { lessMemory, listNames, moreJobTime, setCommand, setProbe } from '../remedy/workload-steps';
import { defineCause } from './cause';
import { during, words } from './wordings';

const createPage = codeEngineDoc('ts-app-create-fails');
const functionPage = codeEngineDoc('troubleshoot-function');

/** The page on troubles of this kind of resource. */
function troubleshooting(kind: WorkloadKind | undefined): string {
  switch (kind) {
    case 'build':
    case 'buildrun':
      return 'troubleshoot-build';
    case 'app':
      return 'troubleshoot-apps';
    case 'job':
    case 'jobrun':
      return 'troubleshoot-job';
    case 'function':
      return 'troubleshoot-function';
    case undefined:
      return 'troubleshoot-images';
  }
}

/** Whether the bundle is still to be had: a deleted image stays in the trash for 30 days. */
function restoreBundle(facts: RemedyFacts): Steps {
  if (facts.image === undefined) {
    return [step('Look at the function.', ce('function get', { name: facts.function ?? 'FUNCTION_NAME' }))];
  }
  return [
    step(
      'See whether the bundle is in the trash, where deleted images stay for 30 days.',
      cr('trash-list', [], { restrict: facts.namespace }),
    ),
    step('If it is, restore it.', cr('image-restore', [publicName(facts.image)])),
    step(
      'Then load it again.',
      ce('function update', { name: facts.function ?? 'FUNCTION_NAME', 'code-bundle': facts.image }),
    ),
    listImages(facts, 'Otherwise see which versions there are.'),
  ];
}

export const platformCauses = [
  defineCause({
    id: 'reserved-directory',
    title: 'The application lies in a directory that the system needs',
    stage: 'platform',
    meaning:
      'The Dockerfile copies the application to a reserved directory such as `/bin`, `/dev`, `/etc`, `/lib`, `/proc`, `/run`, `/sys`, `/usr`, `/var` or `/workspace`, where it clashes with files of the system.',
    shows:
      'Files that are missing or replaced in the running container, or a COPY that fails because such a directory is a link in the base image.',
    patterns: [
      {
        match:
          /cannot copy to non-directory: \S{0,300}\/(?<directory>bin|dev|etc|lib|lib64|proc|run|sbin|sys|usr|var|workspace)(?![\w/-])/i,
        phase: ['build'],
        weight: 80,
      },
    ],
    proof: 'The Dockerfile’s COPY and WORKDIR lines.',
    fix: (facts) => [
      step(
        'In the Dockerfile let COPY and WORKDIR name a directory of the application’s own, for example /app.',
      ),
      ...buildAndDeploy(facts),
    ],
    doc: codeEngineDoc('dockerfile'),
    cases: ['B-28'],
  }),
  defineCause({
    id: 'build-strategy-unknown',
    title: 'The build strategy does not exist',
    stage: 'platform',
    meaning:
      'The build names a strategy that the cluster does not have; Code Engine knows `dockerfile` and `buildpacks`.',
    shows: 'Reasons `strategy_not_found`, `cluster_build_strategy_not_found`, `unknown_strategy`.',
    reasons: [
      { of: 'build', value: 'strategy_not_found', strength: 'decisive' },
      { of: 'build', value: 'cluster_build_strategy_not_found', strength: 'decisive' },
      { of: 'build-run', value: 'unknown_strategy', strength: 'decisive' },
      {
        of: 'shipwright',
        value: /^(?:UnknownStrategyKind|(?:Cluster)?BuildStrategyNotFound)$/,
        strength: 'decisive',
      },
    ],
    patterns: words(
      90,
      /\b(?:Cluster)?BuildStrategyNotFound\b|\bUnknownStrategyKind\b|\b(?:cluster)?BuildStrategy .{1,120} (?:does not exist|not found)/i,
      /\b(?:cluster)?buildstrateg(?:y|ies)\.[a-z.]{3,40} "[\w.-]{1,63}" not found\b|\bunknown (?:build )?strategy(?: kind)?:? ["']?[\w.-]{1,63}/i,
    ),
    proof: 'The platform’s reason.',
    fix: (facts) => [
      setBuild(facts, 'Choose a strategy that exists.', { strategy: 'dockerfile' }),
      rerun(facts),
    ],
    doc: codeEngineDoc('plan-build'),
    cases: ['B-1'],
  }),
  defineCause({
    id: 'build-configuration-invalid',
    title: 'The build’s configuration is not valid',
    stage: 'platform',
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
    patterns: words(
      72,
      /\b(?:RestrictedParametersInUse|UndefinedParameter|MissingParameterValues|BuildRegistrationFailed|TaskRunGenerationFailed)\b/,
    ),
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
  }),
  defineCause({
    id: 'build-not-found',
    title: 'The build configuration does not exist any more',
    stage: 'platform',
    meaning: 'The build run refers to a build that was deleted or never existed.',
    shows: 'Reason `build_not_found`.',
    reasons: [
      { of: 'build-run', value: 'build_not_found', strength: 'decisive' },
      { of: 'shipwright', value: 'BuildNotFound', strength: 'decisive' },
    ],
    patterns: words(
      88,
      /\b[Bb]uild (?:with (?:the )?name )?['"][\w.-]{1,63}['"] (?:does not exist|was not found|could not be found|is not found|not found)\b/,
      /\bbuilds?(?:\.[a-z]{1,20}){1,3} "[\w.-]{1,63}" not found\b|\bbuilds "[\w.-]{1,63}" not found\b/i,
    ),
    proof: 'The project’s list of builds does not have the name.',
    fix: () => [
      step('See which builds exist.', ce('build list', {})),
      step('Run one of them.', ce('buildrun submit', { build: 'OTHER_BUILD' })),
    ],
    doc: codeEngineDoc('troubleshoot-build'),
    cases: ['B-1'],
  }),
  defineCause({
    id: 'build-run-evicted',
    title: 'The build run was evicted from its node',
    stage: 'platform',
    meaning:
      'The platform took the pod off its node, for maintenance or for want of resources. The build itself may be fine.',
    shows: 'Reason `pod_evicted`.',
    reasons: [
      { of: 'build-run', value: 'pod_evicted', strength: 'decisive' },
      { of: 'shipwright', value: 'PodEvicted', strength: 'decisive' },
      {
        of: 'pod',
        value: /^(?:Evicted|NodeLost|Preempting|Terminated|Shutdown|NodeShutdown)$/,
        strength: 'symptom',
      },
      { of: 'container', value: 'Evicted', strength: 'symptom' },
    ],
    proof: 'The platform’s reason.',
    ruleOut: ['the limit of ephemeral storage'],
    fix: (facts) => [
      tryAgain(isBuild(facts) || facts.kind === undefined ? { ...facts, kind: 'build' } : facts),
    ],
    doc: codeEngineDoc('troubleshoot-build'),
    cases: ['B-1'],
  }),
  defineCause({
    id: 'build-run-not-started',
    title: 'The build run has not started',
    stage: 'platform',
    meaning:
      'The run was accepted, and its pod was never made or waits for room: quotas, a missing task, or the cluster is busy.',
    shows: 'Reason `pending` for long, or `missing_task_run`.',
    reasons: [
      { of: 'build-run', value: 'missing_task_run', strength: 'decisive' },
      { of: 'shipwright', value: 'TaskRunIsMissing', strength: 'decisive' },
    ],
    proof: 'The run has no pod.',
    ruleOut: ['a quota of the project'],
    fix: (facts) => [
      step(
        'Look at the events of the run.',
        ce('buildrun events', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }),
      ),
      step(
        'Look at the quotas of the project.',
        ce('project get', { name: facts.project ?? 'PROJECT_NAME' }),
      ),
      rerun(facts),
    ],
    doc: codeEngineDoc('troubleshoot-build'),
    cases: ['B-25'],
  }),
  defineCause({
    id: 'build-run-removed',
    title: 'Code Engine has no such build run (any more)',
    stage: 'platform',
    meaning:
      'Code Engine removes finished build runs after hours to a week. Runs without a build configuration are never shown in the console.',
    shows: 'The run cannot be found.',
    proof: 'The API answers 404 for the run.',
    fix: (facts) => [
      step('See which runs are left.', ce('buildrun list', { build: facts.build, 'sort-by': 'age' })),
      step('Look for its log in IBM Cloud Logs, where it is sent to one.'),
      rerun(facts),
    ],
    doc: codeEngineDoc('build-run'),
    cases: ['B-26'],
  }),
  defineCause({
    id: 'job-run-removed',
    title: 'Code Engine has no such job run (any more)',
    stage: 'platform',
    meaning:
      'Code Engine removes finished job runs: after a week, or after 10 minutes when a subscription or a notification started them.',
    shows: 'The job run cannot be found.',
    proof: 'The API answers 404 for the run.',
    fix: (facts) => [
      step('See which runs are left.', ce('jobrun list', { job: facts.job, 'sort-by': 'age' })),
      step('Look for its log in IBM Cloud Logs, where it is sent to one.'),
      step('Submit it again.', ce('jobrun submit', { job: facts.job ?? 'JOB_NAME' })),
    ],
    doc: codeEngineDoc('ts-jobrun-deleted'),
    cases: ['J-13'],
  }),
  defineCause({
    id: 'waiting-for-build',
    title: 'The app waits for its image build',
    stage: 'platform',
    meaning: 'The app was made from source, and its build has not finished, or has failed.',
    shows: 'Reason `waiting`.',
    reasons: [{ of: 'revision', value: 'waiting', strength: 'symptom' }],
    proof: 'The app names a build run that has not succeeded.',
    fix: (facts) => [
      step('Look at the build run.', ce('buildrun get', { name: facts.buildRun ?? 'BUILD_RUN_NAME' })),
      buildLogs(facts, 'Read its log.'),
    ],
    doc: codeEngineDoc('ts-app-neverready'),
    cases: ['A-9', 'A-10'],
  }),
  defineCause({
    id: 'waiting-for-resources',
    title: 'The workload waits for CPU and memory',
    stage: 'platform',
    meaning:
      'The platform has no room for the instance yet: a quota of the project, or the capacity of the moment.',
    shows:
      'Reasons `waiting_for_resources`, `deploying_waiting_for_resources`; `0/… nodes are available: insufficient memory`.',
    reasons: [
      { of: 'app', value: 'waiting_for_resources', strength: 'decisive' },
      { of: 'revision', value: 'deploying_waiting_for_resources', strength: 'decisive' },
    ],
    patterns: words(
      70,
      /\bnodes are available: .{0,300}[Ii]nsufficient (?:cpu|memory|ephemeral-storage)\b/,
      /\bFailedScheduling\b.{0,300}[Ii]nsufficient\b/,
    ),
    proof: 'The platform’s reason.',
    ruleOut: ['a quota of the project'],
    fix: (facts) => [
      step(
        'Look at the quotas of the project.',
        ce('project get', { name: facts.project ?? 'PROJECT_NAME' }),
      ),
      lessMemory(facts),
    ],
    doc: codeEngineDoc('limits'),
    cases: ['A-6'],
  }),
  defineCause({
    id: 'newest-revision-failed',
    title: 'The newest revision failed; an older one serves',
    stage: 'platform',
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
  }),
  defineCause({
    id: 'app-exits-cleanly',
    title: 'The program ends by itself: it should be a job',
    stage: 'platform',
    meaning:
      'The container ended with exit code 0. An app must keep answering requests; work that ends belongs in a job.',
    shows: 'Reason `container_failed_exit_code_0`.',
    reasons: [
      { of: 'revision', value: 'container_failed_exit_code_0', strength: 'decisive' },
      { of: 'container', value: 'Completed', strength: 'symptom' },
    ],
    proof: 'The container’s last state: exit code 0.',
    ruleOut: ['a Python image of a buildpack without a Procfile'],
    fix: (facts) => [
      step(
        'Run it as a job.',
        ce('job create', {
          name: facts.app ?? 'JOB_NAME',
          image: facts.image ?? 'REGISTRY/NAMESPACE/REPOSITORY:TAG',
          'registry-secret': facts.registrySecret,
        }),
      ),
      step('Submit it.', ce('jobrun submit', { job: facts.app ?? 'JOB_NAME' })),
      step(
        'When the job does its work, delete the app; it cannot be undone.',
        ce('app delete', { name: facts.app ?? 'APP_NAME' }),
      ),
      step(
        'Or keep the app, and let the program listen for HTTP requests on the port of the environment variable PORT.',
      ),
    ],
    doc: codeEngineDoc('ts-app-end'),
    cases: ['A-11'],
  }),
  defineCause({
    id: 'container-restarts',
    title: 'The container is started again and again',
    stage: 'platform',
    meaning:
      'The instance keeps restarting: an error in the program, too little memory or disk, or now and then maintenance of the platform.',
    shows: 'A high restart count.',
    proof: 'The number of restarts and the last state of the instance.',
    fix: (facts) => [
      workloadLogs(facts),
      workloadEvents(facts, 'Look at the events.'),
      moreMemory(facts, ', if that is what runs out'),
      moreStorage(facts, 'Or, if that is what runs out, raise the ephemeral storage'),
    ],
    doc: codeEngineDoc('ts-app-restart'),
    cases: ['A-15', 'A-17'],
  }),
  defineCause({
    id: 'probe-misconfigured',
    title: 'The probe asks for something that the program does not have',
    stage: 'platform',
    meaning:
      'A readiness or liveness probe is configured with a path or port that the program does not serve.',
    shows: 'Probes that fail with a status such as 404 while the program listens.',
    // The program answers, and says that it has no such path.
    patterns: words(87, /\bprobe failed: HTTP probe failed with statuscode: 4(?:0[0-7]|1\d)\b/i),
    proof: 'The probe’s path answers 404, or its port differs from the program’s.',
    fix: (facts) => [
      setProbe(facts),
      setWorkload(
        { ...facts, kind: 'app' },
        'Or go back to the default, which only asks whether the port is open.',
        {
          [facts.probe?.use === 'live' ? 'probe-live-clear' : 'probe-ready-reset']: true,
        },
      ),
    ],
    doc: codeEngineDoc('app-probes'),
    cases: ['A-19'],
  }),
  defineCause({
    id: 'job-time-limit',
    title: 'The job run took longer than its time limit',
    stage: 'platform',
    meaning: 'An instance was stopped at the maximum execution time.',
    shows: '`MaxExecutionTimeExceeded`.',
    reasons: [
      { of: 'job-run-index', value: 'MaxExecutionTimeExceeded', strength: 'decisive' },
      { of: 'container', value: 'MaxExecutionTimeExceeded', strength: 'decisive' },
      { of: 'pod', value: 'DeadlineExceeded', strength: 'decisive' },
    ],
    patterns: words(
      90,
      /\bMaxExecutionTimeExceeded\b/,
      /\bJob was active longer than (?:the )?specified deadline\b/i,
    ),
    proof: 'The platform’s reason.',
    fix: (facts) => [
      moreJobTime(facts),
      step('If it still takes too long, split the work over several instances with an array of indices.'),
    ],
    doc: codeEngineDoc('ts-jobrun-doesnotcomplete'),
    cases: ['J-4'],
  }),
  defineCause({
    id: 'job-arguments-invalid',
    title: 'The job’s command or arguments are wrong',
    stage: 'platform',
    meaning: 'The program was started with commands or arguments that it does not take; their order matters.',
    shows: 'A usage text or “unknown option” in the log.',
    patterns: during(
      ['run', 'pull'],
      words(
        62,
        /\b(?:unrecognized|unknown|invalid) (?:command[- ]line )?(?:option|argument)s?\b.{0,120}/i,
        /\b(?:error: )?the following arguments are required:/i,
      ),
    ),
    proof: 'The command and arguments of the run.',
    fix: (facts) => [
      step('See command and arguments.', ce('jobrun get', { name: facts.jobRun ?? 'JOB_RUN_NAME' })),
      setCommand(facts),
      setWorkload({ ...facts, kind: 'jobrun' }, 'Or go back to what the image starts by itself.', {
        'commands-clear': true,
        'arguments-clear': true,
      }),
    ],
    doc: codeEngineDoc('ts-jobrun-doesnotcomplete'),
    cases: ['J-9'],
  }),
  defineCause({
    id: 'job-run-rejected',
    title: 'The job run was refused when it was submitted',
    stage: 'platform',
    meaning:
      'A run of that name exists, the job does not, the image differs from the job’s, or the definition is larger than 10 KiB.',
    shows: '`Failed to create job run`.',
    patterns: words(88, /\bFailed to create job ?run\b/i),
    proof: 'The API’s answer at submission.',
    fix: (facts) => [
      step('See which runs exist.', ce('jobrun list', {})),
      step(
        'Submit without a name: one that is free is made.',
        ce('jobrun submit', { job: facts.job ?? 'JOB_NAME' }),
      ),
      step('Keep long arguments and variables in a config map or secret.'),
    ],
    doc: codeEngineDoc('ts-jobrun-submit-fails-cli'),
    cases: ['J-11'],
  }),
  defineCause({
    id: 'daemon-exit-zero',
    title: 'The daemon job ended with exit code 0 and is not started again',
    stage: 'platform',
    meaning: 'In daemon mode exit code 0 counts as a wish to stop.',
    shows: 'A daemon job run that is completed.',
    proof: 'The run mode is `daemon` and the exit code 0.',
    fix: (facts) => [
      step('Let the program end with another code when it should be started again.'),
      step('Submit it again.', ce('jobrun submit', { job: facts.job ?? 'JOB_NAME' })),
    ],
    doc: codeEngineDoc('ts-jobrun-daemon'),
    cases: ['J-12'],
  }),
  defineCause({
    id: 'name-taken',
    title: 'The name is already in use in the project',
    stage: 'platform',
    meaning: 'A resource of this kind and name exists.',
    shows: '`Application … already exists within project …, please select a unique name.`',
    patterns: words(
      88,
      /\balready exists within project\b/i,
      /\b(?:select|use|choose) a unique name\b/i,
      /\b(?:application|app|build|build ?run|job|job ?run|function|secret|config ?map|project)(?: with(?: the)? name)? ['"][\w.-]{1,63}['"] already exists\b/i,
      /\b[a-z]{3,30}(?:\.[a-z.]{3,60})? "[\w.-]{1,63}" already exists$/,
    ),
    proof: 'The project’s list has the name.',
    fix: (facts) => [
      listNames(facts),
      step('Choose another name, or change what has the name instead of creating it again.'),
    ],
    doc: createPage,
    cases: ['A-1'],
  }),
  defineCause({
    id: 'name-invalid',
    title: 'The name is not allowed',
    stage: 'platform',
    meaning:
      'Names consist of small letters, digits and dashes, begin with a letter and end with a letter or digit.',
    shows: '`An application name must consist of lowercase alphanumeric characters …`',
    patterns: words(
      88,
      /\bname must consist of lower ?case alphanumeric\b/i,
      /\b(?:a (?:lowercase )?RFC 1123 (?:label|subdomain)|a DNS-10(?:35|123) label) must consist of\b/i,
    ),
    proof: 'The API’s answer.',
    fix: () => [step('Choose another name, for example shop-api instead of Shop_API.')],
    doc: createPage,
    cases: ['A-2'],
  }),
  defineCause({
    id: 'resources-invalid',
    title: 'CPU and memory do not go together or are out of bounds',
    stage: 'platform',
    meaning: 'Code Engine has fixed pairs of CPU and memory, up to 12 vCPU and 48 GB.',
    shows: '`memory parameter must be between …`.',
    patterns: words(
      88,
      /\b(?:memory|cpu) parameter must be between\b/i,
      /\bCPU and memory (?:combination|pair)\b.{0,80}(?:invalid|not (?:valid|supported))/i,
      /\b(?:invalid|unsupported) CPU and memory (?:combination|pair)\b/i,
    ),
    proof: 'The API’s answer.',
    fix: (facts) => [
      setWorkload(facts, 'Choose a valid pair, for example 1 vCPU and 4 GB.', { cpu: 1, memory: '4G' }),
    ],
    doc: createPage,
    cases: ['A-5'],
  }),
  defineCause({
    id: 'function-bundle-invalid',
    title: 'The function’s code bundle cannot be loaded',
    stage: 'platform',
    meaning:
      'The bundle’s reference or its registry secret is not valid. It must stay in IBM Container Registry as long as the function lives.',
    shows: 'Reasons `no_code_bundle`, `ready_last_update_failed`.',
    reasons: [
      { of: 'function', value: 'no_code_bundle', strength: 'decisive' },
      { of: 'function', value: 'ready_last_update_failed', strength: 'symptom' },
      { of: 'function', value: 'unknown_reason', strength: 'symptom' },
    ],
    // What the runtimes say when a bundle holds nothing that they can start.
    patterns: words(
      91,
      /\bMissing main\/no code to execute\b/i,
      /\bInitiali[sz]ation has failed due to: .{0,200}(?:Cannot find module|No module named|not defined|not found)/i,
      /\b(?:Zip file|zip|bundle|archive) (?:does not include|did not contain|must contain) .{0,80}(?:__main__|index\.js|package\.json|main)/i,
    ),
    proof: 'The platform’s reason, and the registry’s answer for the bundle.',
    fix: (facts) => [
      ...restoreBundle(facts),
      setImage(
        { ...facts, kind: 'function' },
        facts.image === undefined
          ? 'Name a bundle that exists in IBM Container Registry.'
          : 'Or name one of them.',
        {
          image: facts.image === undefined ? mendedName(facts) : withTag(facts),
          secret: facts.registrySecret ? undefined : 'SECRET_NAME',
        },
      ),
    ],
    doc: functionPage,
    cases: ['F-1'],
  }),
  defineCause({
    id: 'function-invocation-error',
    title: 'Calling the function fails',
    stage: 'platform',
    meaning:
      'The call was answered with an error: 422 the code is not valid, 424 the function failed, 413 the payload is too large, 429 too many calls, 507 no storage, 299 a time-out.',
    shows: 'An HTTP status from 409 on, with the header `x-faas-actionstatus`.',
    patterns: words(
      93,
      /\bx-faas-action-?status: ?[45]\d\d\b/i,
      /\bThe function code could not be initiali[sz]ed\b/i,
      /"status": ?"(?:application|action developer|whisk internal) error"/i,
      /\bThe action did not (?:initialize or run as expected|produce a valid response|return a dictionary)/i,
      /\b(?:action|function) exceeded its (?:time|memory) limits?\b/i,
      /\bfunction .{0,80}(?:invocation|could not be invoked).{0,60}(?:fail|error)/i,
    ),
    proof: 'The status of the call.',
    fix: (facts) => [
      step(
        'Correct the code that the answer names, and update the function in the directory of its source.',
        ce('function update', { name: facts.function ?? 'FUNCTION_NAME', 'build-source': '.' }),
      ),
    ],
    doc: codeEngineDoc('fun-work'),
    cases: ['F-2'],
  }),
  defineCause({
    id: 'function-runtime-unsupported',
    title: 'The function’s runtime is no longer supported',
    stage: 'platform',
    meaning: 'The runtime was retired; the function must move to a newer one.',
    shows: 'A runtime that the list of runtimes does not have.',
    patterns: words(
      88,
      /\bruntime ['"]?[a-z]{2,12}-[\d.]{1,8}['"]? is (?:not (?:supported|available|valid)|no longer supported|unsupported|deprecated and)/i,
      /\b(?:unknown|invalid|unsupported) (?:function )?(?:kind|runtime):? ['"]?[a-z]{2,12}[-:][\d.]{1,8}/i,
      /\bkind ['"]?[a-z]{2,12}:[\d.]{1,8}['"]? (?:is )?not in Set\b/i,
    ),
    proof: 'The list of runtimes.',
    fix: (facts) => [
      step('See the runtimes.', ce('function runtimes', {})),
      step(
        `Move to ${facts.captured.runtime || 'one of them'}${facts.image ? ', and build the code for it in the directory of its source' : ''}.`,
        ce('function update', {
          name: facts.function ?? 'FUNCTION_NAME',
          runtime: facts.captured.runtime || 'RUNTIME',
          // Code that is kept inline is not built.
          'build-source': facts.image ? '.' : undefined,
        }),
      ),
    ],
    doc: functionPage,
    cases: ['F-3'],
  }),
  defineCause({
    id: 'project-access-denied',
    title: 'The login is not allowed to read the project',
    stage: 'platform',
    meaning: 'The login lacks the roles: platform role Viewer and service role Reader at least.',
    shows: '403, or a project that is not listed.',
    patterns: words(
      88,
      /\b(?:not have|lacks?|without|missing|insufficient) (?:the )?(?:required |necessary |sufficient )?(?:permissions?|access|authorization|roles?)\b.{0,80}\bproject\b/i,
      /\bnot authorized to (?:access|view|read|use) (?:the |this )?project\b/i,
    ),
    proof: 'The API answers 403 or leaves the project out of the list.',
    fix: () => [
      step(
        'Give the login of this app the roles Viewer (platform) and Reader (service) on Code Engine; Writer shows events too.',
        iam('service-policy-create', ['SERVICE_ID'], {
          roles: 'Viewer,Reader',
          'service-name': 'codeengine',
        }),
      ),
      step('See which projects it can read.', ce('project list', {})),
    ],
    doc: codeEngineDoc('ts-access-project'),
    cases: ['P-1'],
  }),
  defineCause({
    id: 'project-create-refused',
    title: 'The project cannot be created',
    stage: 'platform',
    meaning:
      'The name is taken, the roles are missing, or the region already has 20 projects of the account.',
    shows: 'An error of `project create`.',
    patterns: words(
      88,
      /\bproject (?:could not|cannot|can't) be created\b|\bfailed to create (?:the )?project\b/i,
    ),
    proof: 'The API’s answer.',
    fix: () => [
      step('See the projects of the region.', ce('project list', {})),
      step('Choose another name.', ce('project create', { name: 'NEW_PROJECT_NAME' })),
    ],
    doc: codeEngineDoc('ts-create-project'),
    cases: ['P-2'],
  }),
  defineCause({
    id: 'project-not-active',
    title: 'The project is not active',
    stage: 'platform',
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
    patterns: words(
      88,
      /\bProject is not (?:yet )?active\b/i,
      /\bproject ['"]?[\w.-]{1,100}['"]? is (?:in (?:the )?(?:state|status) )?['"]?(?:soft_deleted|hard_deleted|pending_removal|deleting|inactive|creation_failed|deletion_failed)\b/i,
    ),
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
  }),
  defineCause({
    id: 'unknown',
    title: 'The cause is not known',
    stage: 'platform',
    meaning:
      'Something failed, and the evidence does not say why. The most telling lines are shown instead of a guess.',
    shows: 'An error that the catalogue does not know.',
    proof: 'Nothing proves it: that is what the word says.',
    fix: (facts) =>
      isBuild(facts)
        ? [
            buildLogs(facts),
            step(
              'Look at the events of the run.',
              ce('buildrun events', { buildrun: facts.buildRun ?? 'BUILD_RUN_NAME' }),
            ),
          ]
        : [
            workloadLogs(facts),
            // The command line shows no events of functions.
            ...(facts.kind === 'function'
              ? []
              : [workloadEvents(facts, 'Look at the events; they are kept for an hour.')]),
            showWorkload(facts, 'Look at the workload.'),
          ],
    doc: codeEngineDoc('troubleshoot-images'),
    docOf: ({ kind }) => codeEngineDoc(troubleshooting(kind)),
    cases: ['B-1', 'I-1'],
  }),
];
