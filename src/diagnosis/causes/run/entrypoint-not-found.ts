import type { WorkloadKind } from '../../model/subject';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { buildAndDeploy, setWorkload, showWorkload, step } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later, notBuild } from '../shared/facts';
import { naming, ownWords, startCommand } from '../shared/headline';

const endedPage = codeEngineDoc('ts-app-end');

const jobPage = codeEngineDoc('troubleshoot-job');

const isJob = (kind: WorkloadKind | undefined): boolean => kind === 'job' || kind === 'jobrun';

export default defineCause({
  id: 'entrypoint-not-found',
  title: 'The start command is not in the image',
  headline: (facts) => naming`The image has no program “${startCommand(facts)}”` ?? ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
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
  follows: [
    from('command-missing', ['program', 'command'], notBuild),
    from('command-missing', undefined, ['pull', 'run', 'push']),
    from('no-such-file', 'program', later),
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
