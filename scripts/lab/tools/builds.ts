/** The faults of a Dockerfile that every builder can be shown. The base image holds busybox and nothing else. */
import type { LabCase } from '../case';

const base = 'FROM registry.example.com/shop/api:1.0\n';

/** The head of an ELF file for 64-bit ARM, which no x86 kernel starts. */
export const armProgram = `printf '\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\267\\000\\001\\000\\000\\000' > arm && head -c 200 /dev/zero >> arm && chmod +x arm`;

type BuildFault = Omit<LabCase, 'run'> & { readonly dockerfile?: string };

const faults: readonly BuildFault[] = [
  { name: 'no-dockerfile', cause: 'dockerfile-not-found', files: { 'index.js': '1' }, shows: /Dockerfile/ },
  {
    name: 'unknown-instruction',
    cause: 'dockerfile-syntax',
    dockerfile: `${base}COPPY . /app\n`,
    shows: /unknown instruction|COPPY/i,
  },
  {
    name: 'misspelt-from',
    cause: 'dockerfile-syntax',
    dockerfile: 'FORM registry.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /FORM|no build stage|no FROM/i,
  },
  {
    name: 'empty-dockerfile',
    cause: 'dockerfile-syntax',
    dockerfile: '# nothing yet\n',
    shows: /empty|no instructions|no FROM|no stages/i,
  },
  {
    name: 'unknown-flag',
    cause: 'dockerfile-syntax',
    dockerfile: `${base}COPY --chmodd=755 a /a\n`,
    files: { a: '1' },
    shows: /chmodd/,
  },
  {
    name: 'copy-without-target',
    cause: 'dockerfile-syntax',
    dockerfile: `${base}COPY package.json\n`,
    files: { 'package.json': '{}' },
    shows: /requires at least two|at least (two|one)|COPY/i,
  },
  {
    name: 'copy-missing-file',
    cause: 'dockerfile-copy-missing-file',
    dockerfile: `${base}WORKDIR /app\nCOPY requirements.txt ./\n`,
    files: { 'readme.md': '1' },
    shows: /requirements\.txt/,
  },
  {
    name: 'copy-missing-folder',
    cause: 'dockerfile-copy-missing-file',
    dockerfile: `${base}COPY dist/ /app/dist/\n`,
    files: { 'src/a.js': '1' },
    shows: /dist/,
  },
  {
    name: 'copy-ignored-file',
    cause: 'dockerfile-copy-missing-file',
    dockerfile: `${base}COPY build/app.jar /app/\n`,
    files: { 'build/app.jar': '1', '.dockerignore': 'build\n' },
    shows: /app\.jar/,
  },
  {
    name: 'copy-from-stage-missing',
    cause: 'dockerfile-copy-missing-file',
    dockerfile: `${base.trim()} AS builder\nRUN mkdir /out\n${base}COPY --from=builder /out/server /bin/server\n`,
    shows: /out\/server/,
  },
  {
    name: 'copy-misspelt-stage',
    cause: 'dockerfile-unknown-stage',
    dockerfile: `${base.trim()} AS builder\nRUN echo built\n${base}COPY --from=biulder /app /app\n`,
    shows: /biulder/,
  },
  {
    name: 'base-tag-missing',
    cause: 'base-image-not-found',
    dockerfile: 'FROM registry.example.com/shop/api:9.9\nRUN echo hi\n',
    shows: /not found|manifest unknown/i,
  },
  {
    name: 'base-repository-unknown',
    cause: 'base-image-not-found',
    dockerfile: 'FROM registry.example.com/shop/apj:1.0\nRUN echo hi\n',
    shows: /not found|name unknown|not known/i,
  },
  {
    name: 'base-denied',
    cause: 'base-image-access-denied',
    dockerfile: 'FROM docker.io/acme/private:latest\nRUN echo hi\n',
    shows: /denied|authentication required|unauthorized|insufficient_scope/i,
  },
  {
    name: 'base-no-login',
    cause: 'base-image-access-denied',
    dockerfile: 'FROM private.example.com/shop/api:1.0\nRUN echo hi\n',
    also: ['auth-missing'],
    shows: /no basic auth|authentication required|unauthorized/i,
  },
  {
    name: 'base-forbidden',
    cause: 'base-image-access-denied',
    dockerfile: 'FROM forbidden.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /forbidden|denied|403/i,
  },
  {
    name: 'base-rate-limit',
    cause: 'base-image-rate-limited',
    dockerfile: 'FROM node:latest\nRUN echo hi\n',
    shows: /rate limit|toomanyrequests|429/i,
  },
  {
    name: 'base-host-does-not-resolve',
    cause: 'registry-host-unresolvable',
    dockerfile: 'FROM registyr.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /no such host/,
  },
  {
    name: 'base-registry-down',
    cause: 'registry-server-error',
    dockerfile: 'FROM down.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /503/,
  },
  {
    name: 'base-registry-refuses-connection',
    cause: 'registry-connection-refused',
    dockerfile: 'FROM closed.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /connection refused/,
  },
  {
    name: 'base-certificate-expired',
    cause: 'tls-cert-expired',
    dockerfile: 'FROM expired.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /expired/,
  },
  {
    name: 'base-certificate-of-a-proxy',
    cause: 'tls-unknown-authority',
    dockerfile: 'FROM corporate.example.com/shop/api:1.0\nRUN echo hi\n',
    shows: /unknown authority/,
  },
  {
    name: 'base-only-for-arm',
    cause: 'arch-mismatch-no-manifest',
    dockerfile: 'FROM registry.example.com/shop/arm-only:2.0\nRUN echo hi\n',
    shows: /no match|no image found|choosing/i,
  },
  {
    name: 'base-name-invalid',
    cause: 'invalid-image-name',
    dockerfile: 'FROM registry.example.com/Shop/API:1.0\nRUN echo hi\n',
    shows: /lowercase|invalid|parse/i,
  },
  {
    name: 'base-argument-empty',
    cause: 'build-env-variable-missing',
    also: ['invalid-image-name', 'dockerfile-syntax'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the Dockerfile
    dockerfile: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN echo hi\n',
    shows: /blank|BASE_IMAGE|empty|invalid/i,
  },
  {
    name: 'base-corrupt-layer',
    cause: 'layer-corrupt-digest-mismatch',
    dockerfile: 'FROM registry.example.com/shop/corrupt:1.0\nRUN echo hi\n',
    shows: /digest|verification|does not match/i,
  },
  {
    name: 'run-command-missing',
    cause: 'command-not-found-in-build',
    dockerfile: `${base}COPY . /app\nRUN yarn install --frozen-lockfile\n`,
    files: { 'package.json': '{}' },
    shows: /yarn: not found/,
  },
  {
    name: 'run-script-missing',
    cause: 'command-not-found-in-build',
    dockerfile: `${base}WORKDIR /app\nRUN ./build.sh\n`,
    shows: /build\.sh: not found/,
  },
  {
    name: 'run-script-not-executable',
    cause: 'permission-denied-in-build',
    dockerfile: `${base}COPY gradlew /app/\nRUN /app/gradlew build\n`,
    files: { gradlew: '#!/bin/sh\necho hi\n' },
    shows: /permission denied/i,
  },
  {
    name: 'run-as-user-may-not-write',
    cause: 'permission-denied-in-build',
    dockerfile: `${base}USER 1000\nRUN echo x > /etc/app.conf\n`,
    shows: /permission denied/i,
  },
  {
    name: 'run-download-500',
    cause: 'remote-download-failed',
    dockerfile: `${base}RUN wget http://broken.example.com/tool.tar.gz -O /tmp/tool.tar.gz\n`,
    shows: /50\d|404/,
  },
  {
    name: 'run-arm-program',
    cause: 'exec-format-error',
    dockerfile: `${base}COPY arm /app/server\nRUN ["/app/server", "--version"]\n`,
    setup: armProgram,
    shows: /exec format error/i,
  },
  {
    name: 'run-variable-missing',
    cause: 'build-env-variable-missing',
    dockerfile: `${base}ARG RELEASE\nRUN : "\${RELEASE:?RELEASE must be set}" && echo "release \${RELEASE}"\n`,
    shows: /RELEASE: RELEASE must be set/,
  },
  {
    name: 'well',
    cause: 'healthy-no-problem',
    dockerfile: `${base}WORKDIR /app\nCOPY . .\nRUN echo "compiling error-handler.c" && mkdir dist && cp errors.js dist/\nCMD ["sh"]\n`,
    files: { 'errors.js': '1' },
    shows: /./,
  },
  {
    name: 'well-with-warnings',
    cause: 'healthy-no-problem',
    dockerfile: `${base}MAINTAINER team@example.com\nENV MODE production\nRUN echo "warning: 2 deprecated options" && (wget http://closed.example.com/optional || echo "optional download failed, going on")\nCMD sh\n`,
    shows: /deprecated options/,
  },
  {
    name: 'well-two-stages',
    cause: 'healthy-no-problem',
    dockerfile: `${base.trim()} AS builder\nRUN mkdir /out && echo "0 errors, 0 failures" && echo ok > /out/server\n${base}COPY --from=builder /out/server /bin/server\n`,
    shows: /0 failures/,
  },
];

interface Manner {
  /** The command that builds /workspace. */
  readonly command: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly prefix?: string;
  readonly without?: readonly string[];
  readonly on?: LabCase['on'];
}

/** A case for each fault of a build, in the manner of one builder. */
export function builds({ command, env, prefix = 'build', without = [], on }: Manner): readonly LabCase[] {
  return faults
    .filter(({ name }) => !without.includes(name))
    .map(({ dockerfile, name, files, ...fault }) => ({
      ...fault,
      name: `${prefix}-${name}`,
      files: { ...files, ...(dockerfile && { Dockerfile: dockerfile }) },
      run: command,
      limit: 200,
      ...(env && { env }),
      ...(on && { on }),
    }));
}
