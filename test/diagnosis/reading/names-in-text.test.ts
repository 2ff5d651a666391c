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
    // Rows of `kubectl get pods` and of a log's own prefix.
    [
      'till-web-00041-deployment-7f9c8d6b5-qq2lz   0/2   CrashLoopBackOff   17 (2m ago)   41m',
      { kind: 'app', app: 'till-web' },
    ],
    [
      'till-web-00041-deployment-7f9c8d6b5-qq2lz/user-container: listen tcp :80: permission denied',
      { app: 'till-web' },
    ],
    ["ERROR: Revision 'till-web-00019-w6p' is not ready and cannot serve traffic.", { app: 'till-web' }],
    ['Configuration "till-web" does not have any ready Revision.', { app: 'till-web' }],
    ['Revision "till-web-bpphv-1" failed with message: Container failed with: .', { app: 'till-web' }],
    ["Creating service 'till-web' in namespace '57aca2f5-aea8':", { app: 'till-web' }],
    ['pod/till-web-685fcbc569-bgv8c   Error: container has runAsNonRoot', { app: 'till-web' }],
    [
      'Error syncing pod tally-jobrun-8k2xq-0-0: OOMKilled',
      { kind: 'jobrun', job: 'tally', jobRun: 'tally-jobrun-8k2xq' },
    ],
    ['till-ui-run-260622-101500123-x7f2k-pod 0/1 Init:Error', { kind: 'buildrun', build: 'till-ui' }],
    [
      'curl: (22) https://till-web.1a2b3c4d5e6f.eu-de.codeengine.appdomain.cloud/health 503',
      { app: 'till-web' },
    ],
    ['ibmcloud ce app logs --application till-web', { app: 'till-web' }],
    ['ibmcloud ce jobrun submit --job tally', { kind: 'jobrun', job: 'tally' }],
    ['ibmcloud ce buildrun submit --build till-ui', { kind: 'buildrun', build: 'till-ui' }],
    ["ibmcloud ce project select --name tills\nSelecting project 'tills'...", { project: 'tills' }],
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
