import { namesInText } from '../../../src/diagnosis/reading/names-in-text';
import { printCommands } from '../../../src/diagnosis/remedy/print';
import { concludeText } from '../../../src/diagnosis/verdict/text/conclude-text';

const fixOf = (text: string) =>
  concludeText({ kind: 'text', text }, { at: '', tookMs: 0 })
    .findings[0]?.fix.map((step) => `${step.text} ${printCommands(step.commands ?? [])}`)
    .join('\n') ?? '';

describe('names that a text tells', () => {
  test.each([
    [
      "Creating application 'till-web'...\nFAILED",
      { kind: 'app', name: 'till-web', app: 'till-web', creating: true },
    ],
    ["Updating job 'tally'...\nFAILED", { kind: 'job', job: 'tally' }],
    ["Submitting build run 'till-ui-run-260622-101500'...", { kind: 'buildrun', build: 'till-ui' }],
    ["Application 'till-web' already exists within project 'tills'", { app: 'till-web', project: 'tills' }],
    ['ibmcloud ce app update --name till-web --image x', { kind: 'app', app: 'till-web' }],
    ['ic ce fn create -n convert --runtime nodejs-24', { function: 'convert', creating: true }],
    ['Revision "till-web-00012" failed with message: Initial scale was never achieved', { app: 'till-web' }],
    [
      'Back-off restarting failed container user-container in pod till-web-00003-deployment-6d4f8-x2_abc',
      { app: 'till-web' },
    ],
    [
      'Failed to pull image "private.de.icr.io/tills/web:2": not found',
      { image: 'private.de.icr.io/tills/web:2' },
    ],
    [
      "the secret 'icr-push' that is specified with '--registry-secret' does not exist",
      { registrySecret: 'icr-push' },
    ],
    ['git clone -- git@github.com:tills/web.git /workspace', { sourceUrl: 'git@github.com:tills/web.git' }],
  ])('%s', (text, named) => {
    expect(namesInText(text)).toMatchObject(named);
  });

  test.each([
    '',
    'the build of the application failed',
    'npm error code ELIFECYCLE',
    'a project without quotes',
  ])('%j tells none', (text) => {
    expect(namesInText(text)).toEqual({});
  });

  test('are read in time that grows with the text alone, and at both ends', () => {
    const long = `Creating build 'till-ui'...\n${'project '.repeat(200_000)}\nproject 'tills'`;
    const before = process.cpuUsage();
    expect(namesInText(long)).toMatchObject({ build: 'till-ui', project: 'tills' });
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });
});

describe('a fix of a pasted text', () => {
  test('names what the text names', () => {
    const fix = fixOf(
      "Submitting build run 'till-ui-run-260622-101500'...\nFAILED\nUnable to upload packaged files. Package is too large.",
    );
    expect(fix).toContain('ibmcloud ce buildrun submit --build till-ui --source .');
  });

  test('makes the name valid that was refused', () => {
    expect(
      fixOf(
        "Creating application 'Till_Web'...\nFAILED\nAn application name must consist of lowercase alphanumeric characters, '-' and must start with an alphabetic character and end with an alphanumeric character.",
      ),
    ).toContain('till-web instead of Till_Web');
  });

  test('does not update what is not there yet', () => {
    const fix = fixOf(
      "Creating application 'till-web'...\nFAILED\nmemory parameter must be between .25 G and 32 G\ncpu parameter must be between .0125 and 8.0",
    );
    expect(fix).toContain('--cpu 1 --memory 4G');
    expect(fix).not.toContain('app update');
  });

  test('creates a registry secret for a registry, and has the command given again', () => {
    const fix = fixOf(
      "Creating build 'till-ui'...\nFAILED\nThe command validation failed: the secret 'icr-push' that is specified with '--registry-secret' does not exist in project 'tills'.",
    );
    expect(fix).toContain('secret create --format registry --name icr-push');
    expect(fix).toContain('Give the command again');
    expect(fix).not.toMatch(/APP_NAME|app update/);
  });
});
