import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type StandIns, startStandIns } from '../../../playground/src/index';
import { doctor } from '../../../src/cli/doctor';

interface Line {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly cure?: string;
}

let standIns: StandIns;
let home: string;
beforeEach(async () => {
  standIns = await startStandIns();
  home = mkdtempSync(join(tmpdir(), 'ce-image-home-'));
});
afterEach(async () => {
  rmSync(home, { recursive: true });
  await standIns.close();
});

/** Runs `doctor --ibm`; `without`: settings that are taken out. */
async function examine(
  env: NodeJS.ProcessEnv = {},
  ...words: string[]
): Promise<{ readonly code: number; readonly lines: readonly Line[]; of(name: string): readonly Line[] }> {
  const stdout = Object.assign(new PassThrough(), { isTTY: false, columns: 100 });
  const around = {
    env: { ...standIns.environment, IBMCLOUD_HOME: home, ...env },
    stdout,
    stderr: new PassThrough(),
  };
  const code = await doctor(['--ibm', '--json', ...words], around);
  const told = String(stdout.read());
  for (const canary of standIns.world.canaries) expect(told).not.toContain(canary);
  const { checks } = JSON.parse(told) as { checks: readonly Line[] };
  return { code, lines: checks, of: (name) => checks.filter((line) => line.name === name) };
}

/** The role of the bot in projects, or in all. */
function role(as: 'Reader' | 'Writer', roles: Readonly<Record<string, 'Reader' | 'Writer' | 'none'>> = {}) {
  const { identities } = standIns.world;
  const key = standIns.environment.IBMCLOUD_API_KEY;
  const at = identities.findIndex(({ apiKey }) => apiKey === key);
  identities[at] = { ...(identities[at] as (typeof identities)[number]), role: as, roles };
}

describe('doctor --ibm', () => {
  test('passes what is in place, and says what is not set up and how it would be', async () => {
    role('Writer');
    const { code, lines, of } = await examine({ CLOUD_LOGS: '' });
    expect(lines.filter(({ state }) => state !== 'passed').map(({ name }) => name)).toEqual([
      'IBM Cloud Logs',
      'VPC of fleets',
    ]);
    expect(of('VPC of fleets')[0]).toMatchObject({
      state: 'skipped',
      cure: expect.stringContaining('--project'),
    });
    expect(of('IBM Cloud Logs')[0]?.cure).toContain('CLOUD_LOGS');
    expect(of('IBM Cloud login')[0]?.detail).toContain(standIns.world.accountId);
    expect(of('Kubernetes API')[0]?.detail).toContain('kubeconfig');
    expect(of('Registries')[0]?.detail).toMatch(/icr\.io answers; signed in/);
    expect(code).toBe(0);
  });

  test('tells of each instance of IBM Cloud Logs whether it answers', async () => {
    const { code, of } = await examine();
    expect(of('IBM Cloud Logs')).toEqual([
      expect.objectContaining({ state: 'passed', detail: expect.stringContaining('eu-gb') }),
      expect.objectContaining({
        state: 'failed',
        detail: expect.stringMatching(/eu-es.*does not exist/),
        cure: expect.stringContaining('Endpoints'),
      }),
    ]);
    expect(code).toBe(1);
  });

  test('tells of the newest fleets whether their workers reach the registry, and what opens the way', async () => {
    const { of } = await examine({}, '--project', 'analytics');
    const lines = of('VPC of fleets');
    const line = (fleet: string) => lines.find(({ detail }) => detail.startsWith(`${fleet}:`));
    expect(line('report-renderer')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('do not reach docker.io: no public gateway'),
      cure: expect.stringMatching(/ibmcloud is subnet-update \S+ --pgw/),
    });
    expect(line('fraud-scan')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('security group'),
      cure: expect.stringMatching(/ibmcloud is security-group-target-add \S+ \S+/),
    });
    expect(lines.some(({ state }) => state === 'passed')).toBe(true);
  });

  test('names the role that the VPC needs', async () => {
    standIns.world.faults.on('no-vpc', {
      services: ['vpc'],
      effect: { kind: 'status', status: 403, code: 'not_authorized', message: 'no' },
    });
    const [line] = (await examine({}, '--project', 'analytics')).of('VPC of fleets');
    expect(line).toMatchObject({
      state: 'failed',
      cure: expect.stringContaining('VPC Infrastructure Services'),
    });
  });

  test('tells on which projects only Reader is given, and what does not work there', async () => {
    role('Writer', { payments: 'Reader', payroll: 'none' });
    const { code, of } = await examine();
    expect(of('Roles')).toEqual([
      expect.objectContaining({
        state: 'passed',
        detail: expect.stringMatching(/^Writer on .*and \d+ more/),
      }),
      expect.objectContaining({
        state: 'passed',
        detail: expect.stringMatching(/^Reader on payments \(eu-de\): system events are not read/),
        cure: expect.stringContaining('Writer'),
      }),
      expect.objectContaining({
        state: 'failed',
        detail: expect.stringMatching(/^none on payroll \(eu-de\)/),
        cure: expect.stringContaining('iam service-policy-create'),
      }),
    ]);
    expect(code).toBe(1);
  });

  test('with Reader names the role that system events need', async () => {
    role('Reader');
    const { of } = await examine();
    expect(of('System events')[0]).toMatchObject({
      state: 'failed',
      cure: expect.stringContaining('Writer'),
    });
    expect(of('Logs')[0]).toMatchObject({ state: 'passed' });
  });

  test('without a login says how to log in, and tries nothing that needs one', async () => {
    const { lines } = await examine({ IBMCLOUD_API_KEY: '' });
    expect(lines.filter(({ state }) => state !== 'skipped')).toEqual([
      expect.objectContaining({ name: 'IBM Cloud settings', state: 'passed' }),
      expect.objectContaining({
        name: 'IBM Cloud login',
        state: 'failed',
        cure: expect.stringContaining('ibmcloud login'),
      }),
    ]);
    expect(standIns.cloud.requests()).toBe(0);
  });

  test('a wrong key is one failed line, not one a check', async () => {
    const { lines, code } = await examine({ IBMCLOUD_API_KEY: 'a-key-that-is-wrong' });
    expect(lines.filter(({ state }) => state === 'failed')).toEqual([
      expect.objectContaining({
        name: 'IBM Cloud login',
        cure: expect.stringContaining('service-api-key-create'),
      }),
    ]);
    expect(code).toBe(1);
  });

  test('wrong settings are named, and nothing is asked', async () => {
    const { of } = await examine({ CLOUD_LOGS: 'frankfurt', CODE_ENGINE_API_URL: 'api' });
    expect(of('IBM Cloud settings')[0]).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(
        /CODE_ENGINE_API_URL is not .*; CLOUD_LOGS has “frankfurt”|CLOUD_LOGS.*; CODE_ENGINE_API_URL/,
      ),
    });
    expect(standIns.cloud.requests()).toBe(0);
  });

  describe('with several accounts', () => {
    const accounts = (text: string) => {
      const file = join(home, 'accounts.yaml');
      writeFileSync(file, text);
      const { IBMCLOUD_API_KEY: key = '' } = standIns.environment;
      return { IBMCLOUD_API_KEY: '', IBM_ACCOUNTS: file, ONE_KEY: key, BAD_KEY: 'a-key-that-is-wrong' };
    };
    const one = '  - { name: one, apiKeyEnv: ONE_KEY }\n';
    const bad = '  - { name: bad, apiKeyEnv: BAD_KEY }\n';

    test('each login has its line; one that fails is named, and the others are looked into', async () => {
      const { of, code } = await examine(accounts(`accounts:\n${bad}${one}`));
      expect(of('IBM Cloud login')).toEqual([
        expect.objectContaining({ state: 'passed', detail: 'account one' }),
        expect.objectContaining({
          state: 'failed',
          detail: expect.stringMatching(/^account bad: .*not accepted/),
          cure: expect.stringContaining('IBM_ACCOUNTS'),
        }),
      ]);
      expect(of('Regions')).toEqual([expect.objectContaining({ state: 'passed' })]);
      expect(of('Logs')[0]).toMatchObject({ state: 'passed' });
      expect(code).toBe(1);
    });

    test('IBM Cloud Logs is asked as the account of the instance, also where only the account names it', async () => {
      const [region, endpoint] = (standIns.environment.CLOUD_LOGS ?? '').split(',')[0]?.split('=') ?? [];
      const logs = `    cloudLogs: { ${region}: "${endpoint}" }\n`;
      const text = `accounts:\n  - name: one\n    apiKeyEnv: ONE_KEY\n${logs}`;
      const { of } = await examine({ ...accounts(text), CLOUD_LOGS: '' });
      expect(of('IBM Cloud Logs')).toEqual([
        expect.objectContaining({
          state: 'passed',
          detail: `the instance of ${region} of account one answers`,
        }),
      ]);
    });

    test('nothing is looked into where none works', async () => {
      const { of } = await examine(accounts(`accounts:\n${bad}`));
      expect(of('IBM Cloud login')).toEqual([expect.objectContaining({ state: 'failed' })]);
      expect(of('Roles')[0]).toMatchObject({ state: 'skipped' });
    });
  });

  test('a region that is down is named; the others are looked into', async () => {
    standIns.world.faults.on('down', {
      services: ['code-engine'],
      path: '/us-south/',
      effect: { kind: 'status', status: 503, code: 'service_unavailable', message: 'Service Unavailable' },
    });
    const { of } = await examine();
    expect(of('Regions')).toEqual([
      expect.objectContaining({ state: 'passed', detail: 'eu-de, eu-gb, eu-es' }),
      expect.objectContaining({
        state: 'failed',
        detail: expect.stringMatching(/^us-south: /),
        cure: expect.stringContaining('CODE_ENGINE_REGIONS'),
      }),
    ]);
    expect(of('Logs')[0]).toMatchObject({ state: 'passed' });
  });

  test('a project that is not there is named with what there is', async () => {
    const { of } = await examine({}, '--project', 'shopp');
    expect(of('Projects')[0]).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(/\(eu-de\).*none is called shopp/),
      cure: expect.stringContaining('Did you mean shop?'),
    });
    expect(of('Logs')[0]).toMatchObject({ state: 'skipped' });
  });

  test.each(['kubernetes-down', 'malformed-json', 'iam-down'] as const)(
    'with the fault %s every line that fails has its cure',
    async (fault) => {
      standIns.world.faults.on(fault);
      const { lines, code } = await examine();
      const failed = lines.filter(({ state }) => state === 'failed');
      expect(failed.length).toBeGreaterThan(0);
      for (const { cure } of failed) expect(cure?.length).toBeGreaterThan(10);
      expect(code).toBe(1);
    },
  );
});
