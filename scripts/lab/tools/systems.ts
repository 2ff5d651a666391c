/** Ruby's and PHP's installers, and the package managers of distributions. */
import type { LabCase, Tool } from '../case';

const gemfile = (more: string, host = 'rubygems.org') => ({
  Gemfile: `source "https://${host}"\n\n${more}\n`,
});
const bundler: readonly LabCase[] = [
  {
    name: 'no-gemfile',
    cause: 'project-files-missing-in-build',
    shows: /Could not locate Gemfile/,
    run: 'bundle install',
  },
  {
    name: 'source-does-not-resolve',
    cause: 'package-install-network',
    shows: /Could not (reach|fetch|connect)|getaddrinfo/i,
    files: gemfile('gem "sinatra"', 'registyr.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-refuses-connection',
    cause: 'package-install-network',
    shows: /refused|Could not (reach|fetch|connect)/i,
    files: gemfile('gem "sinatra"', 'closed.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-wants-login',
    cause: 'package-registry-auth',
    shows: /[Aa]uthentication|401/,
    files: gemfile('gem "sinatra"', 'packages.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-forbids',
    cause: 'package-registry-auth',
    shows: /403|forbidden|Bad username/i,
    files: gemfile('gem "sinatra"', 'forbidden.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'source-certificate',
    cause: 'tls-unknown-authority',
    shows: /SSL|certificate/i,
    files: gemfile('gem "sinatra"', 'corporate.example.com'),
    run: 'bundle install --retry 0',
  },
  {
    name: 'ruby-version-differs',
    cause: 'build-tool-version-mismatch',
    shows: /Your Ruby version is/,
    files: gemfile('ruby "2.1.0"'),
    run: 'bundle install',
  },
  {
    name: 'gem-not-installed',
    cause: 'build-dependency-not-installed',
    also: ['package-version-not-found'],
    shows: /Could not find/,
    files: gemfile('gem "sinatra", "4.0.0"'),
    run: 'bundle exec rackup',
  },
  {
    name: 'local-gem-missing',
    cause: 'package-version-not-found',
    also: ['build-dependency-not-installed'],
    shows: /Could not find gem/,
    files: gemfile('gem "sinatra", "4.0.0"'),
    run: 'bundle install --local',
  },
  {
    name: 'command-missing',
    cause: 'command-not-found-in-build',
    shows: /command not found/,
    files: { Gemfile: '' },
    run: 'bundle exec pumma',
  },
  {
    name: 'gemfile-broken',
    cause: 'compile-error',
    also: ['unknown'],
    shows: /error parsing|syntax/i,
    files: gemfile('gem "sinatra'),
    run: 'bundle install',
  },
  {
    name: 'frozen-lock-missing',
    cause: 'package-lockfile-mismatch',
    shows: /lockfile|Gemfile\.lock/,
    files: gemfile('gem "json"'),
    env: { BUNDLE_FROZEN: 'true' },
    run: 'bundle install',
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /Bundle complete/,
    files: { Gemfile: '' },
    run: 'bundle install',
  },
];

const composerJson = (require: Record<string, string>) => ({
  'composer.json': JSON.stringify({
    name: 'acme/shop',
    require,
    repositories: [{ type: 'composer', url: 'https://repo.packagist.org' }, { 'packagist.org': false }],
  }),
});
const repository = (host: string) => ({
  'composer.json': JSON.stringify({
    name: 'acme/shop',
    require: { 'acme/mail': '^1.0' },
    repositories: [{ type: 'composer', url: `https://${host}` }, { 'packagist.org': false }],
  }),
});
const composerRun = 'composer install --no-interaction --no-progress';
const composer: readonly LabCase[] = [
  {
    name: 'no-json',
    cause: 'project-files-missing-in-build',
    shows: /could not find a composer\.json/i,
    run: composerRun,
  },
  {
    name: 'package-missing',
    cause: 'package-version-not-found',
    shows: /could not be found/,
    files: composerJson({ 'acme/mial': '^1.0' }),
    run: composerRun,
  },
  {
    name: 'version-missing',
    cause: 'package-version-not-found',
    shows: /does not match the constraint|found acme/,
    files: composerJson({ 'acme/mail': '^7.0' }),
    run: composerRun,
  },
  {
    name: 'extension-missing',
    cause: 'package-dependency-conflict',
    also: ['native-build-tools-missing', 'build-dependency-not-installed', 'build-tool-version-mismatch'],
    shows: /ext-imagick/,
    files: composerJson({ 'acme/imaging': '^1.0' }),
    run: composerRun,
  },
  {
    name: 'php-too-old',
    cause: 'build-tool-version-mismatch',
    also: ['package-dependency-conflict'],
    shows: /php (>=)?|your php version/i,
    files: composerJson({ 'acme/errors': '^2.0' }),
    run: composerRun,
  },
  {
    name: 'versions-conflict',
    cause: 'package-dependency-conflict',
    shows: /conflict|could not be resolved/i,
    files: composerJson({ 'acme/errors': '2.0.0', 'acme/mail': '^1.0' }),
    run: `${composerRun} --ignore-platform-reqs`,
  },
  {
    name: 'repository-does-not-resolve',
    cause: 'package-install-network',
    shows: /Could not resolve host/,
    files: repository('registyr.example.com'),
    run: composerRun,
  },
  {
    name: 'repository-refuses-connection',
    cause: 'package-install-network',
    shows: /refused|Failed to connect|Couldn't connect/i,
    files: repository('closed.example.com'),
    run: composerRun,
  },
  {
    name: 'repository-wants-login',
    cause: 'package-registry-auth',
    shows: /401|[Cc]redentials|authenticat/,
    files: repository('packages.example.com'),
    run: composerRun,
  },
  {
    name: 'repository-down',
    cause: 'package-install-network',
    also: ['registry-server-error'],
    shows: /503/,
    files: repository('down.example.com'),
    run: composerRun,
  },
  {
    name: 'repository-certificate',
    cause: 'tls-unknown-authority',
    shows: /certificate/,
    files: repository('corporate.example.com'),
    run: composerRun,
  },
  {
    name: 'lock-differs',
    cause: 'package-lockfile-mismatch',
    shows: /lock file/,
    files: composerJson({ 'acme/mail': '^1.0' }),
    setup: `${composerRun} && sed -i 's#"acme/mail":"^1.0"#"acme/mail":"^1.0","acme/imaging":"^1.0"#' composer.json && rm -rf vendor`,
    run: composerRun,
  },
  {
    name: 'json-broken',
    cause: 'unknown',
    also: ['compile-error', 'project-files-missing-in-build'],
    shows: /does not contain valid JSON|Parse error/,
    files: { 'composer.json': '{ "name": "acme/shop", }' },
    run: composerRun,
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    shows: /Generating autoload/,
    files: composerJson({ 'acme/mail': '^1.0' }),
    run: composerRun,
  },
];

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

export const systemTools: readonly Tool[] = [
  {
    name: 'bundler',
    needs: 'bundle',
    version: 'bundle --version',
    env: { BUNDLE_SILENCE_ROOT_WARNING: '1' },
    cases: bundler,
  },
  {
    name: 'composer',
    needs: 'composer',
    version: 'composer --version',
    env: { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: '/var/cache/composer' },
    cases: composer,
  },
  { name: 'apt', needs: 'apt-get', version: 'apt-get --version', cases: apt },
  { name: 'dnf', needs: 'dnf', version: 'dnf --version', cases: dnf },
];
