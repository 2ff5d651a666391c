/** Repositories that are well, of many shapes: nothing may be found in them. */
import { app, appWith, dockerfile, type Plant, python, under } from './plant';

const NODE = 'FROM docker.io/library/node:22-alpine';
const START = 'CMD ["node", "server.js"]';
const token = 'ada:glpat-0123456789abcdefghij';

export const well: readonly Plant[] = [
  { name: 'well-node', repository: app },
  {
    name: 'well-in-directory',
    repository: { 'README.md': 'x\n', ...under('services/api', app) },
    build: { contextDir: 'services/api' },
  },
  {
    name: 'well-other-name',
    repository: { ...app, 'docker/prod.Dockerfile': app.Dockerfile ?? '' },
    build: { dockerfile: 'docker/prod.Dockerfile' },
  },
  {
    name: 'well-dockerfile-and-lock-by-links',
    repository: {
      ...app,
      Dockerfile: { link: 'docker/Dockerfile.prod' },
      'docker/Dockerfile.prod': app.Dockerfile ?? '',
      'package-lock.json': { link: 'locks/npm.json' },
      'locks/npm.json': app['package-lock.json'] ?? '',
      '.dockerignore': { link: 'docker/ignore' },
      'docker/ignore': 'node_modules\n',
    },
  },
  {
    name: 'well-data-of-usual-size',
    repository: appWith({ 'data/orders.dump': Buffer.alloc(2_000_000, 'order'), 'fixtures/a.tar.gz': 'x' }),
  },
  { name: 'well-private', repository: app, access: { login: token }, login: token },
  { name: 'well-ssh', repository: app, ssh: 'right' },
  { name: 'well-tag', repository: { commits: [{ files: app, tag: 'v1.0.0' }] }, revision: 'v1.0.0' },
  {
    name: 'well-stages',
    repository: appWith(
      dockerfile(
        'ARG NODE_VERSION=22-alpine',
        `FROM docker.io/library/node:\${NODE_VERSION} AS build`,
        'WORKDIR /src',
        'COPY package.json package-lock.json ./',
        'RUN npm ci && npm cache clean --force',
        'COPY . .',
        'RUN npm run build --if-present',
        'FROM build AS test',
        'RUN npm test --if-present',
        'FROM docker.io/library/node:22-alpine',
        'WORKDIR /app',
        'COPY --from=build --chown=1000:1000 /src ./',
        'COPY --from=0 /src/server.js ./other.js',
        'USER 1000:1000',
        'EXPOSE 8080/tcp',
        START,
      ),
    ),
    build: { port: 8080 },
  },
  {
    name: 'well-script',
    repository: appWith({
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY . .',
        'RUN ./build.sh && sh tools/more.sh',
        'ENTRYPOINT ["/app/run.sh"]',
        'CMD ["node"]',
      ),
      'build.sh': { text: '#!/bin/sh\ntrue\n', executable: true },
      'tools/more.sh': 'true\n',
      'run.sh': { text: '#!/bin/sh\nexec "$@"\n', executable: true },
    }),
  },
  {
    name: 'well-chmod',
    repository: appWith({
      ...dockerfile(NODE, 'WORKDIR /app', 'COPY . .', 'RUN chmod +x build.sh && ./build.sh', START),
      'build.sh': '#!/bin/sh\ntrue\n',
    }),
  },
  {
    name: 'well-made-script',
    repository: appWith(
      dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY . .',
        "RUN printf '#!/bin/sh\\n' > go.sh && chmod +x go.sh && ./go.sh",
        START,
      ),
    ),
  },
  {
    name: 'well-here-document',
    repository: appWith(
      dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY . .',
        'RUN <<EOF',
        'set -e',
        'npm ci',
        'EOF',
        'COPY <<conf /etc/app.conf',
        'a=1',
        'conf',
        START,
      ),
    ),
  },
  {
    name: 'well-exceptions-of-dockerignore',
    repository: appWith({
      ...dockerfile(NODE, 'WORKDIR /app', 'COPY server.js docs/keep.md ./', START),
      '.dockerignore': '*\n!server.js\n!docs/keep.md\n',
      'docs/keep.md': 'x\n',
    }),
  },
  {
    name: 'well-patterns',
    repository: appWith(
      dockerfile(NODE, 'WORKDIR /app', 'COPY package*.json *.js ./', 'COPY ["server.js", "a b/"]', START),
    ),
  },
  {
    name: 'well-scratch',
    repository: {
      ...dockerfile(
        'FROM docker.io/library/golang:1.25 AS build',
        'WORKDIR /src',
        'COPY go.mod go.sum* ./',
        'COPY . .',
        'RUN CGO_ENABLED=0 go build -o /shop .',
        'FROM scratch',
        'COPY --from=build /shop /shop',
        'ENTRYPOINT ["/shop"]',
      ),
      'go.mod': 'module shop\n\ngo 1.25\n',
      'main.go': 'package main\nfunc main() {}\n',
    },
  },
  {
    name: 'well-base-command',
    repository: {
      ...dockerfile('FROM registry.example.com/open/nginx:1', 'COPY site/ /usr/share/nginx/html/'),
      'site/index.html': 'x\n',
    },
  },
  {
    name: 'well-add-remote',
    repository: appWith(
      dockerfile(NODE, 'WORKDIR /app', 'ADD https://example.com/file.txt /tmp/', 'COPY . .', START),
    ),
  },
  { name: 'well-buildpacks-node', repository: app, build: { strategy: 'buildpacks' } },
  {
    name: 'well-buildpacks-python',
    repository: { ...python, '.python-version': '3.12\n' },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'well-buildpacks-go',
    repository: { 'go.mod': 'module shop\n\ngo 1.22\n', 'main.go': 'package main\nfunc main() {}\n' },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'well-buildpacks-java',
    repository: { 'pom.xml': '<project/>\n', 'src/main/java/A.java': 'class A {}\n' },
    build: { strategy: 'buildpacks' },
  },
  {
    name: 'well-submodule',
    repository: app,
  },
  {
    name: 'well-workspaces',
    repository: {
      ...dockerfile(
        NODE,
        'WORKDIR /app',
        'COPY . .',
        'RUN cd web && npm ci',
        'CMD ["node", "web/server.js"]',
      ),
      ...under('web', {
        'package.json': app['package.json'] ?? '',
        'package-lock.json': app['package-lock.json'] ?? '',
        'server.js': 'x\n',
      }),
      '.env.example': 'TOKEN=\n',
    },
  },
];
