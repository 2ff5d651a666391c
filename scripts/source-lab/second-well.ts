/** Repositories that are well and look suspicious: nothing may be found in them. */
import { app, appWith, appWithout, dockerfile, type Plant, python, under } from './plant';

const NODE = 'FROM docker.io/library/node:22-alpine';
const GO = 'FROM docker.io/library/golang:1.25';
const START = 'CMD ["node", "server.js"]';
const base = (...lines: readonly string[]) => dockerfile(NODE, 'WORKDIR /app', ...lines);
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

export const secondWell: readonly Plant[] = [
  {
    name: 'second-copy-flags',
    repository: appWith({
      ...base(
        'COPY --link --chown=1000:1000 --chmod=644 server.js ./',
        'COPY --exclude=*.md docs/ ./docs/',
        'COPY --parents docs/*.txt ./',
        START,
      ),
      'docs/a.txt': 'x\n',
      'docs/b.md': 'x\n',
    }),
  },
  {
    name: 'second-here-document-script',
    repository: appWith(
      base(
        'COPY . .',
        'COPY --chmod=755 <<EOF /run.sh',
        '#!/bin/sh',
        'exec node server.js',
        'EOF',
        'ENTRYPOINT ["/run.sh"]',
      ),
    ),
  },
  {
    name: 'second-optional-files',
    repository: appWith(
      base('COPY package.json package-lock.json* .npmrc* ./', 'RUN npm ci', 'COPY . .', START),
    ),
  },
  {
    name: 'second-onbuild',
    repository: appWith(
      base('COPY . .', 'ONBUILD COPY nothing-here /app/', 'ONBUILD RUN ./nothing.sh', START),
    ),
  },
  {
    name: 'second-stage-case',
    repository: appWith(
      dockerfile(
        `${NODE} as Builder`,
        'WORKDIR /src',
        'COPY . .',
        NODE,
        'WORKDIR /app',
        'COPY --from=builder /src ./',
        START,
      ),
    ),
  },
  {
    name: 'second-platforms',
    repository: appWith(
      dockerfile(
        `${NODE.replace('FROM', 'FROM --platform=$BUILDPLATFORM')} AS build`,
        'WORKDIR /src',
        'COPY . .',
        NODE.replace('FROM', `FROM --platform=\${TARGETPLATFORM:-linux/amd64}`),
        'WORKDIR /app',
        'COPY --from=build /src ./',
        START,
      ),
    ),
  },
  {
    name: 'second-directives',
    repository: appWith({
      Dockerfile: [
        '# syntax=docker/dockerfile:1',
        '# check=skip=all',
        NODE,
        'WORKDIR /app',
        'COPY . .',
        START,
        '',
      ].join('\n'),
    }),
  },
  {
    name: 'second-escape',
    repository: appWith({
      Dockerfile: [
        '# escape=`',
        NODE,
        'WORKDIR /app',
        'COPY package.json `',
        '  server.js `',
        '  ./',
        START,
        '',
      ].join('\n'),
    }),
  },
  {
    name: 'second-blanks-behind-continuation',
    repository: appWith(base('COPY . .', 'RUN true && \\ ', '    true', START)),
  },
  {
    name: 'second-sh-starts-it',
    repository: appWith({
      ...base('COPY . .', 'CMD ["sh", "/app/run.sh"]'),
      'run.sh': 'exec node server.js\n',
    }),
  },
  {
    name: 'second-lines-mended',
    repository: appWith({
      ...base(
        'COPY run.sh /run.sh',
        "RUN sed -i 's/\\r$//' /run.sh && chmod +x /run.sh",
        'ENTRYPOINT ["/run.sh"]',
      ),
      'run.sh': '#!/bin/sh\r\nexec node server.js\r\n',
    }),
  },
  {
    name: 'second-link-within',
    repository: appWith({
      ...base('COPY config.json ./', 'COPY . .', START),
      'config.json': { link: 'env/prod.json' },
      'env/prod.json': '{}\n',
    }),
  },
  {
    name: 'second-link-to-directory',
    repository: appWith({
      ...base('COPY current/ ./release/', START),
      current: { link: 'releases/v2' },
      'releases/v2/a.js': 'x\n',
    }),
  },
  {
    name: 'second-ignore-with-exceptions',
    repository: appWith({
      ...base('COPY src ./src', 'COPY package*.json ./', START),
      'src/a.js': 'x\n',
      'src/deep/b.js': 'x\n',
      '.dockerignore': '**\n!src/**\n!package*.json\n# the end\n',
    }),
  },
  {
    name: 'second-ignore-itself',
    repository: appWith({ ...base('COPY . .', START), '.dockerignore': 'Dockerfile\n.dockerignore\n.git\n' }),
  },
  {
    name: 'second-ignore-children',
    repository: appWith({
      ...base('COPY dist ./dist', 'COPY . .', START),
      'dist/.keep': '',
      '.dockerignore': 'dist/*\n!dist/.keep\n',
    }),
  },
  {
    name: 'second-unicode',
    repository: appWith({
      ...base('COPY ["straße und plätze.csv", "./"]', 'COPY daten/größe.txt ./', START),
      'straße und plätze.csv': 'x\n',
      'daten/größe.txt': 'x\n',
    }),
  },
  {
    name: 'second-context-spellings',
    repository: { 'README.md': 'x\n', ...under('services/api', app) },
    build: { contextDir: './services/api/', dockerfile: './Dockerfile' },
  },
  {
    name: 'second-context-from-root',
    repository: { 'README.md': 'x\n', ...under('services/api', app) },
    build: { contextDir: '/services/api' },
  },
  {
    name: 'second-branch-with-slash',
    repository: {
      commits: [{ files: app }, { files: { 'a.txt': 'x\n' }, branch: 'feature/new-cart', from: 'main' }],
    },
    revision: 'feature/new-cart',
  },
  {
    name: 'second-tag-and-branch-of-one-name',
    repository: {
      commits: [
        { files: app, tag: 'stable' },
        { files: { 'a.txt': 'x\n' }, branch: 'stable', from: 'main' },
      ],
    },
    revision: 'stable',
  },
  {
    name: 'second-script-made-in-stage',
    repository: appWith(
      dockerfile(
        `${GO} AS build`,
        'WORKDIR /src',
        "RUN printf '#!/bin/sh\\n' > /src/run.sh && chmod +x /src/run.sh",
        NODE,
        'COPY --from=build /src/run.sh /run.sh',
        'ENTRYPOINT ["/run.sh"]',
      ),
    ),
  },
  {
    name: 'second-chmod-in-later-stage',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS base`,
        'WORKDIR /app',
        'COPY . .',
        'FROM base AS final',
        'RUN chmod 755 run.sh',
        'ENTRYPOINT ["/app/run.sh"]',
      ),
      'run.sh': '#!/bin/sh\nexec node server.js\n',
    }),
  },
  {
    name: 'second-bind-mounts',
    repository: appWith(
      base(
        'RUN --mount=type=bind,source=package.json,target=package.json --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci',
        'COPY . .',
        START,
      ),
    ),
  },
  {
    name: 'second-workspaces',
    repository: {
      ...base(
        'COPY package.json package-lock.json ./',
        'COPY packages packages',
        'RUN npm ci',
        'COPY . .',
        START,
      ),
      'package.json': json({ name: 'all', workspaces: ['packages/*'], dependencies: { api: '*' } }),
      'packages/api/package.json': json({
        name: 'api',
        version: '1.0.0',
        dependencies: { express: '^4.19.0' },
      }),
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { workspaces: ['packages/*'] },
          'node_modules/api': { resolved: 'packages/api', link: true },
          'packages/api': { version: '1.0.0' },
          'node_modules/express': { version: '4.19.2' },
        },
      }),
      'server.js': 'x\n',
    },
  },
  {
    name: 'second-odd-specs',
    repository: {
      ...base('COPY . .', 'RUN npm ci', START),
      'package.json': json({
        name: 'shop',
        dependencies: {
          lib: 'file:lib',
          fork: 'github:acme/fork#v2',
          alias: 'npm:express@^4.19.0',
          tagged: 'latest',
          tarball: 'https://example.com/x.tgz',
        },
      }),
      'lib/package.json': json({ name: 'lib' }),
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': {},
          'node_modules/lib': { resolved: 'lib', link: true },
          'node_modules/alias': { name: 'express', version: '4.19.2' },
        },
      }),
      'server.js': 'x\n',
    },
  },
  {
    name: 'second-yarn-in-step',
    repository: {
      ...base('COPY package.json yarn.lock ./', 'RUN yarn install --frozen-lockfile', 'COPY . .', START),
      'package.json': json({
        name: 'shop',
        dependencies: { express: '^4.19.0', '@acme/ui': '~2.1.0' },
        resolutions: { qs: '6.11.0' },
      }),
      'yarn.lock':
        '# yarn lockfile v1\n\n\n"@acme/ui@^2.0.0", "@acme/ui@~2.1.0":\n  version "2.1.4"\n\nexpress@^4.19.0:\n  version "4.19.2"\n',
      'server.js': 'x\n',
    },
  },
  {
    name: 'second-yarn-berry-in-step',
    repository: {
      ...base('COPY . .', 'RUN corepack enable && yarn install --immutable', START),
      'package.json': json({
        name: 'shop',
        dependencies: { express: '^4.19.0', lib: 'workspace:^', typescript: '^5.4.0' },
        packageManager: 'yarn@4.3.0',
      }),
      'yarn.lock':
        '__metadata:\n  version: 8\n\n"express@npm:^4.19.0":\n  version: 4.19.2\n\n"lib@workspace:^, lib@workspace:packages/lib":\n  version: 0.0.0-use.local\n\n"typescript@patch:typescript@npm%3A^5.4.0#optional!builtin<compat/typescript>":\n  version: 5.4.5\n\n"typescript@npm:^5.4.0":\n  version: 5.4.5\n',
      'server.js': 'x\n',
    },
  },
  {
    name: 'second-pnpm-in-step',
    repository: {
      ...base(
        'COPY package.json pnpm-lock.yaml ./',
        'RUN corepack enable && pnpm i --frozen-lockfile',
        'COPY . .',
        START,
      ),
      'package.json': json({
        name: 'shop',
        dependencies: { express: '^4.19.0' },
        devDependencies: { vitest: 'catalog:' },
      }),
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\ncatalogs:\n  default:\n    vitest:\n      specifier: ^2.0.0\n      version: 2.0.5\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: ^4.19.0\n        version: 4.19.2\n    devDependencies:\n      vitest:\n        specifier: 'catalog:'\n        version: 2.0.5\n\npackages:\n\n  express@4.19.2: {}\n",
      'server.js': 'x\n',
    },
  },
  {
    name: 'second-pnpm-old-form',
    repository: {
      ...base('COPY . .', 'RUN pnpm install --frozen-lockfile', START),
      'package.json': json({ name: 'shop', dependencies: { express: '^4.19.0' } }),
      'pnpm-lock.yaml':
        'lockfileVersion: 5.4\n\nspecifiers:\n  express: ^4.19.0\n\ndependencies:\n  express: 4.19.2\n\npackages:\n\n  /express/4.19.2:\n    dev: false\n',
      'server.js': 'x\n',
    },
  },
  {
    name: 'second-poetry-in-step',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY pyproject.toml poetry.lock ./',
        'RUN poetry install --only main',
        'COPY . .',
        'CMD ["python", "main.py"]',
      ),
      'pyproject.toml':
        '[project]\nname = "shop"\nrequires-python = ">=3.12"\ndependencies = ["Flask>=3", "ruamel.yaml (>=0.18)", "psycopg[binary] >=3.1 ; sys_platform != \'win32\'"]\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8"\n',
      'poetry.lock':
        '[[package]]\nname = "flask"\nversion = "3.0.3"\n\n[[package]]\nname = "ruamel-yaml"\nversion = "0.18.6"\n\n[[package]]\nname = "psycopg"\nversion = "3.2.1"\n\n[[package]]\nname = "pytest"\nversion = "8.2.2"\n',
      'main.py': 'x\n',
    },
  },
  {
    name: 'second-cargo-in-step',
    repository: {
      ...dockerfile(
        GO,
        'WORKDIR /src',
        'COPY . .',
        'RUN cargo build --locked',
        'CMD ["/src/target/debug/shop"]',
      ),
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies]\nserde = { version = "1", features = ["derive"] }\nlog = { package = "tracing-log", version = "0.2" }\nlocal = { path = "local" }\n\n[target.\'cfg(windows)\'.dependencies]\nwinapi = "0.3"\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "local"\nversion = "0.1.0"\n\n[[package]]\nname = "serde"\nversion = "1.0.203"\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\n\n[[package]]\nname = "tracing-log"\nversion = "0.2.0"\n\n[[package]]\nname = "winapi"\nversion = "0.3.9"\n',
      'local/Cargo.toml': '[package]\nname = "local"\nversion = "0.1.0"\n',
      'src/main.rs': 'fn main() {}\n',
    },
  },
  {
    name: 'second-go-in-step',
    repository: {
      ...dockerfile(
        `${GO} AS build`,
        'WORKDIR /src',
        'COPY . .',
        'RUN go build -o /shop .',
        'FROM scratch',
        'COPY --from=build /shop /shop',
        'ENTRYPOINT ["/shop"]',
      ),
      'go.mod':
        'module shop\n\ngo 1.25\n\nrequire (\n\tgithub.com/gorilla/mux v1.8.1 // indirect\n\texample.com/local v0.0.0\n)\n\nreplace example.com/local => ./local\n',
      'go.sum': 'github.com/gorilla/mux v1.8.1 h1:a=\ngithub.com/gorilla/mux v1.8.1/go.mod h1:b=\n',
      'local/go.mod': 'module example.com/local\n',
      'main.go': 'package main\nfunc main() {}\n',
    },
  },
  {
    name: 'second-go-downloads-first',
    repository: {
      ...dockerfile(
        `${GO} AS build`,
        'WORKDIR /src',
        'COPY go.mod ./',
        'RUN go mod download',
        'COPY . .',
        'RUN go build -o /shop .',
        'FROM scratch',
        'COPY --from=build /shop /shop',
        'ENTRYPOINT ["/shop"]',
      ),
      'go.mod': 'module shop\n\ngo 1.25\n\nrequire github.com/gorilla/mux v1.8.1\n',
      'main.go': 'package main\nfunc main() {}\n',
    },
  },
  {
    name: 'second-gems-in-step',
    repository: {
      Gemfile:
        'source "https://rubygems.org"\nruby "~> 3.3"\ngem "puma", "~> 6.4"\ngem "nokogiri"\ngroup :test do\n  gem "rspec"\nend\ngem "local", path: "local"\n',
      'Gemfile.lock':
        'PATH\n  remote: local\n  specs:\n    local (0.1.0)\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    nokogiri (1.16.6-x86_64-linux)\n    puma (6.4.2)\n      nio4r (~> 2.0)\n    rspec (3.13.0)\n\nDEPENDENCIES\n  local!\n  nokogiri\n  puma (~> 6.4)\n  rspec\n',
      'local/local.gemspec': 'x\n',
      'config.ru': 'run 1\n',
    },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'second-composer-in-step',
    repository: {
      'composer.json': json({
        require: { php: '^8.3', 'ext-json': '*', 'lib-icu': '*', 'Slim/Slim': '^4.13' },
        'require-dev': { 'phpunit/phpunit': '^11' },
      }),
      'composer.lock': JSON.stringify({
        packages: [{ name: 'slim/slim', version: '4.13.0' }],
        'packages-dev': [{ name: 'phpunit/phpunit', version: '11.2.0' }],
      }),
      'index.php': '<?php\n',
    },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'second-pipfile-in-step',
    repository: {
      Pipfile: '[packages]\nFlask = "*"\npsycopg2_binary = "*"\n\n[dev-packages]\npytest = "*"\n',
      'Pipfile.lock': JSON.stringify({
        default: { flask: {}, 'psycopg2-binary': {} },
        develop: { pytest: {} },
      }),
      'main.py': 'x\n',
      Procfile: 'web: python main.py\n',
    },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'second-procfile-windows-lines',
    repository: { ...python, Procfile: 'web: python main.py\r\nworker: python work.py\r\n' },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'second-open-versions',
    repository: appWith({
      'package.json': json({
        name: 'shop',
        engines: { node: '>=18' },
        scripts: { start: 'node .' },
        dependencies: { express: '^4.19.0' },
      }),
      '.nvmrc': 'lts/*\n',
    }),
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'second-wrapper-there',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/eclipse-temurin:21',
        'WORKDIR /src',
        'COPY . .',
        'RUN chmod +x gradlew && ./gradlew build',
        'CMD ["java", "-jar", "build/libs/shop.jar"]',
      ),
      gradlew: '#!/bin/sh\n',
      'gradle/wrapper/gradle-wrapper.jar': Buffer.from([80, 75, 3, 4, 0, 0]),
      'gradle/wrapper/gradle-wrapper.properties': 'x\n',
      '.gitignore': '*.jar\n!gradle/wrapper/gradle-wrapper.jar\n',
    },
  },
  {
    name: 'second-shell-tests',
    repository: appWith(
      base('COPY . .', 'RUN if [ -f ./maybe.sh ]; then ./maybe.sh; fi', 'RUN [ "$CI" = 1 ] || true', START),
    ),
  },
  {
    name: 'second-pip-of-others',
    repository: {
      ...python,
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY requirements.txt /tmp/deps/',
        'RUN pip install --no-cache-dir -r /tmp/deps/requirements.txt && pip install gunicorn',
        'COPY . .',
        'CMD ["gunicorn", "main:app"]',
      ),
    },
  },
  {
    name: 'second-lock-not-frozen',
    repository: {
      ...appWithout('package-lock.json'),
      ...base('COPY package.json ./', 'RUN npm install --omit=dev', 'COPY . .', START),
    },
  },
];
