import type { LabCase, Tool } from '../case';

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

export const composerTool: Tool = {
  name: 'composer',
  needs: 'composer',
  version: 'composer --version',
  env: { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: '/var/cache/composer' },
  cases: composer,
};
