/** A second batch of planted faults, of the kinds that people meet beside the plain ones: written before they were looked for. */
import { app, appWith, appWithout, dockerfile, type Fault, python, under } from './plant';

const NODE = 'FROM docker.io/library/node:22-alpine';
const D = 'Dockerfile';
const base = (...lines: readonly string[]) => dockerfile(NODE, 'WORKDIR /app', ...lines);
const START = 'CMD ["node", "server.js"]';
const absent = { cause: 'dockerfile-copy-missing-file', file: D } as const;
const lock = { cause: 'package-lockfile-mismatch' } as const;
const manifest = (dependencies: Readonly<Record<string, string>>, more = {}) =>
  `${JSON.stringify({ name: 'shop', dependencies, ...more }, undefined, 2)}\n`;
const yarnLock = (...entries: readonly (readonly [string, string])[]) =>
  `# yarn lockfile v1\n\n\n${entries.map(([names, version]) => `${names}:\n  version "${version}"\n  resolved "https://registry.yarnpkg.com/x"\n`).join('\n')}`;

export const secondFaults: readonly Fault[] = [
  // COPY and ADD in their many forms.
  {
    name: 'copy-chown-not-there',
    repository: appWith(base('COPY --chown=node:node config.yaml ./', START)),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-link-not-there',
    repository: appWith(base('COPY --link --chmod=644 assets ./assets', START)),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-exclude-not-there',
    repository: appWith(base('COPY --exclude=*.md handbook/ ./handbook/', START)),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-parents-not-there',
    repository: appWith({ ...base('COPY --parents ./src/lib/util.js ./', START), 'src/main.js': 'x\n' }),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-beside-here-document',
    repository: appWith(base('COPY settings.ini <<EOF /app/', 'a=1', 'EOF', START)),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-json-with-blank',
    repository: appWith(base('COPY ["price list.csv", "/app/"]', START)),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-directory-other-case',
    repository: appWith({ ...base('COPY Public/ ./public/', START), 'public/a.css': 'x\n' }),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-dangling-link',
    repository: appWith({ ...base('COPY config.json ./', START), 'config.json': { link: 'env/prod.json' } }),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-removed-in-last-commit',
    repository: {
      commits: [
        { files: appWith({ ...base('COPY seed.sql ./', START), 'seed.sql': 'x\n' }) },
        { files: { 'seed.sql': null }, subject: 'Remove the seed' },
      ],
    },
    ...absent,
    line: 3,
  },
  {
    name: 'copy-second-stage-continued',
    repository: appWith(
      dockerfile(
        `${NODE} AS build`,
        'WORKDIR /app',
        'COPY . .',
        '# what runs',
        NODE,
        'WORKDIR /app',
        'COPY \\',
        '  # the server',
        '  server.js \\',
        '  worker.js \\',
        '  ./',
        START,
      ),
    ),
    ...absent,
    line: 7,
  },
  {
    name: 'bind-mount-not-there',
    repository: appWith(
      base('RUN --mount=type=bind,source=requirements.lock,target=/tmp/lock cat /tmp/lock', START),
    ),
    ...absent,
    line: 3,
  },
  {
    name: 'copy-from-image-not-there',
    repository: appWith(base('COPY --from=docker.io/library/golang:1.99 /usr/local/go /usr/local/go', START)),
    cause: 'base-image-not-found',
    file: D,
    line: 3,
  },

  // What is left out of the context.
  {
    name: 'ignore-all-but-some',
    repository: appWith({
      ...base('COPY server.js package.json ./', START),
      '.dockerignore': '*\n!server.js\n',
    }),
    ...absent,
    line: 3,
  },
  {
    name: 'ignore-double-star',
    repository: appWith({
      ...base('COPY deploy/eu/certs ./certs', START),
      'deploy/eu/certs/ca.pem': 'x\n',
      '.dockerignore': '**/certs\n',
    }),
    ...absent,
    line: 3,
  },
  {
    name: 'ignore-undone-later',
    repository: appWith({
      ...base('COPY NOTES.md ./', START),
      'NOTES.md': 'x\n',
      '.dockerignore': '!NOTES.md\n*.md\n',
    }),
    ...absent,
    line: 3,
  },
  {
    name: 'ignore-of-its-own-dockerfile',
    repository: appWith({
      'docker/web.Dockerfile': `${NODE}\nCOPY server.js ./\n${START}\n`,
      'docker/web.Dockerfile.dockerignore': '*.js\n',
    }),
    build: { dockerfile: 'docker/web.Dockerfile' },
    cause: absent.cause,
    file: 'docker/web.Dockerfile',
    line: 2,
  },
  {
    name: 'ignore-slashes-around',
    repository: appWith({
      ...base('COPY dist ./dist', START),
      'dist/a.js': 'x\n',
      '.dockerignore': '/dist/\n',
    }),
    ...absent,
    line: 3,
  },

  // FROM, stages and arguments.
  {
    name: 'platform-by-argument',
    repository: appWith(
      dockerfile(
        'ARG PLATFORM=linux/arm64',
        NODE.replace('FROM', 'FROM --platform=$PLATFORM'),
        'COPY . .',
        START,
      ),
    ),
    cause: 'exec-format-error',
    file: D,
    line: 2,
  },
  {
    name: 'tag-by-argument-misspelt',
    repository: appWith(
      dockerfile(
        'ARG NODE_TAG=22-alpien',
        `FROM docker.io/library/node:\${NODE_TAG} AS app`,
        'COPY . .',
        START,
      ),
    ),
    cause: 'base-image-not-found',
    file: D,
    line: 2,
  },
  {
    name: 'start-in-single-quotes',
    repository: appWith(base('COPY . .', "CMD ['node', 'server.js']")),
    cause: 'entrypoint-not-found',
    file: D,
    line: 4,
  },

  // Scripts.
  {
    name: 'script-behind-comments',
    repository: appWith(
      base('COPY . .', 'RUN echo begin && \\', '    # then it is made', '    ./make-all.sh', START),
    ),
    cause: 'command-not-found-in-build',
    file: D,
    line: 4,
  },
  {
    name: 'script-from-other-directory',
    repository: appWith({
      ...dockerfile(NODE, 'COPY . /app', 'WORKDIR /app/bin', 'ENTRYPOINT ["./start.sh"]'),
      'start.sh': { text: '#!/bin/sh\nexec node server.js\n', executable: true },
    }),
    cause: 'entrypoint-not-found',
    file: D,
    line: 4,
  },
  {
    name: 'script-windows-lines-by-sh',
    repository: appWith({
      ...base('COPY . .', 'ENTRYPOINT ["sh", "run.sh"]'),
      'run.sh': 'set -e\r\nexec node server.js\r\n',
    }),
    cause: 'entrypoint-not-found',
    file: 'run.sh',
    line: 1,
  },
  {
    name: 'script-of-earlier-stage',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS base`,
        'WORKDIR /app',
        'COPY . .',
        'FROM base AS final',
        'ENTRYPOINT ["/app/run.sh"]',
      ),
      'run.sh': '#!/bin/sh\nexec node server.js\n',
    }),
    cause: 'entrypoint-not-executable',
    file: D,
    line: 5,
  },
  {
    name: 'script-copied-from-stage',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS build`,
        'WORKDIR /src',
        'COPY run.sh ./',
        NODE,
        'COPY --from=build /src/run.sh /run.sh',
        'ENTRYPOINT ["/run.sh"]',
      ),
      'run.sh': '#!/bin/sh\nexec node server.js\n',
    }),
    cause: 'entrypoint-not-executable',
    file: D,
    line: 6,
  },
  {
    name: 'gradle-wrapper-ignored',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/eclipse-temurin:21',
        'WORKDIR /src',
        'COPY . .',
        'RUN ./gradlew build',
        'CMD ["java", "-jar", "build/libs/shop.jar"]',
      ),
      gradlew: { text: '#!/bin/sh\nexec java -jar gradle/wrapper/gradle-wrapper.jar\n', executable: true },
      'gradle/wrapper/gradle-wrapper.properties': 'distributionUrl=x\n',
      'build.gradle': 'x\n',
      '.gitignore': '*.jar\n',
    },
    cause: 'project-files-missing-in-build',
    file: D,
    line: 4,
  },
  {
    name: 'requirements-copied-too-late',
    repository: {
      ...python,
      ...dockerfile(
        'FROM docker.io/library/node:22-alpine',
        'WORKDIR /app',
        'RUN pip install -r requirements.txt',
        'COPY . .',
        'CMD ["python", "main.py"]',
      ),
    },
    cause: 'project-files-missing-in-build',
    file: D,
    line: 3,
  },

  // Lock files of every manager.
  {
    name: 'yarn-lock-out-of-step',
    repository: {
      ...base('COPY package.json yarn.lock ./', 'RUN yarn install --frozen-lockfile', 'COPY . .', START),
      'package.json': manifest({ express: '^4.19.0', pino: '^9.0.0' }),
      'yarn.lock': yarnLock(['express@^4.19.0', '4.19.2']),
      'server.js': 'x\n',
    },
    ...lock,
    file: 'package.json',
    line: 5,
  },
  {
    name: 'yarn-berry-lock-out-of-step',
    repository: {
      ...base('COPY . .', 'RUN yarn install --immutable', START),
      'package.json': manifest({ express: '^5.0.0' }),
      'yarn.lock': '__metadata:\n  version: 8\n\n"express@npm:^4.19.0":\n  version: 4.19.2\n',
      'server.js': 'x\n',
    },
    ...lock,
    file: 'package.json',
    line: 4,
  },
  {
    name: 'pnpm-lock-out-of-step',
    repository: {
      ...base('COPY package.json pnpm-lock.yaml ./', 'RUN pnpm install --frozen-lockfile', 'COPY . .', START),
      'package.json': manifest({ express: '^4.20.0' }),
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: ^4.19.0\n        version: 4.19.2\n\npackages:\n\n  express@4.19.2:\n    resolution: {integrity: sha512-x}\n",
      'server.js': 'x\n',
    },
    ...lock,
    file: 'package.json',
    line: 4,
  },
  {
    name: 'poetry-lock-out-of-step',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/node:22-alpine',
        'WORKDIR /app',
        'COPY pyproject.toml poetry.lock ./',
        'RUN poetry install --no-root',
        'COPY . .',
        'CMD ["python", "main.py"]',
      ),
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\nversion = "1"\n\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3.0"\nhttpx = "^0.27"\n',
      'poetry.lock': '[[package]]\nname = "flask"\nversion = "3.0.3"\n\n[metadata]\nlock-version = "2.0"\n',
      'main.py': 'x\n',
    },
    ...lock,
    file: 'pyproject.toml',
    line: 8,
  },
  {
    name: 'cargo-lock-out-of-step',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/golang:1.25',
        'WORKDIR /src',
        'COPY . .',
        'RUN cargo build --release --locked',
        'CMD ["/src/target/release/shop"]',
      ),
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nserde = "1"\ntokio = "1.38"\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.203"\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\n',
      'src/main.rs': 'fn main() {}\n',
    },
    ...lock,
    file: 'Cargo.toml',
    line: 7,
  },
  {
    name: 'go-sum-lacks-a-module',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/golang:1.25 AS build',
        'WORKDIR /src',
        'COPY . .',
        'RUN go build -o /shop .',
        'FROM scratch',
        'COPY --from=build /shop /shop',
        'ENTRYPOINT ["/shop"]',
      ),
      'go.mod':
        'module shop\n\ngo 1.25\n\nrequire (\n\tgithub.com/gorilla/mux v1.8.1\n\tgithub.com/rs/zerolog v1.33.0\n)\n',
      'go.sum': 'github.com/gorilla/mux v1.8.1 h1:a=\ngithub.com/gorilla/mux v1.8.1/go.mod h1:b=\n',
      'main.go': 'package main\nfunc main() {}\n',
    },
    ...lock,
    file: 'go.mod',
    line: 7,
  },
  {
    name: 'composer-lock-out-of-step',
    repository: {
      'composer.json': `${JSON.stringify({ require: { php: '^8.3', 'slim/slim': '^4.13', 'monolog/monolog': '^3.6' } }, undefined, 2)}\n`,
      'composer.lock': JSON.stringify({
        packages: [{ name: 'slim/slim', version: '4.13.0' }],
        'packages-dev': [],
      }),
      'index.php': '<?php\n',
    },
    build: { strategy: 'buildpacks' },
    ...lock,
    file: 'composer.json',
    line: 5,
  },
  {
    name: 'pipfile-lock-out-of-step',
    repository: {
      Pipfile: '[packages]\nflask = "*"\nrequests = "*"\n\n[requires]\npython_version = "3.12"\n',
      'Pipfile.lock': JSON.stringify({ default: { flask: { version: '==3.0.3' } }, develop: {} }),
      'main.py': 'x\n',
      Procfile: 'web: python main.py\n',
    },
    build: { strategy: 'buildpacks' },
    ...lock,
    file: 'Pipfile',
    line: 3,
  },
  {
    name: 'bundle-frozen-out-of-step',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/node:22-alpine',
        'WORKDIR /app',
        'COPY Gemfile Gemfile.lock ./',
        'RUN bundle install --deployment',
        'COPY . .',
        'CMD ["bundle", "exec", "puma"]',
      ),
      Gemfile: 'source "https://rubygems.org"\n\ngem "puma"\ngem "sinatra", "~> 4.0"\n',
      'Gemfile.lock':
        'GEM\n  remote: https://rubygems.org/\n  specs:\n    puma (6.4.2)\n\nDEPENDENCIES\n  puma\n',
    },
    ...lock,
    file: 'Gemfile',
    line: 4,
  },

  // Buildpacks and places.
  {
    name: 'buildpacks-procfile-without-web',
    repository: { ...python, Procfile: 'worker: python main.py\n' },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-no-start-command',
    file: 'Procfile',
    line: 1,
  },
  {
    name: 'buildpacks-node-of-tomorrow',
    repository: appWith({
      'package.json': manifest({}, { engines: { node: '>=99' }, scripts: { start: 'node server.js' } }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {} } }),
    }),
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-runtime-version-unsupported',
    file: 'package.json',
    line: 5,
  },
  {
    name: 'buildpacks-go-in-subdirectory',
    repository: {
      'README.md': 'x\n',
      ...under('cmd/shop', {
        'go.mod': 'module shop\n\ngo 1.25\n',
        'main.go': 'package main\nfunc main() {}\n',
      }),
    },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-none-detected',
    file: 'cmd/shop/go.mod',
  },
  {
    name: 'buildpacks-requirements-in-subdirectory',
    repository: { 'README.md': 'x\n', ...under('service', python) },
    build: { strategy: 'buildpacks' },
    cause: 'buildpack-none-detected',
    file: 'service/requirements.txt',
  },
  {
    name: 'context-is-a-file',
    repository: under('api', app),
    build: { contextDir: 'api/Dockerfile' },
    cause: 'dockerfile-not-found',
    file: 'api/Dockerfile/Dockerfile',
  },
  {
    name: 'tag-nearly-right',
    repository: { commits: [{ files: app, tag: 'v1.0.0' }] },
    revision: 'v1.0',
    cause: 'git-revision-not-found',
    step: 'revision',
  },
  {
    name: 'npm-ci-in-subdirectory-out-of-step',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /src',
        'COPY . .',
        'RUN cd web && npm ci',
        'CMD ["node", "web/server.js"]',
      ),
      ...under('web', {
        ...appWithout(D, 'package.json'),
        'package.json': manifest({ express: '^4.19.0', ws: '^8.0.0' }),
      }),
    },
    ...lock,
    file: 'web/package.json',
    line: 5,
  },
];
