/** Planted faults, one a repository. */
import { app, appWith, appWithout, dockerfile, type Fault, python, under } from './plant';

const NODE = 'FROM docker.io/library/node:22-alpine';
const D = 'Dockerfile';
const base = (...lines: readonly string[]) => dockerfile(NODE, 'WORKDIR /app', ...lines);
const START = 'CMD ["node", "server.js"]';
const token = 'ada:glpat-0123456789abcdefghij';
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 120000\n`;
const attributes = '*.bin filter=lfs diff=lfs merge=lfs -text\n';

export const faults: readonly Fault[] = [
  // The way to the source.
  { name: 'repository-gone', repository: app, gone: true, cause: 'git-repo-not-found', step: 'repository' },
  {
    name: 'private-without-secret',
    repository: app,
    access: { login: token },
    cause: 'git-repo-not-found',
    step: 'auth',
  },
  {
    name: 'wrong-token',
    repository: app,
    access: { login: token },
    login: 'ada:other',
    cause: 'git-auth-failed',
    step: 'auth',
  },
  {
    name: 'expired-token',
    repository: app,
    access: {
      loginAnswer: { status: 401, body: 'HTTP Basic: Access denied. Your access token has expired.\n' },
    },
    login: token,
    cause: 'git-auth-failed',
    step: 'auth',
  },
  {
    name: 'sso-not-authorised',
    repository: app,
    access: {
      loginAnswer: { status: 403, body: 'The shop organization has enabled or enforced SAML SSO.\n' },
    },
    login: token,
    cause: 'git-auth-failed',
    step: 'auth',
  },
  {
    name: 'token-of-another-repository',
    repository: app,
    access: { loginAnswer: { status: 404, body: 'remote: Repository not found.\n' } },
    login: token,
    cause: 'git-repo-not-found',
    step: 'repository',
  },
  { name: 'stranger-key', repository: app, ssh: 'stranger', cause: 'git-auth-failed', step: 'auth' },
  {
    name: 'deploy-key-of-another',
    repository: app,
    ssh: 'deploy',
    cause: 'git-auth-failed',
    step: 'repository',
  },
  { name: 'expired-key', repository: app, ssh: 'expired', cause: 'ssh-key-expired', step: 'auth' },
  { name: 'passphrase', repository: app, ssh: 'passphrase', cause: 'ssh-key-passphrase', step: 'auth' },
  { name: 'key-with-windows-lines', repository: app, ssh: 'windows', cause: 'git-auth-failed', step: 'auth' },
  {
    name: 'host-key-changed',
    repository: app,
    ssh: 'changed-host',
    cause: 'git-host-key-unverified',
    step: 'identity',
  },
  {
    name: 'host-key-unknown',
    repository: app,
    ssh: 'unknown-host',
    cause: 'git-host-key-unverified',
    step: 'identity',
  },
  {
    name: 'ssh-without-secret',
    repository: app,
    ssh: 'none',
    cause: 'git-host-key-unverified',
    step: 'identity',
  },
  {
    name: 'branch-misspelt',
    repository: app,
    revision: 'mian',
    cause: 'git-revision-not-found',
    step: 'revision',
  },
  {
    name: 'default-branch-renamed',
    repository: { commits: [{ files: app }], defaultBranch: 'trunk' },
    revision: 'main',
    cause: 'git-revision-not-found',
    step: 'revision',
  },
  {
    name: 'empty-repository',
    repository: { commits: [] },
    cause: 'git-revision-not-found',
    step: 'revision',
  },
  {
    name: 'commit-gone',
    repository: app,
    revision: '0123456789abcdef0123456789abcdef01234567',
    cause: 'git-revision-not-found',
    step: 'revision',
  },

  {
    name: 'shallow-clone-refused',
    repository: app,
    revision: 'main',
    shallow: 'refused',
    cause: 'git-shallow-refused',
  },
  {
    name: 'shallow-clone-unoffered',
    repository: app,
    revision: 'main',
    shallow: 'unoffered',
    cause: 'git-shallow-refused',
  },
  {
    name: 'default-branch-renamed-to-any-name',
    repository: { commits: [{ files: app }], defaultBranch: 'edge' },
    revision: 'release',
    cause: 'git-revision-not-found',
    step: 'revision',
  },

  // Submodules and LFS.
  {
    name: 'submodule-without-address',
    repository: appWith({ 'libs/ui': { commit: '1'.repeat(40) } }),
    cause: 'git-submodule-failed',
    file: '.gitmodules',
  },
  {
    name: 'submodule-gone',
    repository: appWith({
      '.gitmodules': '[submodule "ui"]\n\tpath = libs/ui\n\turl = ../nothing-here\n',
      'libs/ui': { commit: '1'.repeat(40) },
    }),
    cause: 'git-submodule-failed',
    file: '.gitmodules',
    line: 3,
  },
  {
    name: 'submodule-commit-gone',
    repository: appWith({
      '.gitmodules': '[submodule "ui"]\n\tpath = libs/ui\n\turl = ../well-node\n',
      'libs/ui': { commit: '2'.repeat(40) },
    }),
    cause: 'git-submodule-failed',
    file: '.gitmodules',
    line: 3,
  },
  {
    name: 'lfs-object-lost',
    repository: appWith({ '.gitattributes': attributes, 'models/a.bin': pointer }),
    lfs: 'lost',
    cause: 'git-lfs-failed',
    file: 'models/a.bin',
    line: 2,
  },
  {
    name: 'lfs-object-lost-by-inner-attributes',
    repository: appWith({ 'models/.gitattributes': attributes, 'models/a.bin': pointer }),
    lfs: 'lost',
    cause: 'git-lfs-failed',
    file: 'models/a.bin',
    line: 2,
  },
  {
    name: 'lfs-over-quota',
    repository: appWith({ '.gitattributes': attributes, 'models/a.bin': pointer }),
    lfs: 'quota',
    cause: 'git-lfs-failed',
    file: 'models/a.bin',
    line: 2,
  },

  // The Dockerfile’s place and form.
  {
    name: 'dockerfile-in-subdirectory',
    repository: under('api', app),
    cause: 'dockerfile-not-found',
    file: D,
  },
  {
    name: 'dockerfile-other-name',
    repository: { ...appWithout(D), 'Dockerfile.prod': app[D] ?? '' },
    cause: 'dockerfile-not-found',
    file: D,
  },
  {
    name: 'dockerfile-link-to-nothing',
    repository: { ...appWithout(D), [D]: { link: 'docker/Dockerfile.prod' } },
    cause: 'dockerfile-not-found',
    file: D,
  },
  {
    name: 'dockerfile-link-out-of-the-repository',
    repository: { ...appWithout(D), [D]: { link: '../../../etc/passwd' } },
    cause: 'dockerfile-not-found',
    file: D,
  },
  {
    name: 'fault-behind-a-dockerfile-link',
    repository: {
      ...appWithout(D),
      [D]: { link: 'docker/Dockerfile.prod' },
      'docker/Dockerfile.prod': `${NODE}\nCOPPY . .\n`,
    },
    cause: 'dockerfile-syntax',
    file: D,
    line: 2,
  },
  {
    name: 'copy-of-links-in-a-circle',
    repository: appWith({
      ...base('COPY one /app/one', START),
      one: { link: 'two' },
      two: { link: 'one' },
    }),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 3,
  },
  {
    name: 'dockerfile-other-case',
    repository: { ...appWithout(D), dockerfile: app[D] ?? '' },
    cause: 'dockerfile-not-found',
    file: D,
  },
  {
    name: 'context-directory-misspelt',
    repository: under('services/api', app),
    build: { contextDir: 'services/Api' },
    cause: 'dockerfile-not-found',
    file: 'services/Api/Dockerfile',
  },
  { name: 'no-dockerfile-at-all', repository: python, cause: 'dockerfile-not-found', file: D },
  {
    name: 'unknown-instruction',
    repository: appWith(base('COPY . .', 'RUNN npm ci', START)),
    cause: 'dockerfile-syntax',
    file: D,
    line: 4,
  },
  {
    name: 'unknown-flag',
    repository: appWith(base('COPY --chwon=node . .', START)),
    cause: 'dockerfile-syntax',
    file: D,
    line: 3,
  },
  {
    name: 'empty-dockerfile',
    repository: appWith({ Dockerfile: '# nothing yet\n' }),
    cause: 'dockerfile-syntax',
    file: D,
    line: 1,
  },
  {
    name: 'open-here-document',
    repository: appWith(base('RUN <<EOF', 'npm ci', START)),
    cause: 'dockerfile-syntax',
    file: D,
    line: 3,
  },
  {
    name: 'copy-without-destination',
    repository: appWith(base('COPY server.js', START)),
    cause: 'dockerfile-syntax',
    file: D,
    line: 3,
  },
  {
    name: 'several-sources-into-a-file',
    repository: appWith(base('COPY server.js package.json /app/files', START)),
    cause: 'dockerfile-syntax',
    file: D,
    line: 3,
  },

  // Stages, arguments and base images.
  {
    name: 'stage-misspelt',
    repository: appWith(
      dockerfile(
        `${NODE} AS builder`,
        'WORKDIR /app',
        'COPY . .',
        NODE,
        'COPY --from=bulider /app /app',
        START,
      ),
    ),
    cause: 'dockerfile-unknown-stage',
    file: D,
    line: 5,
  },
  {
    name: 'stage-comes-later',
    repository: appWith(
      dockerfile(`${NODE} AS first`, 'COPY --from=second /x /x', `${NODE} AS second`, START),
    ),
    cause: 'dockerfile-unknown-stage',
    file: D,
    line: 2,
  },
  {
    name: 'stage-number-too-high',
    repository: appWith(dockerfile(NODE, NODE, 'COPY --from=3 /x /x', START)),
    cause: 'dockerfile-unknown-stage',
    file: D,
    line: 3,
  },
  {
    name: 'argument-without-default',
    repository: appWith(dockerfile('ARG TAG', `FROM docker.io/library/node:\${TAG}`, 'COPY . .', START)),
    cause: 'build-env-variable-missing',
    file: D,
    line: 2,
  },
  {
    name: 'argument-behind-from',
    repository: appWith(
      dockerfile(NODE, 'ARG BASE=docker.io/library/node:22-alpine', `FROM $BASE`, 'COPY . .', START),
    ),
    cause: 'build-env-variable-missing',
    file: D,
    line: 3,
  },
  {
    name: 'base-tag-not-there',
    repository: appWith(dockerfile('FROM docker.io/library/node:22-alpien', 'COPY . .', START)),
    cause: 'base-image-not-found',
    file: D,
    line: 1,
  },
  {
    name: 'base-image-private',
    repository: appWith(dockerfile('FROM registry.example.com/base/node:22', 'COPY . .', START)),
    cause: 'base-image-access-denied',
    file: D,
    line: 1,
  },
  {
    name: 'base-image-rate-limited',
    repository: appWith(dockerfile('FROM registry.example.com/busy/node:22', 'COPY . .', START)),
    cause: 'base-image-rate-limited',
    file: D,
    line: 1,
  },
  {
    name: 'base-image-other-architecture',
    repository: appWith(dockerfile('FROM registry.example.com/open/arm:1', 'COPY . .', START)),
    cause: 'arch-mismatch-no-manifest',
    file: D,
    line: 1,
  },
  {
    name: 'platform-arm64',
    repository: appWith(dockerfile(NODE.replace('FROM', 'FROM --platform=linux/arm64'), 'COPY . .', START)),
    cause: 'exec-format-error',
    file: D,
    line: 1,
  },

  // COPY and ADD.
  {
    name: 'copy-not-committed',
    repository: appWith(base('COPY config.yaml ./', START)),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 3,
  },
  {
    name: 'copy-hidden-by-dockerignore',
    repository: appWith({
      ...base('COPY server.js ./', 'COPY docs/ ./docs/', START),
      'docs/a.md': 'a\n',
      '.dockerignore': 'node_modules\n**/*.md\ndocs\n',
    }),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 4,
  },
  {
    name: 'copy-other-case',
    repository: appWith(base('COPY Server.js ./', START)),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 3,
  },
  {
    name: 'copy-from-parent',
    repository: {
      ...under('api', appWith(base('COPY . .', 'COPY ../shared ./shared', START))),
      'shared/a.js': 'a\n',
    },
    build: { contextDir: 'api' },
    cause: 'dockerfile-copy-missing-file',
    file: 'api/Dockerfile',
    line: 4,
  },
  {
    name: 'copy-built-locally',
    repository: appWith({ ...base('COPY dist ./dist', START), '.gitignore': 'node_modules\n/dist\n' }),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 3,
  },
  {
    name: 'copy-in-other-directory',
    repository: appWith({ ...base('COPY nginx.conf /etc/nginx/', START), 'deploy/nginx.conf': 'x\n' }),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 3,
  },
  {
    name: 'copy-jar-never-built',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/eclipse-temurin:21',
        'COPY target/*.jar /app.jar',
        'CMD ["java", "-jar", "/app.jar"]',
      ),
      'pom.xml': '<project/>\n',
    },
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 2,
  },
  {
    name: 'add-with-variable',
    repository: appWith(base('ARG CONFIG=prod', `ADD config/\${CONFIG}.json ./`, START)),
    cause: 'dockerfile-copy-missing-file',
    file: D,
    line: 4,
  },

  // Scripts.
  {
    name: 'run-script-not-there',
    repository: appWith(base('COPY . .', 'RUN ./scripts/build.sh', START)),
    cause: 'command-not-found-in-build',
    file: D,
    line: 4,
  },
  {
    name: 'run-script-not-executable',
    repository: appWith({ ...base('COPY . .', 'RUN ./build.sh', START), 'build.sh': '#!/bin/sh\ntrue\n' }),
    cause: 'permission-denied-in-build',
    file: D,
    line: 4,
  },
  {
    name: 'run-script-windows-lines',
    repository: appWith({
      ...base('COPY . .', 'RUN ./build.sh', START),
      'build.sh': { text: '#!/bin/sh\r\ntrue\r\n', executable: true },
    }),
    cause: 'command-not-found-in-build',
    file: 'build.sh',
    line: 1,
  },
  {
    name: 'entrypoint-not-there',
    repository: appWith(base('COPY . .', 'ENTRYPOINT ["./docker-entrypoint.sh"]')),
    cause: 'entrypoint-not-found',
    file: D,
    line: 4,
  },
  {
    name: 'entrypoint-not-executable',
    repository: appWith({
      ...base('COPY . .', 'ENTRYPOINT ["/app/run.sh"]'),
      'run.sh': '#!/bin/sh\nexec node server.js\n',
    }),
    cause: 'entrypoint-not-executable',
    file: D,
    line: 4,
  },
  {
    name: 'entrypoint-windows-lines',
    repository: appWith({
      ...base('COPY run.sh /run.sh', 'ENTRYPOINT ["/run.sh"]'),
      'run.sh': { text: '#!/bin/sh\r\nexec node server.js\r\n', executable: true },
    }),
    cause: 'entrypoint-not-found',
    file: 'run.sh',
    line: 1,
  },
  {
    name: 'entrypoint-without-interpreter',
    repository: appWith({
      ...base('COPY . .', 'ENTRYPOINT ["/app/run.sh"]'),
      'run.sh': { text: 'exec node server.js\n', executable: true },
    }),
    cause: 'exec-format-error',
    file: 'run.sh',
    line: 1,
  },

  // How it starts.
  { name: 'no-command', repository: appWith(base('COPY . .')), cause: 'no-entrypoint', file: D, line: 1 },
  {
    name: 'nothing-on-scratch',
    repository: appWith(dockerfile('FROM scratch', 'COPY server.js /')),
    cause: 'no-entrypoint',
    file: D,
    line: 1,
  },
  {
    name: 'shell-form',
    repository: appWith(base('COPY . .', 'CMD node server.js')),
    cause: 'start-ignores-signals',
    file: D,
    line: 4,
  },
  {
    name: 'user-by-name',
    repository: appWith(base('COPY . .', 'USER node', START)),
    cause: 'run-as-root-forbidden',
    file: D,
    line: 4,
  },
  {
    name: 'other-port',
    repository: appWith(base('COPY . .', 'EXPOSE 3000', START)),
    build: { port: 8080 },
    cause: 'port-not-listening',
    file: D,
    line: 4,
  },

  // Lock files.
  {
    name: 'npm-ci-without-lock',
    repository: appWithout('package-lock.json'),
    cause: 'package-lockfile-mismatch',
    file: D,
    line: 4,
  },
  {
    name: 'npm-ci-with-yarn-lock',
    repository: { ...appWithout('package-lock.json'), 'yarn.lock': '# yarn lockfile v1\n' },
    cause: 'package-lockfile-mismatch',
    file: D,
    line: 4,
  },
  {
    name: 'lock-not-copied',
    repository: appWith(base('COPY package.json ./', 'RUN npm ci', 'COPY . .', START)),
    cause: 'package-lockfile-mismatch',
    file: D,
    line: 4,
  },
  {
    name: 'lock-out-of-step',
    repository: appWith({
      'package.json':
        '{\n  "name": "shop",\n  "dependencies": {\n    "express": "^4.19.0",\n    "pino": "^9.0.0"\n  }\n}\n',
    }),
    cause: 'package-lockfile-mismatch',
    file: 'package.json',
    line: 5,
  },
  {
    name: 'lock-with-older-version',
    repository: appWith({ 'package.json': '{\n  "dependencies": {\n    "express": "^5.0.0"\n  }\n}\n' }),
    cause: 'package-lockfile-mismatch',
    file: 'package.json',
    line: 3,
  },
  {
    name: 'pnpm-frozen-without-lock',
    repository: appWith(
      base('COPY package*.json ./', 'RUN pnpm install --frozen-lockfile', 'COPY . .', START),
    ),
    cause: 'package-lockfile-mismatch',
    file: D,
    line: 4,
  },

  // Buildpacks.
  {
    name: 'buildpacks-app-in-subdirectory',
    repository: under('web', app),
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-none-detected',
    file: 'web/package.json',
  },
  {
    name: 'buildpacks-several-apps',
    repository: { ...under('api', app), ...under('worker', python) },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-none-detected',
    file: 'api/package.json',
  },
  {
    name: 'buildpacks-no-language',
    repository: { 'main.c': 'int main() {}\n', Makefile: 'all:\n' },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-none-detected',
  },
  {
    name: 'buildpacks-old-node',
    repository: appWith({
      'package.json':
        '{\n  "name": "shop",\n  "engines": {\n    "node": "14.x"\n  },\n  "scripts": {\n    "start": "node server.js"\n  }\n}\n',
    }),
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: 'package.json',
    line: 4,
  },
  {
    name: 'buildpacks-old-nvmrc',
    repository: appWith({ '.nvmrc': 'v12.22.1\n' }),
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: '.nvmrc',
    line: 1,
  },
  {
    name: 'buildpacks-old-python',
    repository: { ...python, '.python-version': '3.6\n' },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: '.python-version',
    line: 1,
  },
  {
    name: 'buildpacks-go-of-tomorrow',
    repository: { 'go.mod': 'module shop\n\ngo 1.99\n', 'main.go': 'package main\nfunc main() {}\n' },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: 'go.mod',
    line: 3,
  },
  {
    name: 'buildpacks-old-dotnet',
    repository: {
      'shop.csproj': '<Project/>\n',
      'global.json': '{\n  "sdk": {\n    "version": "3.1.100"\n  }\n}\n',
    },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: 'global.json',
    line: 3,
  },
  {
    name: 'buildpacks-old-ruby',
    repository: {
      Gemfile: 'source "https://rubygems.org"\nruby "2.7.8"\n',
      'Gemfile.lock': 'GEM\n',
      'config.ru': 'run ->(e) { [200, {}, []] }\n',
    },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: 'Gemfile',
    line: 2,
  },
  {
    name: 'buildpacks-python-without-start',
    repository: { 'requirements.txt': 'flask\n', 'main.py': 'print(1)\n' },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-no-start-command',
    file: 'requirements.txt',
  },
  {
    name: 'buildpacks-node-without-start',
    repository: { 'package.json': '{\n  "name": "shop",\n  "scripts": {\n    "test": "jest"\n  }\n}\n' },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-no-start-command',
    file: 'package.json',
    line: 3,
  },
  {
    name: 'buildpacks-start-file-not-there',
    repository: { 'package.json': '{\n  "scripts": {\n    "start": "node src/server.js"\n  }\n}\n' },
    build: { strategy: 'buildpacks' },
    cause: 'entrypoint-not-found',
    file: 'package.json',
    line: 3,
  },
  {
    name: 'buildpacks-go-without-sums',
    repository: {
      'go.mod': 'module shop\n\ngo 1.25\n\nrequire github.com/gorilla/mux v1.8.1\n',
      'main.go': 'package main\nfunc main() {}\n',
    },
    build: { strategy: 'buildpacks' },
    cause: 'package-lockfile-mismatch',
    file: 'go.mod',
    line: 5,
  },
  {
    name: 'buildpacks-gem-not-locked',
    repository: {
      Gemfile: 'source "https://rubygems.org"\ngem "puma"\ngem "rack"\n',
      'Gemfile.lock': 'GEM\n  specs:\n    puma (6.4.0)\n',
      'config.ru': 'run 1\n',
    },
    build: { strategy: 'buildpacks' },
    cause: 'package-lockfile-mismatch',
    file: 'Gemfile',
    line: 3,
  },

  // Everywhere.
  {
    name: 'secret-committed',
    repository: appWith({ '.env.production': 'TOKEN=x\n' }),
    cause: 'source-secret-committed',
    file: '.env.production',
  },
  {
    name: 'ssh-key-committed',
    repository: appWith({ 'deploy/id_rsa': 'x\n' }),
    cause: 'source-secret-committed',
    file: 'deploy/id_rsa',
  },
  {
    name: 'large-file-committed',
    repository: appWith({ 'data/orders.dump': Buffer.alloc(60_000_000), 'data/shops.csv': 'a,b\n' }),
    cause: 'source-file-too-large',
    file: 'data/orders.dump',
  },
];
