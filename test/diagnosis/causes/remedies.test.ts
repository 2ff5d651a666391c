import { causeOf } from '../../../src/diagnosis/causes/index';
import type { CauseId } from '../../../src/diagnosis/model/cause-id';
import type { RemedyFacts } from '../../../src/diagnosis/remedy/facts';
import { printCommand } from '../../../src/diagnosis/remedy/print';

const fixOf = (cause: CauseId, facts: Partial<RemedyFacts>) => causeOf(cause).fix({ captured: {}, ...facts });
const commandsOf = (cause: CauseId, facts: Partial<RemedyFacts>) =>
  fixOf(cause, facts).flatMap(({ commands = [] }) => commands.map(printCommand));
const textOf = (cause: CauseId, facts: Partial<RemedyFacts>) =>
  fixOf(cause, facts)
    .map(({ text }) => text)
    .join('\n');

const build: Partial<RemedyFacts> = { kind: 'build', build: 'api', strategySize: 'medium', timeout: 600 };
const job: Partial<RemedyFacts> = {
  kind: 'jobrun',
  job: 'report',
  jobRun: 'report-1',
  cpu: '1',
  memory: '4G',
};
const app: Partial<RemedyFacts> = { kind: 'app', app: 'api', cpu: '0.25', memory: '1G', port: 3000 };

describe('sizes are the next that Code Engine offers', () => {
  test.each([
    ['container-oom-killed', app, 'ibmcloud ce app update --name api --cpu 0.25 --memory 2G'],
    ['container-oom-killed', job, 'ibmcloud ce job update --name report --cpu 1 --memory 8G'],
    [
      'container-oom-killed',
      { kind: 'jobrun', jobRun: 'lone', cpu: '1', memory: '4G' },
      'ibmcloud ce jobrun resubmit --jobrun lone --cpu 1 --memory 8G',
    ],
    [
      'ephemeral-storage-exceeded',
      { ...job, ephemeralStorage: '400M' },
      'ibmcloud ce job update --name report --ephemeral-storage 1G',
    ],
    ['build-out-of-memory', build, 'ibmcloud ce build update --name api --size large'],
    ['build-timeout', build, 'ibmcloud ce build update --name api --timeout 1200'],
    [
      'job-time-limit',
      { ...job, maxExecutionTime: 7200 },
      'ibmcloud ce job update --name report --maxexecutiontime 14400',
    ],
  ] as const)('%s of %j', (cause, facts, command) => {
    expect(commandsOf(cause, facts)).toContain(command);
  });

  test.each([
    ['container-oom-killed', { ...app, cpu: '12', memory: '48G' }, '--memory'],
    ['build-timeout', { ...build, timeout: 3600 }, '--timeout'],
    ['build-out-of-memory', { ...build, strategySize: 'xxlarge' }, '--size'],
    ['job-time-limit', { ...job, maxExecutionTime: 86_400 }, '--maxexecutiontime'],
  ] as const)('%s at the limit has no larger one', (cause, facts, option) => {
    expect(commandsOf(cause, facts).filter((command) => command.includes(option))).toEqual([]);
  });
});

describe('a build without memory is told what its own tool can do', () => {
  test.each([
    ['node', 'NODE_OPTIONS=--max-old-space-size=6144'],
    ['maven', 'MAVEN_OPTS=-Xmx6144m'],
    ['rust', 'CARGO_BUILD_JOBS=1'],
  ] as const)('%s: %s', (tool, advice) => {
    expect(textOf('build-out-of-memory', { ...build, tool })).toContain(advice);
  });

  test('Java builds are not told of Node.js', () => {
    expect(textOf('build-out-of-memory', { ...build, tool: 'maven' })).not.toContain('NODE_OPTIONS');
    expect(textOf('build-out-of-memory', build)).not.toContain('NODE_OPTIONS');
  });
});

describe('a git repository that needs a key', () => {
  const private_ = { ...build, sourceUrl: 'git@github.com:shop/api.git' };

  test('gets one of its own, and nothing is left to choose', () => {
    const commands = commandsOf('git-auth-failed', private_);
    expect(commands).toEqual([
      "ssh-keygen -t ed25519 -N '' -f api-git",
      'ssh-keyscan github.com > known_hosts',
      'ibmcloud ce secret create --format ssh --name api-git --key-path api-git --known-hosts-path known_hosts',
      'ibmcloud ce build update --name api --git-repo-secret api-git',
      'ibmcloud ce buildrun submit --build api',
    ]);
  });

  test('under a name that the project does not have yet', () => {
    expect(
      commandsOf('git-auth-failed', { ...private_, secretNames: ['api-git', 'api-git-2'] }).join('\n'),
    ).toContain('--git-repo-secret api-git-3');
  });

  test('is asked for by its HTTPS address, if it is public', () => {
    expect(commandsOf('git-host-key-unverified', private_)).toContain(
      'ibmcloud ce build update --name api --source https://github.com/shop/api',
    );
  });

  test('keeps its key where only the keys of the host are wrong', () => {
    const commands = commandsOf('git-host-key-unverified', { ...private_, sourceSecret: 'git-shop' });
    expect(commands).toContain('ibmcloud ce secret update --name git-shop --known-hosts-path known_hosts');
    expect(commands.join('\n')).not.toContain('secret create');
  });
});

describe('a quota that is used up', () => {
  test('of build runs: the oldest that have ended are deleted by name', () => {
    const commands = commandsOf('project-quota-exceeded', {
      ...build,
      project: 'shop-prod',
      region: 'eu-de',
      superfluous: { buildrun: ['old-1', 'old-2'], jobrun: ['other'], revision: [] },
      captured: { resource: 'count/buildruns.shipwright.io' },
    });
    expect(commands).toEqual([
      'ibmcloud ce buildrun delete --name old-1 --force',
      'ibmcloud ce buildrun delete --name old-2 --force',
      'ibmcloud ce buildrun submit --build api',
    ]);
  });

  test.each([
    ['count/jobruns.codeengine.cloud.ibm.com', job, 'ibmcloud ce jobrun list --sort-by age'],
    ['count/revisions.serving.knative.dev', app, 'ibmcloud ce revision list --sort-by age'],
    ['count/jobdefinitions.codeengine.cloud.ibm.com', job, 'ibmcloud ce job list --sort-by age'],
    // The kind of what is used up counts, not the kind of what waits for it.
    ['count/buildruns.shipwright.io', app, 'ibmcloud ce buildrun list --sort-by age'],
    ['limits.memory', app, 'ibmcloud ce app update --name api --cpu 0.25 --memory 500M'],
  ] as const)('%s of which no name is known: nothing is deleted', (resource, facts, command) => {
    const commands = commandsOf('project-quota-exceeded', { ...facts, captured: { resource } });
    expect(commands).toContain(command);
    expect(commands.join('\n')).not.toContain('delete');
  });
});

test('a probe keeps its use, and asks the port of the app', () => {
  const [reset, named] = commandsOf('probe-misconfigured', {
    ...app,
    probe: { type: 'http', path: '/live', use: 'live' },
  });
  expect(reset).toBe('ibmcloud ce app update --name api --probe-live-clear');
  expect(named).toBe(
    'ibmcloud ce app update --name api --probe-live type=http --probe-live path=PATH --probe-live port=3000',
  );
});

test('command and arguments are shown as they are, so that they can be corrected', () => {
  expect(
    commandsOf('job-arguments-invalid', {
      ...job,
      commands: ['node', 'site map.js'],
      arguments: ['--depth', '3'],
    }),
  ).toContain(
    "ibmcloud ce job update --name report --command node --command 'site map.js' --argument=--depth --argument 3",
  );
});

describe('a change of the image', () => {
  test('of an app that Code Engine builds is one command', () => {
    expect(commandsOf('no-entrypoint', { ...app, build: 'api-build' })).toContain(
      'ibmcloud ce app update --name api --rebuild',
    );
  });

  test('of an app that is built elsewhere is pushed and deployed', () => {
    expect(commandsOf('no-entrypoint', app)).toContain('ibmcloud ce app update --name api');
    expect(commandsOf('no-entrypoint', app).join('\n')).not.toContain('buildrun');
  });

  test('for another processor is built for it, from outside by the public host', () => {
    expect(commandsOf('exec-format-error', { ...app, image: 'private.de.icr.io/shop/api:1' })).toContain(
      'docker buildx build --platform linux/amd64 --tag de.icr.io/shop/api:1 --push .',
    );
  });
});

test('uploaded source goes with every run of its build', () => {
  expect(commandsOf('build-out-of-memory', { ...build, sourceType: 'local' })).toContain(
    'ibmcloud ce buildrun submit --build api --source .',
  );
});

describe('a command line that was taken for one word', () => {
  test('is set as its words, in the workload at once and in the image for good', () => {
    const facts = { ...app, captured: { command: 'node server.js' } };
    expect(commandsOf('entrypoint-not-found', facts)[0]).toBe(
      'ibmcloud ce app update --name api --command node --argument server.js',
    );
    expect(textOf('entrypoint-not-found', facts)).toContain('ENTRYPOINT ["node", "server.js"]');
  });

  test('of the workload itself as well, with its arguments behind', () => {
    const facts = { ...job, commands: ['python -m tally'], arguments: ['--all'] };
    expect(commandsOf('entrypoint-not-found', facts)[0]).toBe(
      'ibmcloud ce job update --name report --command python --argument=-m --argument tally --argument=--all',
    );
  });

  test.each(['/app/send mails', '/app/start'])('%s, which may be a file, stays one word', (command) => {
    const lines = commandsOf('entrypoint-not-found', { ...app, captured: { command } }).join('\n');
    if (!command.includes(' ')) expect(lines).not.toContain('--command');
  });
});

describe('restarts', () => {
  test('of a program that was asked to end are no want of memory', () => {
    expect(commandsOf('container-restarts', { ...app, exitCode: 143 }).join('\n')).not.toContain('--memory');
    expect(textOf('container-restarts', { ...app, exitCode: 143 })).toContain('SIGTERM');
  });

  test('of one that was killed may be', () => {
    expect(commandsOf('container-restarts', { ...app, exitCode: 137 }).join('\n')).toContain('--memory 2G');
  });
});

describe('what the card shows, no step tells to read', () => {
  const shown = ['logs', 'events', 'workload', 'secrets'] as const;

  test.each([
    'container-exit-nonzero',
    'container-oom-killed',
    'port-not-listening',
    'secret-not-found',
    'auth-invalid',
    'compile-error',
  ] as const)('%s', (cause) => {
    expect(commandsOf(cause, { ...app, build: 'b', buildRun: 'r', shown }).join('\n')).not.toMatch(
      / (?:logs|events|get|secret list) /,
    );
  });

  test('what could not be read is still to be looked at', () => {
    expect(commandsOf('container-exit-nonzero', { ...app, shown: ['events'] })).toContain(
      'ibmcloud ce app logs --application api',
    );
  });

  test('where nothing else can be done, looking is left', () => {
    expect(commandsOf('unknown', { ...app, shown })).not.toEqual([]);
  });
});

test('an image that is pushed from one’s own machine is pushed after a login', () => {
  expect(
    commandsOf('arch-mismatch-no-manifest', { ...job, image: 'private.de.icr.io/tills/tally:3' }).slice(0, 3),
  ).toEqual([
    'ibmcloud cr region-set eu-de',
    'ibmcloud cr login',
    'docker buildx build --platform linux/amd64 --tag de.icr.io/tills/tally:3 --push .',
  ]);
});
