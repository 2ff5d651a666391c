import type { WorkloadKind } from '../../model/subject';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/remedy';
import { buildAndDeploy, setWorkload, showWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { during, except, words } from '../shared/wordings';

const endedPage = codeEngineDoc('ts-app-end');

const jobPage = codeEngineDoc('troubleshoot-job');

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

export default defineCause({
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
});

/** `instead of node server.js`. */
function instead({ commands = [] }: RemedyFacts): string {
  return ` instead of ${commands.join(' ')}`;
}
