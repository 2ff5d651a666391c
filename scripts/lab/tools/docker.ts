import type { LabCase, Tool } from '../case';
import { builds } from './builds';
import { pulls } from './pulls';
import { pushes } from './pushes';
import { starts } from './starts';

const daemon = [
  'dockerd --storage-driver=vfs --iptables=false --ip6tables=false --bridge=none >/var/log/dockerd.log 2>&1 &',
  'for i in $(seq 40); do docker info >/dev/null 2>&1 && exit 0; sleep 0.5; done; tail -3 /var/log/dockerd.log; exit 1',
].join('\n');

const own: readonly LabCase[] = [
  {
    name: 'pull-wrong-password',
    cause: 'auth-invalid',
    shows: /incorrect|invalid username/i,
    setup:
      'mkdir -p /root/.docker && echo "{\\"auths\\":{\\"private.example.com\\":{\\"auth\\":\\"$(printf deployer:wrong | base64)\\"}}}" > /root/.docker/config.json',
    run: 'docker pull private.example.com/shop/api:1.0; code=$?; rm -rf /root/.docker/config.json; exit $code',
  },
  {
    name: 'login-wrong-password',
    cause: 'auth-invalid',
    shows: /unauthorized|incorrect/i,
    run: 'echo wrong | docker login -u deployer --password-stdin private.example.com',
  },
  {
    name: 'icr-wrong-key',
    cause: 'auth-invalid',
    shows: /unauthorized|incorrect/i,
    run: 'echo wrong | docker login -u iamapikey --password-stdin us.icr.io',
  },
  {
    name: 'login-well',
    cause: 'healthy-no-problem',
    shows: /Login Succeeded/,
    run: 'docker login -u deployer -p lab-password private.example.com',
  },
  {
    name: 'credential-helper-missing',
    cause: 'credential-helper-missing',
    shows: /docker-credential.*not found/,
    files: { '/tmp/config/config.json': '{"credsStore":"desktop"}' },
    run: 'docker --config /tmp/config login -u deployer -p lab-password private.example.com',
  },
  {
    name: 'no-daemon',
    cause: 'container-engine-unavailable',
    shows: /daemon/,
    run: 'docker -H unix:///var/run/other.sock ps',
  },
  {
    name: 'no-daemon-tcp',
    cause: 'container-engine-unavailable',
    shows: /daemon/i,
    run: 'docker -H tcp://127.0.0.1:2375 pull alpine',
  },
  {
    name: 'memory-limit',
    cause: 'container-oom-killed',
    shows: /OOMKilled|137/,
    setup: 'docker pull registry.example.com/shop/api:1.0',
    run: `docker run --name hungry --network host --memory 16m registry.example.com/shop/api:1.0 sh -c 'echo loading; a=xxxxxxxx; while true; do a=$a$a; done'; docker inspect -f '{{.State.Status}} ExitCode={{.State.ExitCode}} OOMKilled={{.State.OOMKilled}}' hungry; docker rm hungry >/dev/null; exit 137`,
  },
  {
    name: 'pull-well',
    cause: 'healthy-no-problem',
    shows: /Downloaded newer image/,
    setup: 'docker rmi -f registry.example.com/base/error-page-renderer:2.1; true',
    run: 'docker pull registry.example.com/base/error-page-renderer:2.1',
  },
  {
    name: 'pull-up-to-date',
    cause: 'healthy-no-problem',
    shows: /up to date/,
    setup: 'docker pull alpine:3.20',
    run: 'docker pull alpine:3.20',
  },
  {
    name: 'pull-flaky-then-well',
    cause: 'healthy-no-problem',
    shows: /Downloaded newer image/,
    run: 'docker pull registry.example.com/shop/flaky:1.0',
    limit: 120,
  },
  {
    name: 'never-pulled',
    cause: 'image-pull-policy-never',
    also: ['image-tag-not-found'],
    shows: /No such image/i,
    run: 'docker run --pull never registry.example.com/shop/api:1.1',
  },
  {
    name: 'memory-limit-of-build',
    cause: 'build-out-of-memory',
    shows: /137|Killed|memory/i,
    files: {
      Dockerfile: `FROM registry.example.com/shop/api:1.0\nRUN echo bundling; a=xxxxxxxx; while true; do a=$a$a; done\n`,
    },
    env: { DOCKER_BUILDKIT: '0' },
    run: 'docker build --network host --memory 16m --memory-swap 16m .',
  },
  {
    name: 'build-secret-missing',
    cause: 'secret-not-found',
    shows: /secret/,
    files: {
      Dockerfile:
        'FROM registry.example.com/shop/api:1.0\nRUN --mount=type=secret,id=npmrc,required=true cat /run/secrets/npmrc\n',
    },
    env: { DOCKER_BUILDKIT: '1' },
    run: 'docker build --network host --progress plain .',
  },
  {
    name: 'build-add-503',
    cause: 'remote-download-failed',
    shows: /50\d|404/,
    files: {
      Dockerfile:
        'FROM registry.example.com/shop/api:1.0\nADD https://down.example.com/agent.jar /app/agent.jar\n',
    },
    env: { DOCKER_BUILDKIT: '1' },
    run: 'docker build --network host --progress plain .',
  },
  {
    name: 'build-usage',
    cause: 'build-command-usage-error',
    shows: /unknown flag|requires/,
    run: 'docker build --taag shop:1 .',
  },
  {
    name: 'build-no-room',
    cause: 'disk-space-exhausted',
    shows: /no space left/,
    files: { Dockerfile: 'FROM registry.example.com/shop/api:1.0\nCOPY big /big\n' },
    setup:
      'head -c 30000000 /dev/urandom > big; docker pull registry.example.com/shop/api:1.0; used=$(df -k /var/lib/docker | tail -1 | awk "{print \\$3}"); mount -o remount,size=$((used+20000))k /var/lib/docker',
    env: { DOCKER_BUILDKIT: '1' },
    run: 'docker build --network host --progress plain .; code=$?; mount -o remount,size=4g /var/lib/docker; exit $code',
  },
];

export const docker: Tool = {
  name: 'docker',
  needs: 'dockerd',
  version: 'docker version --format "{{.Server.Version}}"',
  setup: daemon,
  cases: [
    ...pulls({ command: 'docker pull IMAGE', without: ['tls-handshake-never-ends'] }),
    ...pushes({
      command: 'docker push IMAGE',
      setup:
        'docker pull registry.example.com/shop/api:1.0 && docker tag registry.example.com/shop/api:1.0 IMAGE',
    }),
    ...starts({ command: 'docker run --rm --network host IMAGE', pull: 'docker pull IMAGE' }),
    ...own,
  ],
};

export const buildkit: Tool = {
  name: 'buildkit',
  needs: 'dockerd',
  version: 'docker version --format "{{.Server.Version}}"',
  setup: daemon,
  cases: [
    ...builds({
      command: 'docker build --network host --progress plain -t shop/api .',
      env: { DOCKER_BUILDKIT: '1' },
    }),
    ...builds({
      command: 'docker build --network host -t shop/api .',
      env: { DOCKER_BUILDKIT: '0' },
      prefix: 'legacy',
    }),
  ],
};
