/** The faults of a container's start that every engine can be shown; the engine's own words, not the program's. */
import type { LabCase } from '../case';
import { armProgram } from './builds';

type StartFault = Omit<LabCase, 'run'> & {
  readonly image: string;
  readonly command?: string;
  readonly options?: string;
};

const api = 'registry.example.com/shop/api:1.0';

const faults: readonly StartFault[] = [
  {
    name: 'program-missing',
    cause: 'entrypoint-not-found',
    image: 'registry.example.com/shop/missing-program:1.0',
    shows: /no such file|not found/i,
  },
  {
    name: 'command-missing',
    cause: 'entrypoint-not-found',
    image: api,
    command: 'gunicorn app:app',
    shows: /not found|no such file/i,
  },
  {
    name: 'program-not-executable',
    cause: 'entrypoint-not-executable',
    image: 'registry.example.com/shop/not-executable:1.0',
    shows: /permission denied/i,
  },
  {
    name: 'folder-as-program',
    cause: 'entrypoint-not-executable',
    image: api,
    command: '/app',
    shows: /permission denied|is a directory/i,
  },
  {
    name: 'no-command',
    cause: 'no-entrypoint',
    image: 'registry.example.com/shop/no-command:1.0',
    shows: /no command/i,
  },
  {
    name: 'arm-program',
    cause: 'exec-format-error',
    image: api,
    setup: armProgram,
    options: '-v /workspace/arm:/bin/server',
    command: '/bin/server',
    shows: /exec format error/i,
  },
  {
    name: 'script-without-shebang',
    cause: 'exec-format-error',
    image: api,
    files: { 'run.sh': 'echo hi\n' },
    setup: 'chmod +x run.sh',
    options: '-v /workspace/run.sh:/run.sh',
    command: '/run.sh',
    shows: /exec format error/i,
  },
  {
    name: 'working-folder-is-a-file',
    cause: 'unknown',
    also: ['entrypoint-not-found', 'container-exit-nonzero', 'runtime-file-missing'],
    image: api,
    options: '-w /etc/passwd',
    command: 'sh',
    shows: /not a directory/i,
  },
  {
    name: 'user-unknown',
    cause: 'unknown',
    also: ['container-exit-nonzero', 'entrypoint-not-found', 'run-as-root-forbidden'],
    image: api,
    options: '-u webapp',
    command: 'sh',
    shows: /webapp/i,
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    image: api,
    command: 'sh -c "echo listening on 8080; echo GET /errors 200; echo shutting down"',
    shows: /listening/,
  },
];

interface Manner {
  /** The command that starts, with `IMAGE` for options, image and command. */
  readonly command: string;
  readonly without?: readonly string[];
  readonly pull: string;
}

export function starts({ command, pull, without = [] }: Manner): readonly LabCase[] {
  return faults
    .filter(({ name }) => !without.includes(name))
    .map(({ image, command: program = '', options = '', name, setup, ...fault }) => ({
      ...fault,
      name: `start-${name}`,
      setup: [setup, pull.replaceAll('IMAGE', image)].filter(Boolean).join('\n'),
      run: command.replaceAll('IMAGE', `${options} ${image} ${program}`.trim()),
    }));
}
