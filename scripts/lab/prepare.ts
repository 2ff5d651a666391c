/**
 * Makes the toolboxes: the root file system of each Debian suite with its tools, by mmdebstrap and the mirror that this
 * machine's apt uses, and the versions of npm, yarn and pnpm beside each other by this machine's npm. About two
 * minutes and four gigabytes a suite, once.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from './case';
import { suites } from './case';
import { labHome, toolbox } from './places';
import { trustedAuthority } from './servers/tls';

const everywhere = [
  ...[
    'ca-certificates',
    'ca-certificates-java',
    'busybox-static',
    'netbase',
    'procps',
    'iproute2',
    'unzip',
    'xz-utils',
  ],
  ...['docker.io', 'containerd', 'runc', 'crun', 'buildah', 'podman', 'skopeo', 'umoci', 'fuse-overlayfs'],
  ...[
    'docker-registry',
    'apache2-utils',
    'git',
    'git-lfs',
    'openssh-server',
    'openssh-client',
    'curl',
    'wget',
  ],
  ...['nodejs', 'python3', 'python3-pip', 'python3-venv', 'python3-poetry', 'gunicorn'],
  ...['python3-redis', 'python3-psycopg2', 'postgresql-client', 'redis-tools'],
  ...['maven', 'gradle', 'junit4', 'libsurefire-java', 'libmaven-clean-plugin-java'],
  ...['libmaven-resources-plugin-java', 'libmaven-compiler-plugin-java', 'libmaven-jar-plugin-java'],
  ...['golang-go', 'cargo', 'gcc', 'g++', 'make', 'cmake', 'ruby', 'ruby-dev', 'bundler'],
  ...['php-cli', 'php-mbstring', 'php-curl', 'php-zip', 'composer', 'dnf', 'nginx-light'],
];
const only: Readonly<Record<Suite, readonly string[]>> = {
  bookworm: ['openjdk-17-jdk-headless'],
  trixie: ['docker-cli', 'docker-buildx', 'openjdk-21-jdk-headless', 'openjdk-25-jdk-headless'],
  sid: [
    'docker-cli',
    'docker-buildx',
    'openjdk-17-jdk-headless',
    'openjdk-21-jdk-headless',
    'openjdk-25-jdk-headless',
  ],
};
/** From npm, beside each other in /opt/npm/<name>@<version>. */
const fromNpm = [
  'npm@8',
  'npm@10',
  'npm@11',
  'yarn@1',
  '@yarnpkg/cli-dist@4',
  'pnpm@8',
  'pnpm@9',
  'pnpm@10',
  'typescript@5',
];

/** The first Debian mirror of this machine's apt. */
function mirror(): string {
  const listed = execFileSync('apt-get', ['indextargets', '--format', '$(SITE)|$(ORIGIN)'], {
    encoding: 'utf8',
  });
  const line = listed.split('\n').find((entry) => entry.endsWith('|Debian') && !entry.includes('security'));
  if (!line)
    throw new Error(
      'This machine\'s apt knows no Debian mirror. Run "apt-get update" on a Debian machine first.',
    );
  return line.split('|')[0] as string;
}

export function prepare(log: (line: string) => void): void {
  mkdirSync(labHome, { recursive: true });
  for (const suite of suites) {
    if (existsSync(toolbox(suite))) continue;
    log(`${suite}: making the toolbox`);
    const half = `${toolbox(suite)}.half`;
    rmSync(half, { recursive: true, force: true });
    execFileSync(
      'mmdebstrap',
      [
        ...['--mode=root', '--variant=minbase', '--skip=check/empty', '--dpkgopt=force-unsafe-io'],
        ...['--aptopt=Apt::Install-Recommends "false"', '--aptopt=Acquire::Check-Valid-Until "false"'],
        `--include=${[...everywhere, ...only[suite]].join(',')}`,
        ...[suite, half, `deb ${mirror()} ${suite} main`],
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    renameSync(half, toolbox(suite));
  }
  for (const suite of suites) finish(suite, log);
}

/** The trusted authority and the tools of npm, in a toolbox that stands. */
function finish(suite: Suite, log: (line: string) => void): void {
  const root = toolbox(suite);
  const authority = join(root, 'usr/local/share/ca-certificates/example-root.crt');
  if (!existsSync(authority)) {
    copyFileSync(trustedAuthority(), authority);
    execFileSync('chroot', [root, 'update-ca-certificates'], { stdio: 'ignore' });
  }
  for (const tool of fromNpm) {
    const prefix = join(root, 'opt/npm', tool);
    if (existsSync(prefix)) continue;
    log(`${suite}: ${tool}`);
    mkdirSync(prefix, { recursive: true });
    execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', prefix, tool], {
      stdio: 'ignore',
    });
  }
}
