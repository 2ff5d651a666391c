import type { LabCase, Tool } from '../case';

const pkg = (more: Record<string, unknown>) =>
  JSON.stringify({ name: 'shop-api', version: '1.0.0', private: true, ...more }, null, 2);
const needs = (dependencies: Record<string, string>) => ({ 'package.json': pkg({ dependencies }) });
const at = (host: string) => ({
  npm_config_registry: `https://${host}/`,
  YARN_NPM_REGISTRY_SERVER: `https://${host}/`,
  YARN_REGISTRY: `https://${host}/`,
});

/** The faults that npm, yarn and pnpm share. `install` installs, `frozen` installs by the lock file. */
function shared(install: string, run: string): readonly LabCase[] {
  const broken = (
    name: string,
    cause: LabCase['cause'],
    host: string,
    shows: RegExp,
    limit = 60,
  ): LabCase => ({
    name,
    cause,
    shows,
    files: needs({ 'tiny-pad': '^1.0.0' }),
    env: at(host),
    run: install,
    limit,
  });
  const script = (
    name: string,
    cause: LabCase['cause'],
    command: string,
    shows: RegExp,
    files: Record<string, string> = {},
  ): LabCase => ({
    name,
    cause,
    shows,
    files: { 'package.json': pkg({ scripts: { build: command } }), ...files },
    run,
  });
  return [
    {
      name: 'package-missing',
      cause: 'package-version-not-found',
      shows: /404|not found/i,
      files: needs({ 'tiny-padd': '^1.0.0' }),
      run: install,
    },
    {
      name: 'version-missing',
      cause: 'package-version-not-found',
      shows: /No matching version|Couldn't find any versions|No candidates|notarget/i,
      files: needs({ 'tiny-pad': '^9.0.0' }),
      run: install,
    },
    broken(
      'index-does-not-resolve',
      'package-install-network',
      'registyr.example.com',
      /ENOTFOUND|getaddrinfo|EAI_AGAIN/,
    ),
    broken('index-refuses-connection', 'package-install-network', 'closed.example.com', /ECONNREFUSED/),
    broken('index-resets', 'package-install-network', 'hangup.example.com', /ECONNRESET|socket|hang up|TLS/i),
    broken('index-certificate-of-a-proxy', 'tls-unknown-authority', 'corporate.example.com', /certificate/i),
    broken('index-certificate-expired', 'tls-cert-expired', 'expired.example.com', /expired/i),
    broken('index-wants-login', 'package-registry-auth', 'npm-private.example.com', /401|E401|authenticat/i),
    broken('index-forbids', 'package-registry-auth', 'forbidden.example.com', /403|forbidden/i),
    {
      ...broken('index-down', 'package-install-network', 'down.example.com', /503/, 90),
      also: ['registry-server-error'],
    },
    script(
      'script-command-missing',
      'command-not-found-in-build',
      'webpack --mode production',
      /webpack: (command )?not found|command not found/i,
    ),
    script('script-not-executable', 'permission-denied-in-build', './build.sh', /permission denied|EACCES/i, {
      'build.sh': '#!/bin/sh\necho hi\n',
    }),
    script(
      'type-error',
      'compile-error',
      'node /opt/npm/typescript@5/node_modules/typescript/bin/tsc --noEmit --strict src/app.ts',
      /error TS2322/,
      { 'src/app.ts': "export const port: number = 'eight';\n" },
    ),
    script(
      'heap-exhausted',
      'build-out-of-memory',
      'node --max-old-space-size=20 bundle.js',
      /heap out of memory/,
      { 'bundle.js': 'const all = []; for (;;) all.push(new Array(1000).fill({ module: all.length }));\n' },
    ),
    script('build-killed', 'build-out-of-memory', 'node bundle.js', /Killed|SIGKILL|137/i, {
      'bundle.js':
        'console.log("bundling 4,211 modules"); process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 1000);\n',
    }),
    script(
      'script-missing-here',
      'project-files-missing-in-build',
      'node scripts/build.js',
      /Cannot find module/,
    ),
    script(
      'dependency-not-installed',
      'build-dependency-not-installed',
      'node build.js',
      /Cannot find module 'esbuild'/,
      { 'build.js': "require('esbuild').build({});\n" },
    ),
    script('variable-missing', 'build-env-variable-missing', 'node build.js', /API_URL/, {
      'build.js': "if (!process.env.API_URL) throw new Error('Environment variable API_URL is not set');\n",
    }),
    {
      name: 'well',
      cause: 'healthy-no-problem',
      shows: /./,
      files: needs({ 'tiny-pad': '^1.0.0', 'error-boundary': '^3.0.0' }),
      run: install,
    },
    {
      name: 'well-build',
      cause: 'healthy-no-problem',
      shows: /0 errors/,
      files: {
        'package.json': pkg({ scripts: { build: 'node build.js' } }),
        'build.js':
          'console.log("warning: unused export FatalError in src/errors.js");console.log("compiled with 2 warnings, 0 errors");\n',
      },
      run,
    },
  ];
}

const npmOwn = (npm: string): readonly LabCase[] => [
  {
    name: 'no-package-json',
    cause: 'project-files-missing-in-build',
    shows: /package\.json/,
    run: `${npm} install`,
  },
  {
    name: 'ci-without-lock',
    cause: 'package-lockfile-mismatch',
    also: ['project-files-missing-in-build'],
    shows: /package-lock|lockfile/i,
    files: needs({ 'tiny-pad': '^1.0.0' }),
    run: `${npm} ci`,
  },
  {
    name: 'ci-lock-differs',
    cause: 'package-lockfile-mismatch',
    shows: /in sync/,
    files: needs({ 'tiny-pad': '^1.0.0' }),
    setup: `${npm} install && sed -i 's/"tiny-pad": "^1.0.0"/"tiny-pad": "^1.0.0", "tiny-core": "2.0.0"/' package.json`,
    run: `${npm} ci`,
  },
  {
    name: 'peers-conflict',
    cause: 'package-dependency-conflict',
    shows: /ERESOLVE/,
    files: needs({ 'tiny-core': '^2.0.0', 'tiny-ui': '^2.0.0' }),
    run: `${npm} install`,
  },
  {
    name: 'native-without-make',
    cause: 'native-build-tools-missing',
    shows: /make: not found/,
    files: needs({ 'tiny-native': '0.4.0' }),
    run: `mv /usr/bin/make /usr/bin/make.away; ${npm} install; code=$?; mv /usr/bin/make.away /usr/bin/make; exit $code`,
  },
  {
    name: 'native-without-compiler',
    cause: 'native-build-tools-missing',
    shows: /g\+\+: not found/,
    files: needs({ 'tiny-addon': '1.2.0' }),
    run: `mv /usr/bin/g++ /usr/bin/g++.away; ${npm} install; code=$?; mv /usr/bin/g++.away /usr/bin/g++; exit $code`,
  },
  {
    name: 'script-unknown',
    cause: 'build-command-usage-error',
    also: ['command-not-found-in-build', 'project-files-missing-in-build'],
    shows: /Missing script/i,
    files: { 'package.json': pkg({ scripts: { start: 'node .' } }) },
    run: `${npm} run build`,
  },
  {
    name: 'package-json-broken',
    cause: 'unknown',
    also: ['compile-error', 'project-files-missing-in-build', 'package-lockfile-mismatch'],
    shows: /JSON/i,
    files: { 'package.json': '{ "name": "shop", \n  "dependencies": { "tiny-pad": "^1.0.0", }\n}\n' },
    run: `${npm} install`,
  },
  {
    name: 'engine-strict',
    cause: 'build-tool-version-mismatch',
    shows: /EBADENGINE/,
    files: needs({ 'newer-node': '1.0.0' }),
    run: `${npm} install --engine-strict`,
  },
  {
    name: 'engine-warning-only',
    cause: 'healthy-no-problem',
    shows: /EBADENGINE/,
    files: needs({ 'newer-node': '1.0.0' }),
    run: `${npm} install`,
  },
  {
    name: 'no-room',
    cause: 'disk-space-exhausted',
    shows: /ENOSPC|no space/i,
    files: {},
    setup:
      'mkdir -p app && mount -t tmpfs -o size=24k tmpfs app && printf \'{"name":"a","dependencies":{"tiny-pad":"1.0.0","tiny-core":"2.0.0","error-boundary":"3.1.0"}}\' > app/package.json && head -c 8000 /dev/zero > app/fill',
    run: `cd app; ${npm} install; code=$?; cd ..; umount app; exit $code`,
  },
  {
    name: 'ci-well',
    cause: 'healthy-no-problem',
    shows: /added/,
    files: needs({ 'tiny-pad': '^1.0.0', 'error-boundary': '^3.0.0' }),
    setup: `${npm} install && rm -rf node_modules`,
    run: `${npm} ci`,
  },
];

const pnpmOwn = (pnpm: string): readonly LabCase[] => [
  {
    name: 'lock-missing',
    cause: 'package-lockfile-mismatch',
    shows: /ERR_PNPM_NO_LOCKFILE/,
    files: needs({ 'tiny-pad': '^1.0.0' }),
    run: `${pnpm} install --frozen-lockfile`,
  },
  {
    name: 'lock-differs',
    cause: 'package-lockfile-mismatch',
    shows: /OUTDATED_LOCKFILE/,
    files: needs({ 'tiny-pad': '^1.0.0' }),
    setup: `${pnpm} install && sed -i 's/"tiny-pad": "^1.0.0"/"tiny-pad": "^1.0.0", "tiny-core": "2.0.0"/' package.json`,
    run: `${pnpm} install --frozen-lockfile`,
  },
  {
    name: 'scripts-ignored',
    cause: 'package-scripts-not-approved',
    shows: /Ignored build scripts/,
    files: needs({ 'tiny-native': '0.4.0' }),
    run: `${pnpm} install --config.strict-dep-builds=true`,
  },
  {
    name: 'no-package-json',
    cause: 'project-files-missing-in-build',
    shows: /package\.json/,
    run: `${pnpm} install --frozen-lockfile`,
    ends: 'badly',
  },
  {
    name: 'engine',
    cause: 'build-tool-version-mismatch',
    shows: /UNSUPPORTED_ENGINE/,
    files: { 'package.json': pkg({ engines: { node: '>=99' } }) },
    run: `${pnpm} install --config.engine-strict=true`,
  },
];

const yarnOwn: readonly LabCase[] = [
  {
    name: 'lock-differs',
    cause: 'package-lockfile-mismatch',
    shows: /lockfile needs to be updated/,
    files: needs({ 'tiny-pad': '^1.0.0' }),
    setup: `node /opt/npm/yarn@1/node_modules/yarn/bin/yarn.js install && sed -i 's/"tiny-pad": "^1.0.0"/"tiny-pad": "^1.0.0", "tiny-core": "2.0.0"/' package.json`,
    run: 'node /opt/npm/yarn@1/node_modules/yarn/bin/yarn.js install --frozen-lockfile',
  },
  {
    name: 'engine',
    cause: 'build-tool-version-mismatch',
    shows: /incompatible/,
    files: needs({ 'newer-node': '1.0.0' }),
    run: 'node /opt/npm/yarn@1/node_modules/yarn/bin/yarn.js install',
  },
];

const berryOwn: readonly LabCase[] = [
  {
    name: 'lock-differs',
    cause: 'package-lockfile-mismatch',
    shows: /lockfile would have been/i,
    files: { ...needs({ 'tiny-pad': '^1.0.0' }), 'yarn.lock': '' },
    run: 'node /opt/npm/@yarnpkg/cli-dist@4/node_modules/@yarnpkg/cli-dist/bin/yarn.js install --immutable',
  },
];

const env = {
  NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt',
  CI: 'true',
  npm_config_update_notifier: 'false',
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '200',
  npm_config_fetch_retry_maxtimeout: '400',
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
  ...at('npm.example.com'),
};

function client(
  name: string,
  at: string,
  program: string,
  cases: (call: string) => readonly LabCase[],
  install = 'install',
): Tool {
  const call = `node /opt/npm/${at}/node_modules/${program}`;
  return {
    name,
    needs: 'node',
    version: `${call} --version`,
    setup: `test -e /opt/npm/${at}/node_modules/${program}`,
    env,
    cases: [...shared(`${call} ${install}`, `${call} run build`), ...cases(call)],
  };
}

/** Node's package managers, in several releases each. */
export const npmTools: readonly Tool[] = [
  ...['8', '10', '11'].map((version) => ({
    ...client('npm', `npm@${version}`, 'npm/bin/npm-cli.js', npmOwn),
    on: [version === '11' ? 'sid' : 'trixie'] as const,
  })),
  ...['8', '9', '10'].map((version) => ({
    ...client('pnpm', `pnpm@${version}`, 'pnpm/bin/pnpm.cjs', pnpmOwn),
    on: ['trixie'] as const,
  })),
  {
    ...client('yarn', 'yarn@1', 'yarn/bin/yarn.js', () => yarnOwn, 'install --non-interactive'),
    on: ['trixie'],
  },
  {
    ...client('yarn-berry', '@yarnpkg/cli-dist@4', '@yarnpkg/cli-dist/bin/yarn.js', () => berryOwn),
    on: ['trixie'],
  },
];
