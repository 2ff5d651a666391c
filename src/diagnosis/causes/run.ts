/** Run: the image is there, and the container does not start or stay. */
import { type CountedGroup, groupOf, pluralOf } from '../model/project-quota';
import type { WorkloadKind } from '../model/subject';
import { codeEngineDoc } from '../remedy/doc-pages';
import { ce, type RemedyFacts, shellQuote } from '../remedy/remedy';
import { smallerSize } from '../remedy/sizes';
import {
  buildAndDeploy,
  isBuild,
  moreMemory,
  type Steps,
  setWorkload,
  showWorkload,
  step,
  tryAgain,
  workloadEvents,
  workloadLogs,
} from '../remedy/steps';
import { defineCause } from './cause';
import { during, except, words } from './wordings';

const notReadyPage = codeEngineDoc('ts-app-neverready');
const endedPage = codeEngineDoc('ts-app-end');
const restartPage = codeEngineDoc('ts-app-restart');
const jobPage = codeEngineDoc('troubleshoot-job');

/** A container starts only after the build; a step of a build that cannot be started is the build's problem. */
const starting = ['run', 'pull'] as const;

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

/** `instead of node server.js`. */
function instead({ commands = [] }: RemedyFacts): string {
  return ` instead of ${commands.join(' ')}`;
}

/** An image that was built elsewhere is built again for the processor of Code Engine; its own builds are. */
function forAmd64(facts: RemedyFacts): Steps {
  if (isBuild(facts) || facts.build !== undefined) {
    return [step('Take a base image and binaries for linux/amd64.'), ...buildAndDeploy(facts)];
  }
  // From outside IBM Cloud its registry is reached by the public host.
  const tag = facts.image?.replace(/^private\./, '') ?? 'REGISTRY/NAMESPACE/REPOSITORY:TAG';
  return [
    step(
      'Build for linux/amd64, and push.',
      `docker buildx build --platform linux/amd64 --tag ${shellQuote(tag)} --push .`,
    ),
    tryAgain(facts),
  ];
}

/** What is counted, as the steps name one that nobody needs any more. */
const superfluous: Readonly<Record<CountedGroup, string>> = {
  buildrun: 'OLD_BUILD_RUN',
  build: 'OLD_BUILD',
  jobrun: 'OLD_JOB_RUN',
  job: 'OLD_JOB',
  revision: 'OLD_REVISION',
  app: 'OLD_APP',
  function: 'OLD_FUNCTION',
  configmap: 'OLD_CONFIGMAP',
  secret: 'OLD_SECRET',
};

/** Which quota it is most likely to be, when the evidence does not name it. */
const usualGroup: Readonly<Record<WorkloadKind, CountedGroup>> = {
  build: 'buildrun',
  buildrun: 'buildrun',
  job: 'jobrun',
  jobrun: 'jobrun',
  app: 'revision',
  function: 'function',
};

/** Runs that are named for deletion: enough to go on, and few enough to read. */
const MOST_DELETED = 5;

/** List what is counted, and delete what nobody needs; of CPU, memory and instances: take less. */
function makeRoom(facts: RemedyFacts): Steps {
  const { resource } = facts.captured;
  const group = resource === undefined ? usualGroup[facts.kind ?? 'app'] : groupOf(resource);
  if (group === undefined) return takeLess(facts);
  const finished = (group === 'buildrun' || group === 'jobrun') && facts.finishedRuns?.[group];
  if (finished && finished.length > 0) {
    const oldest = finished.slice(0, MOST_DELETED);
    return [
      step(
        `Delete ${pluralOf(group)} that have ended, the oldest first (${finished.length} in all).`,
        // Without --force each one asks, and would take the next line for the answer.
        oldest.map((name) => ce(`${group} delete`, { name, force: true })).join('\n'),
      ),
    ];
  }
  return [
    step(
      `See the ${pluralOf(group)} of the project by their age.`,
      ce(`${group} list`, { 'sort-by': 'age' }),
    ),
    step(
      'Delete what has ended or nobody needs, the oldest first; it cannot be undone.',
      ce(`${group} delete`, { name: superfluous[group] }),
    ),
  ];
}

function takeLess(facts: RemedyFacts): Steps {
  const smaller = isBuild(facts) ? undefined : smallerSize(facts);
  return [
    step('See which apps run without need.', ce('app list', {})),
    step('Let them end when nobody calls them.', ce('app update', { name: 'OTHER_APP', 'min-scale': 0 })),
    ...(smaller ? [setWorkload(facts, 'Or ask for less here.', { ...smaller })] : []),
  ];
}

export const runCauses = [
  defineCause({
    id: 'exec-format-error',
    title: 'The program in the image is for another processor',
    stage: 'run',
    meaning:
      'The kernel cannot run the file: it is built for another architecture (arm64 instead of amd64), or it is a script without a first line that names its interpreter.',
    shows: '`exec /app/server: exec format error`.',
    patterns: words(
      94,
      /\bexec format error\b/i,
      /\bcannot execute binary file\b|\bENOEXEC\b|\brosetta error: failed to open elf\b|\bqemu-\w{1,12}: Could not open\b|\bBad CPU type in executable\b|\bWrong ELF class\b|\bqemu: uncaught target signal\b/i,
    ),
    proof: 'The image’s configuration names its architecture.',
    ruleOut: ['a script whose first line is missing'],
    fix: (facts) => [
      ...forAmd64(facts),
      step('If it is a script: begin it with #!/bin/sh, and build the image again.'),
    ],
    doc: codeEngineDoc('plan-build'),
    cases: ['I-15'],
  }),
  defineCause({
    id: 'entrypoint-not-found',
    title: 'The start command is not in the image',
    stage: 'run',
    meaning:
      'The command that the image or the workload names does not exist in the image, or its interpreter does not (a script with Windows line ends looks the same).',
    shows: '`exec: "…": executable file not found in $PATH`, reason `ExecutableNotFound`.',
    reasons: [
      { of: 'job-run-index', value: 'ExecutableNotFound', strength: 'decisive' },
      { of: 'container', value: 'ExecutableNotFound', strength: 'decisive' },
      {
        of: 'container',
        value: /^(?:RunContainerError|ContainerCannotRun|StartError|CreateContainerError)$/,
        strength: 'symptom',
      },
    ],
    patterns: [
      ...except(
        /docker-credential/i,
        during(
          ['run', 'pull', 'push', 'source'],
          words(
            85,
            /\bexecutable file not found(?: in \$PATH| in %PATH%)?\b/i,
            /\bExecutableNotFound\b/,
            /\b[Cc]ontain(?:er|ed) command (?:'\S{1,120}' )?not found or does not exist\b/,
            /\b(?:exec|stat|starting container process caused|start container process|OCI runtime|runc|crun).{0,300}\bno such file or directory\b/i,
            /\bexec(?:v[pe]{1,2})? \S{1,200}(?: failed)?: [Nn]o such file or directory\b/,
            /\bcrun: executable file `?.{1,120}`? not found\b|\bcrun: open executable: No such file\b/i,
            /\bexec user process caused:? ["\\]{0,3}no such file or directory\b/i,
            /\b\[?(?:dumb-init|tini|FATAL tini)\b.{0,120}(?:No such file or directory|failed: )/i,
            /\bhcsshim::CreateComputeSystem.{0,200}cannot find the file specified\b|\b(?:docker|container|exec\w{0,4}|CreateProcess)\b.{0,300}\bThe system cannot find the (?:file|path) specified\b/i,
          ),
        ),
      ),
      ...during(
        ['run'],
        words(
          70,
          /^(?:\/\S{1,200}|sh|bash|\/bin\/\w{2,5}): (?:line )?\d{0,5}:? ?\S{0,200}:? (?:command )?not found\b/i,
          /^(?:python3?|node|sh|bash|ruby|perl|php|deno): can't open file\b.{0,300}/i,
        ),
      ),
      ...words(80, /entrypoint\S{0,40}: (?:exec: )?(?:line )?\d{1,5}: .{1,120}: not found\b/i),
      ...during(['run', 'pull'], words(76, /^\S{0,20}sh: (?:\d{1,5}: )?\/\S{1,200}: not found$/i)),
      ...words(
        66,
        /\bpython3?: can't open file '.{1,300}': \[Errno 2\]/i,
        /\bUnable to access jarfile\b|\bCould not find or load main class\b/i,
        /\bA fatal error occurred\. The required library|\bThe application to execute does not exist\b/i,
      ),
    ],
    proof:
      'The container’s state: StartError or exit code 127 or 128; the image’s configuration names the command.',
    fix: (facts) => [
      showWorkload(facts, 'See which command and arguments are set.'),
      ...(facts.commands?.length
        ? [
            setWorkload(facts, `Go back to the image’s own command${instead(facts)}.`, {
              'commands-clear': true,
            }),
          ]
        : []),
      step(
        `${facts.commands?.length ? 'Or correct' : 'Correct'} ENTRYPOINT or CMD in the Dockerfile: check the path, and that scripts have LF line ends.`,
      ),
      ...buildAndDeploy(facts),
    ],
    doc: endedPage,
    docOf: ({ kind }) => (isJob(kind) ? jobPage : endedPage),
    cases: ['J-3'],
  }),
  defineCause({
    id: 'entrypoint-not-executable',
    title: 'The start command may not be executed',
    stage: 'run',
    meaning:
      'The file is in the image and lacks the execute permission for the user who starts it, or the path is a directory.',
    shows: '`exec: "/entrypoint.sh": permission denied`.',
    patterns: during(
      ['run', 'pull', 'push'],
      words(
        88,
        /\b(?:exec|starting container process caused|start container process|OCI runtime|runc|crun).{0,300}\bpermission denied\b/i,
        /\bexec(?:v[pe]{1,2})? \S{1,200}(?: failed)?: [Pp]ermission denied\b/,
        /\b[Cc]ontain(?:er|ed) command (?:'\S{1,120}' )?could not be invoked\b/,
        /\bOCI permission denied\b|\bexec user process caused:? ["\\]{0,3}permission denied\b/i,
        /\b\[?(?:dumb-init|tini|FATAL tini)\b.{0,160}[Pp]ermission denied\b/,
        /\bexec: "\S{1,200}": is a directory\b|\bexec \S{1,200}: is a directory\b/i,
        /\b(?:sh|bash): (?:\d{1,4}: )?\/?\S{0,120}(?:entrypoint|start|run)\S{0,60}: Permission denied\b/i,
        /\bopen executable: Permission denied\b/i,
      ),
    ),
    proof: 'The container’s state: exit code 126.',
    fix: (facts) => [
      step(
        'Add RUN chmod +x FILE to the Dockerfile, or set the permission in git and commit it.',
        'git update-index --chmod=+x FILE',
      ),
      ...buildAndDeploy(facts),
    ],
    doc: codeEngineDoc('dockerfile'),
    cases: ['J-3'],
  }),
  defineCause({
    id: 'no-entrypoint',
    title: 'Neither image nor workload names a command',
    stage: 'run',
    meaning:
      'The image has no ENTRYPOINT and no CMD, and none is set for the workload, so there is nothing to start.',
    shows: '`no command specified`.',
    patterns: words(
      94,
      /\bno command specified\b|\bNo command specified\b/i,
      /\bno command or entrypoint (?:provided|specified)\b|\bno (?:entrypoint|CMD) .{0,40}(?:specified|set|provided|defined)\b.{0,60}|\bargs must not be empty\b|\bProcess args array empty\b/i,
    ),
    proof: 'The image’s configuration has neither Entrypoint nor Cmd.',
    fix: (facts) => [
      step('Add ENTRYPOINT or CMD to the Dockerfile.'),
      ...buildAndDeploy(facts),
      setWorkload(facts, 'Or name the command in the workload.', { command: 'COMMAND' }),
    ],
    doc: codeEngineDoc('ts-build-nocmdspecified'),
    cases: ['B-9'],
  }),
  defineCause({
    id: 'run-as-root-forbidden',
    title: 'The image runs as root, and that is not allowed',
    stage: 'run',
    meaning:
      'The pod must not run as root. The image runs as root, or names its user by a name that cannot be checked.',
    shows: '`container has runAsNonRoot and image will run as root`.',
    patterns: words(
      93,
      /\brunAsNonRoot\b.{0,200}/,
      /\bimage will run as root\b|\bhas non-numeric user\b/i,
      /\bcannot verify user is non-root\b/i,
      /\b(?:root user|running as root|run as root|UID 0)\b.{0,80}(?:not allowed|forbidden|not permitted|denied|must not|refus)/i,
      /\bviolates PodSecurity\b.{0,600}(?:root|runAs)/i,
      /\brunAsUser: Invalid value\b|\bunable to validate against any (?:pod )?security (?:policy|context constraint)\b/i,
    ),
    proof: 'The container’s waiting message; the image’s configuration names the user.',
    fix: (facts) => [
      step('Add a numeric user to the Dockerfile: USER 1001.'),
      ...buildAndDeploy(facts),
      // Only apps can name their user.
      ...(isJob(facts.kind) ? [] : [setWorkload(facts, 'Or choose the user in the app.', { user: 1001 })]),
    ],
    doc: codeEngineDoc('dockerfile'),
    cases: ['B-8'],
  }),
  defineCause({
    id: 'container-oom-killed',
    title: 'The container ran out of memory',
    stage: 'run',
    meaning: 'The running container used more memory than its limit and was killed.',
    shows: '`OOMKilled`, exit code 137.',
    reasons: [
      { of: 'container', value: 'OOMKilled', strength: 'decisive' },
      { of: 'job-run-index', value: 'OOMKilled', strength: 'decisive' },
    ],
    patterns: [
      ...during(
        starting,
        words(
          90,
          /\bOOMKilled\b/,
          /\bOOM ?[Kk]ill(?:ed|ing)\b|\bMemory cgroup out of memory\b|\bOut of memory: Kill/i,
          /\bSystem OOM encountered\b/i,
        ),
      ),
      ...during(
        starting,
        words(
          78,
          /\bjava\.lang\.OutOfMemoryError\b|\bOutOfMemoryError\b/,
          /\bout of memory\b/i,
          /\b[Ee]xit(?:ed)? ?(?:with )?(?:[Cc]ode|status)?:? ?\(?137\b/,
          /\bContainer .{1,120} (?:was )?killed .{0,40}memory\b|\bmemory limit (?:of .{1,20} )?exceeded\b|\bExceeded (?:soft )?memory limit\b|\bMemory limit of .{1,40} exceeded\b/i,
          /\bThe node was low on resource: memory\b/i,
        ),
      ),
    ],
    proof: 'The container’s last state: OOMKilled, exit code 137.',
    fix: (facts) => [
      moreMemory(facts),
      workloadLogs(facts, 'See in the log what it did before it was killed.'),
    ],
    doc: restartPage,
    docOf: ({ kind }) => (isJob(kind) ? jobPage : restartPage),
    cases: ['A-15', 'A-17', 'J-5'],
  }),
  defineCause({
    id: 'container-exit-nonzero',
    title: 'The application starts and then fails by itself',
    stage: 'run',
    meaning:
      'The image was pulled and started, and the program ended with an error of its own. Its log says why.',
    shows: 'A stack trace, `CrashLoopBackOff`, `ContainerExitedCode1`, exit code 1 or 139.',
    reasons: [
      { of: 'revision', value: 'container_failed_exit_code_1', strength: 'decisive' },
      { of: 'revision', value: 'container_failed_exit_code_24', strength: 'decisive' },
      { of: 'revision', value: 'container_failed_exit_code_139', strength: 'decisive' },
      { of: 'job-run-index', value: /^ContainerExitedCode[1-9]?\d{0,3}$/, strength: 'decisive' },
      { of: 'container', value: 'CrashLoopBackOff', strength: 'symptom' },
      { of: 'container', value: 'Error', strength: 'symptom' },
    ],
    patterns: [
      ...during(
        ['run', 'pull'],
        [
          ...words(
            64,
            /^Traceback \(most recent call last\)/,
            /\bException in thread "/,
            /^panic: |\bgoroutine \d{1,6} \[running\]/,
            /\bUncaught (?:Exception|Error|TypeError|ReferenceError)\b|\bUnhandled (?:exception|promise rejection|rejection)\b|\bUnhandledPromiseRejection/i,
            /\bnode:internal\/|\binternal\/modules\/cjs\/loader\b/,
            /\bERR_(?:MODULE_NOT_FOUND|REQUIRE_ESM|UNKNOWN_FILE_EXTENSION|DLOPEN_FAILED)\b/,
            /\bCannot find module '/i,
            /\b(?:ModuleNotFoundError|ImportError|NameError|SyntaxError|KeyError|ValueError|TypeError|AttributeError|RuntimeError|OperationalError|ReferenceError): /,
            /\bconnect ECONNREFUSED\b|: unbound variable$/,
            /\[emerg\] |^[a-z][\w.]{1,120}\.[A-Z]\w{1,80}(?:Error|Exception|Configured): /,
            /\bPHP Fatal error\b|\bFatal error: Uncaught\b/i,
            /\b[Ss]egmentation fault\b|\bSIGSEGV\b|\bcore dumped\b|\bSIGABRT\b/,
            /\bApplication (?:run|startup|failed to start|context) failed\b|\bAPPLICATION FAILED TO START\b|\bError starting ApplicationContext\b/i,
            /\bHost terminated unexpectedly\b|\bUnhandled exception\. /,
            /\berror while loading shared libraries\b|\bversion `GLIBC\w{0,3}_[\d.]{1,8}' not found\b|\bError relocating\b|\bsymbol not found\b|\bError loading shared library\b/i,
            /\bEADDRINUSE\b|\baddress already in use\b|\bbind: (?:address already in use|permission denied)\b|\bpermission denied\b.{0,40}\bport (?:80|443)\b/i,
            /\bLoadError\b|\bcannot load such file\b|\b\(LoadError\)/,
            /\bthread '.{1,60}' panicked at\b/,
            /\bnpm (?:ERR!|error) Missing script: "?start\b/i,
          ),
          // A command that was sent into a container that runs, by a probe or by a person, is not the application.
          ...except(
            /\bExecSync\b|\bOCI runtime exec failed\b/i,
            words(
              44,
              /\bCrashLoopBackOff\b/,
              /(?:\blevel=fatal|"level": ?"fatal")\b(?!.{0,300}\b(?:image|registry|manifest|layer|pull|push|build)\b)/i,
              /\bBack-off restarting failed\b/i,
              /\bContainerExitedCode\d{1,3}\b/,
              /\b(?:[Ee]xit(?:ed)? ?(?:with )?(?:[Cc]ode|status|non-zero)|Exited|exited with):? ?\(?(?:[1-9]|[1-9]\d|1[0-24-9]\d|13[0-689]|2\d\d)\)?\b/,
              /\bcontainer .{0,120}(?:exited|terminated|failed|died|crashed)\b.{0,60}(?:non-?zero|code|unexpectedly)/i,
            ),
          ),
        ],
      ),
      ...except(
        /TaskRun|task ?run|step-/i,
        during(['run', 'pull'], words(38, /\bState: {1,20}Terminated\b|\bReason: {1,20}Error\b/)),
      ),
    ],
    proof: 'The container’s last state: its exit code.',
    ruleOut: ['a missing environment variable, secret or service'],
    fix: (facts) => [
      workloadLogs(facts, 'Read the log of the container up to its end.'),
      workloadEvents(facts, 'See how often it was started again.'),
      step('Correct what the log names: the code, or a setting that the program misses.'),
      ...buildAndDeploy(facts),
    ],
    doc: endedPage,
    docOf: ({ kind }) => (isJob(kind) ? jobPage : endedPage),
    cases: ['A-12', 'A-15', 'J-1'],
  }),
  defineCause({
    id: 'port-not-listening',
    title: 'Nothing listens on the expected port in time',
    stage: 'run',
    meaning:
      'The container runs, and the platform’s probe of the port is refused until time runs out: the program listens on another port or only on localhost, or it starts too slowly.',
    shows: '`Initial scale was never achieved`, `Readiness probe failed: … connection refused`.',
    reasons: [{ of: 'revision', value: 'initial_scale_never_achieved', strength: 'symptom' }],
    patterns: [
      ...words(
        84,
        /\bfailed to (?:start and )?(?:then )?listen on the port\b/i,
        /\blisten(?:ing)? on the port defined\b/i,
        /\baggressive probe error\b/i,
        /\b(?:Readiness|Liveness|Startup|readiness|liveness|startup) probe (?:failed|errored)\b.{0,300}(?:refused|timeout|timed out|deadline|EOF|reset|404|50\d|statuscode|status code|no route)/i,
        /\bno open ports? detected\b|\bPort scan timeout\b|\bapplication did not .{0,40}(?:bind|listen)|\bFailed to bind to \$PORT\b|\bweb process failed to bind\b/i,
        /\b(?:health|Health)(?:[ -])?checks?\b.{0,80}(?:failed|timed out|never).{0,200}\bport\b/i,
        /\b(?:did not|didn't|does not|doesn't|not) (?:respond|listen|listening) .{0,40}\b(?:on )?(?:port|\$PORT)\b/i,
      ),
      ...words(
        66,
        /\bInitial scale was never achieved\b|\binitial_scale_never_achieved\b/i,
        /\bProgressDeadlineExceeded\b/,
        /\b(?:Readiness|Liveness|Startup) probe failed\b/i,
        /\bContainer failed to become healthy\b|\bunhealthy\b.{0,60}probe/i,
      ),
      ...during(
        starting,
        words(58, /\bupstream connect error or disconnect\b.{0,200}/i, /\bexceeded its progress deadline\b/i),
      ),
    ],
    proof: 'The port that the image exposes or the log names differs from the app’s image port.',
    ruleOut: ['a program that crashes before it listens', 'a pull that takes too long'],
    fix: (facts) => [
      setWorkload(
        // Only apps are reached by a port.
        { ...facts, kind: 'app' },
        'Tell Code Engine the port that the program listens on; 8022, 8008, 8012, 9090, 9091 and 15090 are reserved.',
        { port: facts.captured.port ?? 'PORT' },
      ),
      step('Or let the program listen on 0.0.0.0 and on the port of the environment variable PORT.'),
      workloadLogs(facts, 'See in the log where it listens.'),
    ],
    doc: notReadyPage,
    cases: ['A-8'],
  }),
  defineCause({
    id: 'project-quota-exceeded',
    title: 'A quota of the project is reached',
    stage: 'run',
    meaning:
      'The project may not hold more of these resources, or its CPU and memory are used up, so nothing new can start.',
    shows:
      '`exceeded quota: …`, counts at their limits (40 apps, 120 revisions, 100 jobs, 100 job runs, 100 builds).',
    patterns: except(
      /storage quota|pull traffic|LFS|data quota/i,
      words(
        89,
        /\bexceeded quota\b/i,
        /\bis forbidden: .{0,120}quota\b/i,
        /\b(?:quota|limit) (?:for|of|on) .{0,60}(?:apps?|applications?|revisions?|jobs?|job ?runs?|builds?|build ?runs?|functions?|instances?|projects?|configmaps?|secrets?).{0,60}(?:has been |is |was )?(?:reached|exceeded)\b/i,
        /\b(?:maximum|max) (?:allowed )?number of (?:apps?|applications?|revisions?|jobs?|job ?runs?|builds?|build ?runs?|instances?|pods)\b/i,
        /\b(?:resource ?quota|limit ?range|LimitRange)\b.{0,200}(?:exceed|forbid|denied|reached)/i,
        /\bmust specify (?:limits|requests)\.(?:cpu|memory)\b|\bfailed quota: /i,
        /\b(?:maximum|minimum) (?:cpu|memory|ephemeral-storage) usage per (?:Container|Pod) is\b/i,
        /\b(?:CPU|cpu|memory|Quota) .{0,60}quota .{0,60}(?:exceeded|reached)\b|\bQuota .{0,80}exceeded\b/,
      ),
    ),
    proof: 'The project’s resource quota shows used equal to hard.',
    fix: (facts) => [
      // What is used up has been told, where it is known.
      ...(facts.captured.resource
        ? []
        : [
            step(
              'See the quotas of the project and what is used.',
              ce('project get', { name: facts.project ?? 'PROJECT_NAME' }),
            ),
          ]),
      ...makeRoom(facts),
      tryAgain(facts),
    ],
    doc: codeEngineDoc('limits'),
    docOf: ({ kind }) => codeEngineDoc(isJob(kind) ? 'ts-jobrun-notstart' : 'limits'),
    cases: ['B-25', 'A-6', 'J-10'],
  }),
];
