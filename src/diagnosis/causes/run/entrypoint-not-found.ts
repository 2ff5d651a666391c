import type { FixSteps } from '../../model/fix';
import { codeEngineDoc } from '../../remedy/doc-pages';
import type { RemedyFacts } from '../../remedy/facts';
import { buildAndDeploy, isJob, orSteps, personStep, setWorkload, showWorkload } from '../../remedy/steps';
import { defineCause } from '../cause';
import { from, later, notBuild } from '../shared/facts';
import { naming, ownWords, startCommand } from '../shared/headline';

const endedPage = codeEngineDoc('ts-app-end');

const jobPage = codeEngineDoc('troubleshoot-job');

export default defineCause({
  id: 'entrypoint-not-found',
  title: 'The start command is not in the image',
  headline: (facts) => naming`The image has no program “${startCommand(facts)}”` ?? ownWords(facts),
  stage: 'run',
  traits: { breaks: 'workload', says: 'why', ofRegistry: 'nothing' },
  meaning:
    'The command that the image or the workload names does not exist in the image, or its interpreter does not (a script with Windows line endings looks the same).',
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
  fix: (facts) => {
    const words = wordsInOne(facts);
    if (words) return splitWords(facts, words);
    return [
      showWorkload(facts, 'See which command and arguments are set.'),
      ...(facts.commands?.length
        ? [
            setWorkload(facts, `Go back to the image’s own command${instead(facts)}.`, {
              'commands-clear': true,
              'arguments-clear': facts.arguments?.length ? true : undefined,
            }),
            ...orSteps([correctInImage, ...buildAndDeploy(facts)]),
          ]
        : [correctInImage, ...buildAndDeploy(facts)]),
    ];
  },
  doc: endedPage,
  docOf: (facts) => (isJob(facts) ? jobPage : endedPage),
  cases: ['J-3'],
});

/** `instead of node server.js`. */
function instead({ commands = [] }: RemedyFacts): string {
  return ` instead of ${commands.join(' ')}`;
}

const correctInImage = personStep(
  'Correct ENTRYPOINT or CMD in the Dockerfile: check the path, and that scripts end their lines with LF.',
);

/** A whole command line that was passed as one word, `exec: "node server.js"`: its words. */
function wordsInOne({
  captured,
  commands = [],
  imageCommand = [],
}: RemedyFacts): readonly string[] | undefined {
  const [word = captured.command ?? ''] = commands.length > 0 ? commands : imageCommand;
  return /^[\w./-]+(?: [\w./=:@-]+)+$/.test(word) ? word.split(' ') : undefined;
}

/** The words by themselves: in the workload at once, in the image for good. */
function splitWords(facts: RemedyFacts, [program = '', ...rest]: readonly string[]): FixSteps {
  const list = [program, ...rest].map((word) => JSON.stringify(word)).join(', ');
  return [
    setWorkload(
      facts,
      `Name the words by themselves: “${[program, ...rest].join(' ')}” was taken for the name of one program.`,
      {
        command: program,
        argument: [...rest, ...(facts.commands?.length ? (facts.arguments ?? []) : [])],
      },
    ),
    ...orSteps([personStep(`Correct the Dockerfile: ENTRYPOINT [${list}].`), ...buildAndDeploy(facts)]),
  ];
}
