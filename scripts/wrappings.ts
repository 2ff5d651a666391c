/** What log collectors, pipelines, terminals and people put around a text. The cause that it shows stays the same. */
import { causeOf } from '../src/diagnosis/causes/index';
import type { Message } from './corpus';

export interface Wrapping {
  readonly name: string;
  /** Texts that it makes sense around; absent: all. */
  readonly of?: 'failures' | 'failing builds';
  /** Only several lines show that it is a column, and no word of theirs. */
  readonly least?: number;
  readonly wrap: (text: string) => string;
}

/** Whether the wrapping makes sense around the text. */
export function fitsAround({ of, least = 0 }: Wrapping, { cause, also, text }: Message): boolean {
  if (text.split('\n').filter((line) => line.trim() !== '').length < least) return false;
  if (!of) return true;
  if ([cause, ...also].includes('healthy-no-problem')) return false;
  return of === 'failures' || causeOf(cause).stage === 'build';
}

const ESC = '\u001b';

/** Puts something before each line. */
function each(name: string, before: (at: number) => string, after = ''): Wrapping {
  return {
    name,
    wrap: (text) =>
      text
        .split('\n')
        .map((line, at) => `${before(at)}${line}${after}`)
        .join('\n'),
  };
}

/** Puts lines before and after the text, and something before each of its lines. */
function around(
  name: string,
  head: readonly string[],
  foot: readonly string[],
  more: { readonly before?: string; readonly of?: Wrapping['of'] } = {},
): Wrapping {
  const { before = '', of } = more;
  return {
    name,
    ...(of && { of }),
    wrap: (text) =>
      [...head, ...text.split('\n').map((line) => (line === '' ? line : before + line)), ...foot].join('\n'),
  };
}

/** Makes a record of JSON of each line. */
function json(name: string, record: (line: string, at: number) => unknown, of?: Wrapping['of']): Wrapping {
  return {
    name,
    ...(of && { of }),
    wrap: (text) =>
      text
        .split('\n')
        .map((line, at) => JSON.stringify(record(line, at)))
        .join('\n'),
  };
}

const two = (number: number) => String(number % 60).padStart(2, '0');
const clock = (at: number) => `10:${two(20 + Math.floor(at / 60))}:${two(at)}`;

/** The same, for a name that only means a collector where several lines have it. */
const column = (name: string, before: (at: number) => string): Wrapping => ({
  ...each(name, before),
  least: 3,
});

/** Each line has its prefix. */
export const prefixes: readonly Wrapping[] = [
  each('time of RFC 3339', (at) => `2026-05-01T${clock(at)}.123456789Z `),
  each('time with an offset', (at) => `2026-05-01T${clock(at)}.123456+00:00 `),
  each('time in brackets', (at) => `[2026-05-01 ${clock(at)}] `),
  each('time alone', (at) => `${clock(at)} `),
  each('docker compose', () => 'shop-api-1  | '),
  each('docker compose, first version', () => 'shop_api_1       | '),
  each('docker compose in colours', () => `${ESC}[36mshop-api-1  | ${ESC}[0m`),
  each('docker compose with time', (at) => `shop-api-1  | 2026-05-01T${clock(at)}.123456789Z `),
  each('kubectl logs --prefix', () => '[pod/shop-api-00001-deployment-5d8f7c9b4-x2x2x/user-container] '),
  each('stern', () => 'shop-api-00001-deployment-5d8f7c9b4-x2x2x user-container '),
  each('container runtime', (at) => `2026-05-01T${clock(at)}.123456789Z stderr F `),
  each('journal', (at) => `May 01 ${clock(at)} node-1 runner[1234]: `),
  each('syslog with year', (at) => `2026-05-01T${clock(at)}.123456+00:00 node-1 runner[1234]: `),
  each('gh run view --log', (at) => `build\tBuild the image\t2026-05-01T${clock(at)}.1234567Z `),
  each('Azure DevOps', (at) => `2026-05-01T${clock(at)}.1234567Z `),
  each('Jenkins with time', (at) => `[2026-05-01T${clock(at)}.123Z] `),
  column('Jenkins in parallel', () => '[build-amd64] '),
  each('tkn', () => '[build-and-start : compile] '),
  column('tkn, one task', () => '[compile] '),
  each('TeamCity', (at) => `[${clock(at)}] :\t [Step 1/2] `),
  each('Bamboo', (at) => `build\t01-May-2026 ${clock(at)}\t`),
  each('CodeBuild', (at) => `[Container] 2026/05/01 ${clock(at)}.123456 `),
  each('Netlify', (at) => `${clock(at)} AM: `),
  each('Vercel', (at) => `[${clock(at)}.123] `),
  each('Heroku', (at) => `2026-05-01T${clock(at)}.123456+00:00 app[web.1]: `),
  each('Cloud Foundry', (at) => `2026-05-01T${clock(at)}.12+0000 [APP/PROC/WEB/0] ERR `),
  each('Fly', (at) => `2026-05-01T${clock(at)}Z app[e2865013f45d98] fra [info]`),
  each('Buildkite', (at) => `${ESC}_bk;t=${1_777_630_000_000 + at}\u0007`),
  each('Drone', (at) => `[compile:L${at}:${at}s] `),
  each('Cloud Build', () => 'Step #1 - "compile": '),
  each('PM2', () => '0|shop     | '),
  each('quoted in chat', () => '> '),
  each('indented as code', () => '    '),
  column('numbered', (at) => `${at + 1}: `),
  column('numbered by a viewer', (at) => `${String(at + 1).padStart(4)}  `),
  each('red', () => `${ESC}[31m`, `${ESC}[0m`),
  each('ends of lines of Windows', () => '', '\r'),
  each('blanks at the end', () => '', '      '),
];

/** Each line is in a record of JSON. */
export const records: readonly Wrapping[] = [
  json("docker's log file", (line, at) => ({
    log: `${line}\n`,
    stream: 'stderr',
    time: `2026-05-01T${clock(at)}.123456789Z`,
  })),
  json('Google Cloud', (line, at) => ({
    severity: 'ERROR',
    textPayload: line,
    timestamp: `2026-05-01T${clock(at)}Z`,
  })),
  json('zap', (line, at) => ({
    level: 'error',
    ts: 1_777_630_000 + at,
    caller: 'runner/run.go:112',
    msg: line,
  })),
  json('IBM Cloud Logs', (line, at) => ({
    timestamp: `2026-05-01T${clock(at)}.123Z`,
    applicationname: 'ibm-platform-logs',
    subsystemname: 'codeengine:a1b2',
    text: { codeengine: { project: 'fernwood' }, message: line, logSourceCRN: 'crn:v1:bluemix:public' },
  })),
  json('ECS', (line, at) => ({
    '@timestamp': `2026-05-01T${clock(at)}.123Z`,
    'log.level': 'ERROR',
    message: 'output of the step',
    error: { message: line },
  })),
];

/** What pipelines print before and after. */
export const frames: readonly Wrapping[] = [
  around(
    'GitHub Actions',
    [
      '2026-05-01T10:20:30.1234567Z ##[group]Run ./ci.sh',
      '2026-05-01T10:20:30.1234567Z \u001b[36;1m./ci.sh\u001b[0m',
      '2026-05-01T10:20:30.1234567Z shell: /usr/bin/bash -e {0}',
      '2026-05-01T10:20:30.1234567Z ##[endgroup]',
    ],
    [
      '2026-05-01T10:20:31.1234567Z ##[error]Process completed with exit code 1.',
      '2026-05-01T10:20:31.2234567Z Post job cleanup.',
      '2026-05-01T10:20:31.3234567Z [command]/usr/bin/git version',
      '2026-05-01T10:20:31.3234567Z git version 2.49.0',
      '2026-05-01T10:20:31.4234567Z [command]/usr/bin/git config --local --name-only --get-regexp core\\.sshCommand',
      "2026-05-01T10:20:31.5234567Z Temporarily overriding HOME='/home/runner/work/_temp/0a1b' before making global git config changes",
      '2026-05-01T10:20:31.6234567Z Cleaning up orphan processes',
    ],
    { before: '2026-05-01T10:20:30.9234567Z ', of: 'failures' },
  ),
  around(
    'GitLab',
    [
      'Running with gitlab-runner 17.0.0 (44feccdf)',
      '  on runner-1 abcdefgh, system ID: s_0a1b',
      `${ESC}[0Ksection_start:1777630000:prepare_executor\r${ESC}[0K${ESC}[36;1mPreparing the "docker" executor${ESC}[0;m`,
      `section_end:1777630001:prepare_executor\r${ESC}[0Ksection_start:1777630002:step_script\r${ESC}[0K${ESC}[36;1mExecuting "step_script" stage of the job script${ESC}[0;m`,
      `${ESC}[32;1m$ ./ci.sh${ESC}[0;m`,
    ],
    [
      `section_end:1777630005:step_script\r${ESC}[0Ksection_start:1777630005:cleanup_file_variables\r${ESC}[0K${ESC}[36;1mCleaning up project directory and file based variables${ESC}[0;m`,
      `section_end:1777630006:cleanup_file_variables\r${ESC}[0K${ESC}[31;1mERROR: Job failed: exit code 1`,
      `${ESC}[0;m`,
    ],
    { of: 'failures' },
  ),
  around(
    'Jenkins',
    ['[Pipeline] stage', '[Pipeline] { (Image)', '[Pipeline] sh', '+ ./ci.sh'],
    [
      '[Pipeline] }',
      '[Pipeline] // stage',
      '[Pipeline] }',
      '[Pipeline] // node',
      '[Pipeline] End of Pipeline',
      'ERROR: script returned exit code 1',
      'Finished: FAILURE',
    ],
    { of: 'failures' },
  ),
  around(
    'Azure DevOps, a task',
    [
      '##[section]Starting: Image',
      '==============================================================================',
      'Task         : Bash',
      'Description  : Run a Bash script on macOS, Linux, or Windows',
      'Version      : 3.241.4',
      '==============================================================================',
      'Generating script.',
      '========================== Starting Command Output ===========================',
    ],
    ["##[error]Bash exited with code '1'.", '##[section]Finishing: Image'],
    { of: 'failures' },
  ),
  around(
    'CircleCI',
    ['#!/bin/bash -eo pipefail', './ci.sh'],
    ['', 'Exited with code exit status 1', '', 'CircleCI received exit code 1'],
    { of: 'failures' },
  ),
  around(
    'Code Engine, logs of an app',
    [
      "Getting logs for all instances of application 'shop-api'...",
      'OK',
      '',
      'shop-api-00001-deployment-5d8f7c9b4-x2x2x/user-container:',
    ],
    [],
  ),
  around(
    'Code Engine, logs of a build run',
    [
      "Getting build run 'shop-api-run-260501-102030123'...",
      "Getting instances of build run 'shop-api-run-260501-102030123'...",
      "Getting logs for build run 'shop-api-run-260501-102030123'...",
      'OK',
      '',
      'shop-api-run-260501-102030123-pod/step-compile:',
    ],
    [],
    { of: 'failing builds' },
  ),
  around('in a fence', ['```'], ['```']),
  around('in a fence with a question', ['Hi all, this is what I see:', '```sh'], ['```', 'What can I do?']),
];

const wentWell: readonly string[] = [
  '10:00:00 INFO handled a request in 12 ms',
  'GET /api/tides 200 3 ms',
  'loaded 12 routes',
  'cache warmed, 40 entries',
  'worker 3 is ready',
];

/** What stands before and after a failure and says nothing of it. */
export const noise: readonly Wrapping[] = [
  around(
    'much that goes well before',
    Array.from({ length: 60 }, (_, at) => wentWell[at % wentWell.length] as string),
    [],
  ),
  around(
    'npm notices after',
    [],
    [
      'npm notice',
      'npm notice New major version of npm available! 10.8.2 -> 11.1.0',
      'npm notice Changelog: https://github.com/npm/cli/releases/tag/v11.1.0',
      'npm notice To update run: npm install -g npm@11.1.0',
      'npm notice',
    ],
  ),
  around(
    'pip notices after',
    [],
    [
      '',
      '[notice] A new release of pip is available: 24.0 -> 25.1',
      '[notice] To update, run: pip install --upgrade pip',
    ],
  ),
  around(
    "docker's links after",
    [],
    ['', 'View build details: docker-desktop://dashboard/build/default/default/0a1b2c3d4e5f'],
  ),
  around(
    'progress after',
    [],
    [' 45% [=========>           ] 12.3MB/27.1MB', ' 46% [=========>           ] 12.5MB/27.1MB'],
  ),
  around(
    'compose stops the rest',
    [],
    [
      'Gracefully stopping... (press Ctrl+C again to force)',
      ' Container shop-cache-1  Stopping',
      ' Container shop-cache-1  Stopped',
    ],
  ),
  around('clean-up after', [], ['Cleaning up...', 'Removing intermediate files', 'Done.']),
  around('a shell waits again', ['$ ./ci.sh'], ['$ ']),
];

export const wrappings: readonly Wrapping[] = [...prefixes, ...records, ...frames, ...noise];
