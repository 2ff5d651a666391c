/**
 * Plants faults in repositories, one each, serves them by git's own `http-backend` and a real sshd, and asks whether the
 * source check names cause, file and line; and whether it finds nothing where all is well.
 * Run by `npm run -s source-lab`, with `-- --json` for programs. Needs git, sshd and ssh-keygen.
 */
import { startRegistryStandIn } from '../../playground/src/registry';
import type { SourceFinding } from '../../src/diagnosis/model/source-check';
import { examineTree } from '../../src/diagnosis/source';
import { makeAuthority, makeCertificate } from '../../test/support/certificates';
import {
  type HttpAccess,
  missingGit,
  sshKeyPair,
  startHttpGitHost,
  startSshGitHost,
} from '../../test/support/git-host';
import { repositoriesFolder } from '../../test/support/git-repository';
import { createAdapter } from '../../test/support/registry-adapter';
import { createSourceAdapter, type GitLogin } from '../../test/support/source-adapter';
import { faults as firstFaults } from './faults';
import type { Fault, Plant } from './plant';
import { secondFaults } from './second-faults';
import { secondWell } from './second-well';
import { thirdFaults, thirdWell } from './third';
import { well as firstWell } from './well';

const faults = [...firstFaults, ...secondFaults, ...thirdFaults];
const well = [...firstWell, ...secondWell, ...thirdWell];

interface Found {
  readonly step?: string;
  readonly cause: string;
  readonly file?: string;
  readonly line?: number;
}

interface Outcome {
  readonly name: string;
  readonly right: boolean;
  readonly wanted: Found | undefined;
  readonly found: readonly Found[];
}

const registries = {
  hosts: {
    'docker.io': {
      auth: 'none' as const,
      repositories: Object.fromEntries(
        ['node:22-alpine', 'golang:1.25', 'eclipse-temurin:21'].map((image) => {
          const [name = '', tag = ''] = image.split(':');
          return [`library/${name}`, { tags: { [tag]: { cmd: ['sh'] } } }];
        }),
      ),
    },
    'registry.example.com': {
      auth: 'token' as const,
      anonymous: { pull: ['open'] },
      faults: [
        { repository: 'busy', answer: { status: 429, code: 'TOOMANYREQUESTS', message: 'slow down' } },
      ],
      repositories: {
        'open/arm': { tags: { 1: { platforms: ['linux/arm64', 'linux/arm/v7'] } } },
        'open/nginx': { tags: { 1: { cmd: ['nginx'] } } },
        'base/node': { tags: { 22: {} } },
        'busy/node': { tags: { 22: {} } },
      },
    },
  },
};

async function main(): Promise<void> {
  const missing = missingGit('git', 'sshd');
  if (missing.length > 0) throw new Error(`${missing.join(' and ')} must be installed`);
  const folder = repositoriesFolder();
  const access: Record<string, HttpAccess> = {};
  const lfs: Record<string, 'lost' | 'quota' | 'there'> = {};
  const shallow: Record<string, 'unoffered' | 'refused'> = {};
  for (const plant of [...faults, ...well]) {
    if (!plant.gone) folder.make(plant.name, plant.repository);
    if (plant.access) access[plant.name] = plant.access;
    if (plant.lfs) lfs[plant.name] = plant.lfs;
    if (plant.shallow) shallow[plant.name] = plant.shallow;
  }
  const keys = {
    right: sshKeyPair('ed25519'),
    stranger: sshKeyPair('rsa'),
    expired: sshKeyPair('ed25519'),
    deploy: sshKeyPair('ed25519'),
  };
  const authority = await makeAuthority();
  const tls = await makeCertificate(authority);
  const http = await startHttpGitHost(folder.root, { access, lfs, shallow, tls });
  const ssh = await startSshGitHost(folder.root, [
    { publicKey: keys.right.publicKey },
    { publicKey: keys.expired.publicKey, expired: true },
    { publicKey: keys.deploy.publicKey, only: 'shop/another' },
  ]);
  const { knownHosts } = ssh;
  const other = sshKeyPair('ed25519').publicKey.split(' ').slice(0, 2).join(' ');
  const ready: Record<string, GitLogin> = {
    right: { ...keys.right, knownHosts },
    stranger: { ...keys.stranger, knownHosts },
    expired: { ...keys.expired, knownHosts },
    deploy: { ...keys.deploy, knownHosts },
    passphrase: { ...sshKeyPair('ed25519', 'open sesame'), knownHosts },
    windows: { privateKey: keys.right.privateKey.replaceAll('\n', '\r\n'), knownHosts },
    'changed-host': { ...keys.right, knownHosts: `[127.0.0.1]:${ssh.port} ${other}\n` },
    'unknown-host': { ...keys.right, knownHosts: `github.com ${other}\n` },
  };
  for (const { name, login } of [...faults, ...well]) {
    const [username = '', password = ''] = login?.split(':') ?? [];
    if (login !== undefined) ready[`login-of-${name}`] = { username, password };
  }
  const standIn = await startRegistryStandIn(registries);
  const registry = createAdapter({
    endpoints: new Map(Object.keys(registries.hosts).map((host) => [host, standIn.url])),
  });
  const adapter = createSourceAdapter({ secrets: ready, ca: authority.cert });

  async function find(plant: Plant): Promise<readonly Found[]> {
    const url = plant.ssh
      ? `ssh://${ssh.user}@127.0.0.1:${ssh.port}/${plant.name}`
      : `${http.url}/${plant.name}`;
    const secret =
      plant.ssh === 'none'
        ? undefined
        : (plant.ssh ?? (plant.login === undefined ? undefined : `login-of-${plant.name}`));
    const question = {
      ...(plant.revision !== undefined && { revision: plant.revision }),
      ...(secret !== undefined && { secret }),
    };
    return adapter.climb(url, question, async (check, tree) => {
      const failed = check.steps.find(({ status }) => status === 'failed');
      if (failed) return [{ step: failed.step, cause: failed.cause ?? 'unknown' }];
      if (!tree) return [{ cause: 'not-checked' }];
      const source = {
        strategy: 'dockerfile' as const,
        contextDir: '',
        dockerfile: 'Dockerfile',
        url,
        ...plant.build,
      };
      const { findings } = await examineTree(
        tree,
        { ...source, ...(check.commit && { commit: check.commit.id }) },
        { image: (reference) => registry.check(reference) },
      );
      return [...check.findings, ...findings].map(toFound);
    });
  }

  const outcomes: Outcome[] = [];
  for (const fault of faults) {
    const found = await find(fault);
    outcomes.push({ name: fault.name, right: isRight(fault, found[0]), wanted: wantedOf(fault), found });
  }
  const quiet: Outcome[] = [];
  for (const plant of well) {
    const found = await find(plant);
    quiet.push({ name: plant.name, right: found.length === 0, wanted: undefined, found });
  }
  adapter.close();
  registry.close();
  await Promise.all([http.close(), ssh.close(), standIn.close()]);
  folder.remove();
  show(outcomes, quiet);
}

function toFound({ cause, file, line }: SourceFinding): Found {
  return { cause, ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
}

function wantedOf({ cause, step, file, line }: Fault): Found {
  return {
    cause,
    ...(step !== undefined && { step }),
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  };
}

/** The first word must be the planted one: cause, and where it is. */
function isRight(fault: Fault, found: Found | undefined): boolean {
  return (
    JSON.stringify(Object.entries(wantedOf(fault)).sort()) ===
    JSON.stringify(Object.entries(found ?? {}).sort())
  );
}

function show(outcomes: readonly Outcome[], quiet: readonly Outcome[]): void {
  const right = outcomes.filter((each) => each.right).length;
  const silent = quiet.filter((each) => each.right).length;
  const wrong = [...outcomes, ...quiet].filter((each) => !each.right);
  if (process.argv.includes('--json')) {
    const summary = {
      faults: outcomes.length,
      right,
      well: quiet.length,
      silent,
      outcomes: [...outcomes, ...quiet],
    };
    console.log(JSON.stringify(summary, undefined, 2));
  } else {
    for (const { name, wanted, found } of wrong) {
      console.log(`${name}: wanted ${JSON.stringify(wanted) ?? 'nothing'}, found ${JSON.stringify(found)}`);
    }
    console.log(
      `${right} of ${outcomes.length} planted faults with cause, file and line; nothing found in ${silent} of ${quiet.length} that are well`,
    );
  }
  if (wrong.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
