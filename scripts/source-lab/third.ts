/** A third batch: written when the second was mended, to see how much of that was memory. */
import { app, appWith, dockerfile, type Fault, type Plant, python, under } from './plant';

const NODE = 'FROM docker.io/library/node:22-alpine';
const GO = 'FROM docker.io/library/golang:1.25';
const D = 'Dockerfile';
const START = 'CMD ["node", "server.js"]';
const base = (...lines: readonly string[]) => dockerfile(NODE, 'WORKDIR /app', ...lines);
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
const lock = { cause: 'package-lockfile-mismatch' } as const;
const copy = { cause: 'dockerfile-copy-missing-file', file: D } as const;

export const thirdFaults: readonly Fault[] = [
  {
    name: 'third-copy-through-link',
    repository: appWith({
      ...base('COPY latest/app.css ./', START),
      latest: { link: 'releases/9' },
      'releases/8/app.css': 'x\n',
    }),
    ...copy,
    line: 3,
  },
  {
    name: 'third-two-mounts',
    repository: appWith(
      base(
        'RUN --mount=type=cache,target=/root/.npm --mount=type=bind,src=package.json,target=package.json --mount=type=bind,src=npmrc,target=.npmrc npm install',
        START,
      ),
    ),
    ...copy,
    line: 3,
  },
  {
    name: 'third-stage-of-mount',
    repository: appWith(
      dockerfile(`${NODE} AS deps`, 'RUN true', NODE, 'RUN --mount=from=dep,source=/x,target=/x true', START),
    ),
    cause: 'dockerfile-unknown-stage',
    file: D,
    line: 4,
  },
  {
    name: 'third-array-without-comma',
    repository: appWith(base('COPY . .', 'ENTRYPOINT ["node" "server.js"]')),
    cause: 'entrypoint-not-found',
    file: D,
    line: 4,
  },
  {
    name: 'third-script-by-two-stages',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS one`,
        'COPY tools /opt/tools',
        'FROM one AS two',
        NODE,
        'COPY --from=two /opt/tools /tools',
        'CMD ["/tools/serve.sh"]',
      ),
      'tools/serve.sh': '#!/bin/sh\nexec node server.js\n',
    }),
    cause: 'entrypoint-not-executable',
    file: D,
    line: 6,
  },
  {
    name: 'third-windows-lines-from-stage',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS src`,
        'WORKDIR /w',
        'COPY . .',
        NODE,
        'COPY --from=0 /w/up.sh /usr/local/bin/',
        'ENTRYPOINT ["/usr/local/bin/up.sh"]',
      ),
      'up.sh': { text: '#!/bin/sh\r\nexec node\r\n', executable: true },
    }),
    cause: 'entrypoint-not-found',
    file: 'up.sh',
    line: 1,
  },
  {
    name: 'third-pom-too-late',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/eclipse-temurin:21',
        'WORKDIR /src',
        'RUN mvn -B dependency:go-offline',
        'COPY pom.xml .',
        'COPY src src',
        'CMD ["java", "-jar", "x.jar"]',
      ),
      'pom.xml': '<project/>\n',
      'src/A.java': 'x\n',
    },
    cause: 'project-files-missing-in-build',
    file: D,
    line: 3,
  },
  {
    name: 'third-uv-lock',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY pyproject.toml uv.lock ./',
        'RUN uv sync --locked --no-dev',
        'COPY . .',
        'CMD ["python", "main.py"]',
      ),
      'pyproject.toml':
        '[project]\nname = "shop"\nversion = "1"\ndependencies = [\n  "fastapi>=0.110",\n  "uvicorn[standard]>=0.30",\n]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "fastapi"\nversion = "0.111.0"\n',
      'main.py': 'x\n',
    },
    ...lock,
    file: 'pyproject.toml',
    line: 6,
  },
  {
    name: 'third-cargo-older',
    repository: {
      ...dockerfile(GO, 'WORKDIR /src', 'COPY . .', 'RUN cargo install --path . --locked', 'CMD ["shop"]'),
      'Cargo.toml':
        '[package]\nname = "shop"\nversion = "0.1.0"\n\n[dependencies.axum]\nversion = "0.8"\nfeatures = ["ws"]\n',
      'Cargo.lock': 'version = 4\n\n[[package]]\nname = "axum"\nversion = "0.7.5"\n',
      'src/main.rs': 'x\n',
    },
    ...lock,
    file: 'Cargo.toml',
    line: 5,
  },
  {
    name: 'third-bundle-config',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY Gemfile* ./',
        "RUN bundle config set --local deployment 'true' && bundle install",
        'COPY . .',
        'CMD ["bundle", "exec", "puma"]',
      ),
      Gemfile: "source 'https://rubygems.org'\ngem 'rails', '~> 8.0'\ngem 'sidekiq'\n",
      'Gemfile.lock': 'GEM\n  specs:\n    rails (8.0.1)\n\nDEPENDENCIES\n  rails (~> 8.0)\n',
    },
    ...lock,
    file: 'Gemfile',
    line: 3,
  },
  {
    name: 'third-yarn-buildpacks',
    repository: {
      'package.json': json({
        name: 'shop',
        scripts: { start: 'node server.js' },
        dependencies: { koa: '^2.15.0', pino: '^9.1.0' },
      }),
      'yarn.lock': '# yarn lockfile v1\n\n\nkoa@^2.15.0:\n  version "2.15.3"\n',
      'server.js': 'x\n',
    },
    build: { strategy: 'buildpacks' },
    ...lock,
    file: 'package.json',
    line: 8,
  },
  {
    name: 'third-go-buildpacks-older-sum',
    repository: {
      'go.mod': 'module shop\n\ngo 1.25\n\nrequire github.com/go-chi/chi/v5 v5.1.0\n',
      'go.sum': 'github.com/go-chi/chi/v5 v5.0.12 h1:a=\ngithub.com/go-chi/chi/v5 v5.0.12/go.mod h1:b=\n',
      'main.go': 'package main\nfunc main() {}\n',
    },
    build: { strategy: 'buildpacks' },
    ...lock,
    file: 'go.mod',
    line: 5,
  },
  {
    name: 'third-own-ignore-wins',
    repository: appWith({
      ...base('COPY docs ./docs', START),
      'docs/a.md': 'x\n',
      '.dockerignore': 'node_modules\n',
      'Dockerfile.dockerignore': 'docs\n',
    }),
    ...copy,
    line: 3,
  },
  {
    name: 'third-copy-star-in-directory',
    repository: appWith({ ...base('COPY conf/*.toml ./conf/', 'COPY . .', START), 'conf/a.yaml': 'x\n' }),
    ...copy,
    line: 3,
  },
  {
    name: 'third-image-of-mount',
    repository: appWith(
      base(
        'RUN --mount=type=bind,from=docker.io/library/golang:0.1,source=/usr,target=/g true',
        'COPY . .',
        START,
      ),
    ),
    cause: 'base-image-not-found',
    file: D,
    line: 3,
  },
];

export const thirdWell: readonly Plant[] = [
  {
    name: 'third-install-before-code',
    repository: appWith(
      base('RUN npm install -g pm2@5', 'COPY package*.json ./', 'RUN npm ci', 'COPY . .', START),
    ),
  },
  {
    name: 'third-base-of-the-company',
    repository: {
      ...dockerfile(
        'FROM registry.example.com/open/nginx:1',
        'WORKDIR /app',
        'RUN npm install',
        'COPY . .',
        START,
      ),
      'package.json': app['package.json'] ?? '',
      'server.js': 'x\n',
    },
  },
  {
    name: 'third-manifest-made-by-command',
    repository: appWith(base("RUN echo '{}' > package.json && npm install", 'COPY . .', START)),
  },
  {
    name: 'third-test-of-the-shell',
    repository: appWith(base('COPY . .', 'CMD [ "$MODE" = "x" ] && exec node a.js || exec node server.js')),
  },
  {
    name: 'third-built-in-stage',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS build`,
        'WORKDIR /src',
        'COPY . .',
        'RUN npm ci && npm run build --if-present && chmod +x bin/*',
        NODE,
        'WORKDIR /app',
        'COPY --from=build /src/bin/run.sh /src/dist ./',
        'ENTRYPOINT ["./run.sh"]',
      ),
      'bin/run.sh': '#!/bin/sh\nexec node server.js\n',
    }),
  },
  {
    name: 'third-chmod-on-copy-from',
    repository: appWith({
      ...dockerfile(
        `${NODE} AS src`,
        'WORKDIR /w',
        'COPY . .',
        NODE,
        'COPY --from=src --chmod=755 /w/run.sh /run.sh',
        'ENTRYPOINT ["/run.sh"]',
      ),
      'run.sh': '#!/bin/sh\nexec node server.js\n',
    }),
  },
  {
    name: 'third-here-document-over-copy',
    repository: appWith(
      base(
        'COPY . .',
        'COPY --chmod=755 <<-"END" /app/start.sh',
        '\t#!/bin/sh',
        '\texec node server.js',
        'END',
        'ENTRYPOINT ["/app/start.sh"]',
      ),
    ),
  },
  {
    name: 'third-link-directories',
    repository: appWith({
      ...base('COPY web/public/index.html ./', 'COPY shared ./shared', START),
      web: { link: 'apps/web' },
      'apps/web/public/index.html': 'x\n',
      shared: { link: 'libs/shared' },
      'libs/shared/a.js': 'x\n',
    }),
  },
  {
    name: 'third-yarn-workspaces',
    repository: {
      ...base('COPY . .', 'RUN yarn install --frozen-lockfile', START),
      'package.json': json({
        name: 'all',
        private: true,
        workspaces: ['packages/*'],
        dependencies: { '@all/ui': '^1.0.0', koa: '^2.15.0' },
      }),
      'packages/ui/package.json': json({ name: '@all/ui', version: '1.0.0' }),
      'yarn.lock': '# yarn lockfile v1\n\n\nkoa@^2.13.0, koa@^2.15.0:\n  version "2.15.3"\n',
      'server.js': 'x\n',
    },
  },
  {
    name: 'third-yarn-aliases',
    repository: {
      ...base('COPY . .', 'RUN yarn --frozen-lockfile', START),
      'package.json': json({
        name: 'shop',
        dependencies: {
          'lodash-es': 'npm:lodash@^4.17.0',
          'left-pad': '1.3.0',
          'old-lib': 'git+https://example.com/x.git',
        },
      }),
      'yarn.lock':
        '# yarn lockfile v1\n\n\nleft-pad@1.3.0:\n  version "1.3.0"\n\n"lodash-es@npm:lodash@^4.17.0":\n  version "4.17.21"\n',
      'server.js': 'x\n',
    },
  },
  {
    name: 'third-pnpm-monorepo',
    repository: {
      ...base('COPY . .', 'RUN pnpm install --frozen-lockfile --filter api', START),
      'package.json': json({
        name: 'all',
        devDependencies: { turbo: '^2.0.0' },
        pnpm: { overrides: { turbo: '2.0.4' } },
      }),
      'apps/api/package.json': json({ name: 'api', dependencies: { fastify: '^4.0.0' } }),
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\noverrides:\n  turbo: 2.0.4\n\nimporters:\n\n  .:\n    devDependencies:\n      turbo:\n        specifier: 2.0.4\n        version: 2.0.4\n\n  apps/api:\n    dependencies:\n      fastify:\n        specifier: ^4.0.0\n        version: 4.28.1\n\npackages: {}\n",
      'server.js': 'x\n',
    },
  },
  {
    name: 'third-npm-old-lock',
    repository: {
      ...base('COPY . .', 'RUN npm ci', START),
      'package.json': json({
        name: 'shop',
        dependencies: { express: '4.x' },
        optionalDependencies: { fsevents: '^2.3.0' },
      }),
      'package-lock.json': JSON.stringify({
        name: 'shop',
        lockfileVersion: 1,
        requires: true,
        dependencies: { express: { version: '4.19.2' } },
      }),
      'server.js': 'x\n',
    },
  },
  {
    name: 'third-poetry-extras',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY . .',
        'RUN pip install poetry && poetry install --no-interaction',
        'CMD ["python", "main.py"]',
      ),
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.12"\nDjango = "^5.0"\n"zope.interface" = "*"\nboto3 = { version = "^1", optional = true }\nlocal-lib = { path = "../lib" }\nfork = { git = "https://example.com/fork.git" }\n\n[tool.poetry.extras]\naws = ["boto3"]\n',
      'poetry.lock':
        '[[package]]\nname = "django"\nversion = "5.0.6"\n\n[[package]]\nname = "zope-interface"\nversion = "6.4"\n\n[[package]]\nname = "fork"\nversion = "1"\n',
      'main.py': 'x\n',
    },
  },
  {
    name: 'third-cargo-workspace',
    repository: {
      ...dockerfile(
        GO,
        'WORKDIR /src',
        'COPY . .',
        'RUN cargo build --release --locked -p api',
        'CMD ["/src/target/release/api"]',
      ),
      'Cargo.toml': '[workspace]\nmembers = ["api"]\n\n[workspace.dependencies]\nserde = "1"\n',
      'api/Cargo.toml':
        '[package]\nname = "api"\nversion = "0.1.0"\n\n[dependencies]\nserde = { workspace = true }\n',
      'Cargo.lock':
        'version = 4\n\n[[package]]\nname = "api"\nversion = "0.1.0"\n\n[[package]]\nname = "serde"\nversion = "1.0.203"\n',
      'api/src/main.rs': 'x\n',
    },
  },
  {
    name: 'third-go-work',
    repository: {
      ...dockerfile(
        GO,
        'WORKDIR /src',
        'COPY . .',
        'RUN go install ./... && go build -mod=mod -o /x .',
        'CMD ["/x"]',
      ),
      'go.mod': 'module shop\n\ngo 1.25\n\nrequire (\n\tgolang.org/x/sync v0.7.0\n)\n',
      'go.sum': 'golang.org/x/sync v0.7.0 h1:a=\ngolang.org/x/sync v0.7.0/go.mod h1:b=\n',
      'main.go': 'x\n',
    },
  },
  {
    name: 'third-go-excludes',
    repository: {
      ...dockerfile(GO, 'WORKDIR /src', 'COPY . .', 'RUN go build -o /x .', 'CMD ["/x"]'),
      'go.mod':
        'module shop\n\ngo 1.25\n\nrequire golang.org/x/sync v0.7.0\n\nexclude (\n\tgolang.org/x/net v0.1.0\n)\n\nretract v1.0.0\n\nreplace (\n\texample.com/a => example.com/b v1.2.3\n)\n',
      'go.sum': 'golang.org/x/sync v0.7.0 h1:a=\ngolang.org/x/sync v0.7.0/go.mod h1:b=\n',
      'main.go': 'x\n',
    },
  },
  {
    name: 'third-maven-says-its-version',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/eclipse-temurin:21',
        'WORKDIR /src',
        'RUN mvn --version && mvn dependency:get -Dartifact=a:b:1',
        'COPY . .',
        'RUN gradle wrapper && ./gradlew build',
        'CMD ["java", "-jar", "x.jar"]',
      ),
      'pom.xml': '<project/>\n',
      gradlew: { text: '#!/bin/sh\n', executable: true },
    },
  },
  {
    name: 'third-overrides-of-the-workspace',
    repository: {
      ...base('COPY . .', 'RUN pnpm install --frozen-lockfile', START),
      'package.json': json({ name: 'shop', dependencies: { koa: '^2.15.0' } }),
      'pnpm-workspace.yaml': 'overrides:\n  koa: 2.15.3\n',
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\noverrides:\n  koa: 2.15.3\n\nimporters:\n\n  .:\n    dependencies:\n      koa:\n        specifier: 2.15.3\n        version: 2.15.3\n\npackages: {}\n",
      'server.js': 'x\n',
    },
  },
  {
    name: 'third-gems-at-times',
    repository: {
      Gemfile: "source 'https://rubygems.org'\ngem 'puma'\ngem 'debug' unless ENV['CI']\n",
      'Gemfile.lock': 'GEM\n  specs:\n    puma (6.4.2)\n\nDEPENDENCIES\n  puma\n',
      'config.ru': 'run 1\n',
    },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'third-go-tools',
    repository: {
      ...dockerfile(
        `${GO} AS build`,
        'RUN go install github.com/air-verse/air@latest',
        'WORKDIR /src',
        'COPY go.* ./',
        'RUN go mod download',
        'COPY . .',
        'RUN go build -o /x',
        'FROM scratch',
        'COPY --from=build /x /x',
        'ENTRYPOINT ["/x"]',
      ),
      'go.mod': 'module shop\n\ngo 1.25\n\nrequire golang.org/x/sync v0.7.0\n',
      'main.go': 'x\n',
    },
  },
  {
    name: 'third-gemspec',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'ENV BUNDLE_WITHOUT=test',
        'COPY Gemfile Gemfile.lock ./',
        'RUN bundle install --deployment',
        'COPY . .',
        'CMD ["bundle", "exec", "puma"]',
      ),
      Gemfile:
        "source 'https://rubygems.org'\ngemspec\ngem 'puma', platforms: :ruby\n# gem 'unused'\ngem 'tzinfo-data', platforms: %i[mingw]\n",
      'Gemfile.lock':
        'GEM\n  specs:\n    puma (6.4.2)\n    tzinfo-data (1.2024.1)\n\nDEPENDENCIES\n  puma\n  tzinfo-data\n',
      'shop.gemspec': 'x\n',
    },
  },
  {
    name: 'third-composer-replaces',
    repository: {
      'composer.json': json({
        require: { 'symfony/polyfill-mbstring': '*', 'psr/log-implementation': '*', 'acme/lib': '@dev' },
      }),
      'composer.lock': JSON.stringify({
        packages: [
          { name: 'symfony/symfony', replace: { 'symfony/polyfill-mbstring': 'self.version' } },
          { name: 'monolog/monolog', provide: { 'psr/log-implementation': '3.0' } },
          { name: 'acme/lib' },
        ],
      }),
      'index.php': '<?php\n',
    },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'third-procfile-and-setup',
    repository: { ...python, Procfile: '# processes\nrelease: python migrate.py\nweb : gunicorn main:app\n' },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'third-gradle-by-image',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/eclipse-temurin:21',
        'WORKDIR /src',
        'COPY . .',
        'RUN gradle build --no-daemon',
        'CMD ["java", "-jar", "build/libs/x.jar"]',
      ),
      gradlew: { text: '#!/bin/sh\n', executable: true },
      'build.gradle': 'x\n',
      '.gitignore': '*.jar\n',
    },
  },
  {
    name: 'third-requirements-by-path',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY . /app',
        'RUN cd /app/service && pip install -r ../requirements.txt -r extra.txt',
        'CMD ["python", "main.py"]',
      ),
      'requirements.txt': 'flask\n',
      ...under('service', { 'extra.txt': 'x\n', 'main.py': 'x\n' }),
    },
  },
];
