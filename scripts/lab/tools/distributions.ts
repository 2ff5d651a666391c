/** The package managers of distributions. */
import type { LabCase, Tool } from '../case';

const sources = (host: string, suite = 'stable') =>
  `rm -rf /etc/apt/sources.list.d/* /var/lib/apt/lists/*; echo "deb https://${host}/debian ${suite} main" > /etc/apt/sources.list`;
const apt: readonly LabCase[] = [
  {
    name: 'package-missing',
    cause: 'package-version-not-found',
    shows: /Unable to locate package/,
    run: 'apt-get install -y libpq-devel',
  },
  {
    name: 'version-missing',
    cause: 'package-version-not-found',
    shows: /was not found/,
    run: 'apt-get install -y curl=1.0.0-1',
  },
  {
    name: 'release-gone',
    cause: 'package-version-not-found',
    shows: /404|does not have a Release file/,
    setup: sources('missing.example.com', 'jessie'),
    run: 'apt-get update && apt-get install -y libpq-dev',
  },
  {
    name: 'mirror-does-not-resolve',
    cause: 'package-install-network',
    shows: /Could not resolve|Temporary failure/,
    setup: sources('registyr.example.com'),
    run: 'apt-get update --error-on=any && apt-get install -y libpq-dev',
    on: ['trixie', 'sid'],
  },
  {
    name: 'mirror-does-not-resolve-then-install',
    cause: 'package-install-network',
    shows: /Could not resolve|Temporary failure/,
    setup: sources('registyr.example.com'),
    run: 'apt-get update && apt-get install -y libpq-devel',
  },
  {
    name: 'mirror-refuses-connection',
    cause: 'package-install-network',
    shows: /refused|Could not connect/i,
    setup: sources('closed.example.com'),
    run: 'apt-get update && apt-get install -y libpq-devel',
  },
  {
    name: 'mirror-forbids',
    cause: 'package-registry-auth',
    also: ['package-install-network', 'package-version-not-found'],
    shows: /403/,
    setup: sources('forbidden.example.com'),
    run: 'apt-get update && apt-get install -y libpq-dev',
  },
  {
    name: 'mirror-down',
    cause: 'package-install-network',
    also: ['registry-server-error'],
    shows: /503/,
    setup: sources('down.example.com'),
    run: 'apt-get update && apt-get install -y libpq-dev',
  },
  {
    name: 'mirror-certificate',
    cause: 'tls-unknown-authority',
    also: ['package-install-network'],
    shows: /[Cc]ertificate/,
    setup: sources('corporate.example.com'),
    run: 'apt-get update && apt-get install -y libpq-devel',
  },
  {
    name: 'not-root',
    cause: 'permission-denied-in-build',
    shows: /are you root|Permission denied/,
    run: 'setpriv --reuid 1000 --regid 1000 --clear-groups apt-get install -y curl',
  },
  {
    name: 'locked',
    cause: 'unknown',
    also: ['permission-denied-in-build'],
    shows: /Could not get lock/,
    run: `python3 -c "import fcntl,time;f=open('/var/lib/dpkg/lock-frontend','w');fcntl.lockf(f,fcntl.LOCK_EX);time.sleep(5)" & sleep 1; apt-get install -y curl`,
  },
  {
    name: 'usage',
    cause: 'build-command-usage-error',
    shows: /not understood/,
    run: 'apt-get install -y --no-install-recomends curl',
  },
  {
    name: 'well-newest',
    cause: 'healthy-no-problem',
    shows: /already the newest version/,
    run: 'apt-get install -y curl libgpg-error0',
  },
  {
    name: 'well-cli-warning',
    cause: 'healthy-no-problem',
    shows: /stable CLI/,
    run: 'apt install -y libgpg-error0 curl',
  },
];

const repo = (host: string) => ({
  '/etc/yum.repos.d/base.repo': `[base]\nname=Base\nbaseurl=https://${host}/os/\nenabled=1\ngpgcheck=0\n`,
});
const dnfRun =
  'rm -rf /var/cache/dnf; dnf -y --setopt=retries=1 --setopt=timeout=5 --releasever=9 install postgresql-libs';
const dnf: readonly LabCase[] = [
  {
    name: 'mirror-does-not-resolve',
    cause: 'package-install-network',
    shows: /Could not resolve/i,
    files: repo('registyr.example.com'),
    run: dnfRun,
  },
  {
    name: 'mirror-refuses-connection',
    cause: 'package-install-network',
    shows: /connect/i,
    files: repo('closed.example.com'),
    run: dnfRun,
  },
  {
    name: 'mirror-gone',
    cause: 'package-version-not-found',
    also: ['package-install-network', 'remote-download-failed'],
    shows: /404/,
    files: repo('missing.example.com'),
    run: dnfRun,
  },
  {
    name: 'mirror-down',
    cause: 'package-install-network',
    also: ['registry-server-error'],
    shows: /503/,
    files: repo('down.example.com'),
    run: dnfRun,
  },
  {
    name: 'mirror-certificate',
    cause: 'tls-unknown-authority',
    also: ['package-install-network'],
    shows: /certificate/i,
    files: repo('corporate.example.com'),
    run: dnfRun,
  },
  {
    name: 'package-missing',
    cause: 'package-version-not-found',
    shows: /Unable to find a match|No match/,
    setup: 'rm -f /etc/yum.repos.d/*',
    run: 'dnf -y --releasever=9 install postgresql-libs',
  },
  {
    name: 'usage',
    cause: 'build-command-usage-error',
    shows: /usage|No such command|unrecognized/i,
    run: 'dnf -y instal curl',
  },
];

export const distributionTools: readonly Tool[] = [
  { name: 'apt', needs: 'apt-get', version: 'apt-get --version', cases: apt },
  { name: 'dnf', needs: 'dnf', version: 'dnf --version', cases: dnf },
];
