import type { WorkloadKind } from '../../model/subject';
import { codeEngineDoc } from '../../remedy/doc-pages';
import { buildAndDeploy, step, workloadEvents, workloadLogs } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, except, words } from '../shared/wordings';

const endedPage = codeEngineDoc('ts-app-end');

const jobPage = codeEngineDoc('troubleshoot-job');

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

export default defineCause({
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
});
