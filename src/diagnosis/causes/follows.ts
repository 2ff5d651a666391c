/** Which facts each cause follows from. */

import type { CauseId, Phase } from '../model/cause-id';
import type { Thing, Went } from '../reading/fact';
import type { Follow } from './cause';

const IMAGE: readonly Thing[] = ['image', 'registry', 'layer', 'image-repository', 'image-digest'];
const GIT: readonly Thing[] = ['git-host', 'git-repository', 'git-ref', 'submodule', 'lfs'];
const INDEX: readonly Thing[] = ['package-index', 'package', 'lock-file'];
const LATER: readonly Phase[] = ['pull', 'run'];
const NETWORK: readonly Went[] = ['name-unresolved', 'refused', 'reset', 'timeout'];
const NOT_BUILD: readonly Phase[] = ['pull', 'run', 'push', 'source'];

const f = (
  went: Went | readonly Went[],
  to?: Thing | readonly Thing[],
  during?: readonly Phase[],
  who?: readonly string[],
): Follow => ({
  went: typeof went === 'string' ? [went] : went,
  ...(to && { to: typeof to === 'string' ? [to] : to }),
  ...(during && { during }),
  ...(who && { who }),
});

export const table: Readonly<Record<CauseId, readonly Follow[]>> = {
  'image-tag-not-found': [f('not-found', ['image', 'registry'], NOT_BUILD)],
  'base-image-not-found': [f('not-found', ['image', 'registry', 'image-repository'], ['build'])],
  'image-digest-not-found': [f('not-found', ['image-digest', 'layer'], ['pull', 'run', 'build', 'source'])],
  'repository-not-found': [f('not-found', 'image-repository', ['pull', 'run', 'push'])],
  'access-denied-or-not-found': [f('merged-refusal', IMAGE, LATER), f('merged-refusal', undefined, LATER)],
  'base-image-access-denied': [
    f(['unauthorized', 'forbidden'], 'token', ['build']),
    f(['merged-refusal', 'forbidden', 'unauthorized', 'no-credentials'], IMAGE, ['build']),
    f('merged-refusal', undefined, ['build']),
  ],
  'permission-denied-push': [
    f(['merged-refusal', 'forbidden', 'unauthorized'], IMAGE, ['push']),
    f(['merged-refusal', 'forbidden', 'unauthorized'], undefined, ['push']),
  ],
  'auth-missing': [
    f('no-credentials', IMAGE, ['pull', 'run', 'push']),
    f('unauthorized', IMAGE, LATER),
    f('no-credentials', undefined, ['pull', 'run', 'push']),
    f('unauthorized', undefined, ['pull']),
  ],
  'auth-invalid': [
    f(['unauthorized', 'forbidden'], 'token', ['pull', 'run', 'push', 'source']),
    f('bad-credentials', IMAGE),
    f('bad-credentials', undefined, ['pull', 'push']),
  ],
  'auth-token-expired': [f('credentials-expired', IMAGE), f('credentials-expired')],
  'permission-denied-pull': [f('forbidden', IMAGE, LATER), f('forbidden', undefined, ['pull'])],
  'rate-limited': [
    f('rate-limited', IMAGE, ['pull', 'run', 'push', 'source']),
    f('rate-limited', undefined, ['pull', 'run', 'push']),
  ],
  'base-image-rate-limited': [f('rate-limited', IMAGE, ['build']), f('rate-limited', undefined, ['build'])],
  'registry-quota-traffic': [f('quota-traffic')],
  'registry-quota-storage': [f('quota-storage')],
  'registry-server-error': [f('server-error', IMAGE), f('server-error', undefined, ['pull', 'push'])],
  'registry-host-unresolvable': [
    f('name-unresolved', IMAGE),
    f('name-unresolved', undefined, ['pull', 'push']),
  ],
  'registry-unreachable-timeout': [f('timeout', IMAGE), f('timeout', undefined, ['pull', 'push'])],
  'registry-connection-refused': [f('refused', IMAGE), f('refused', undefined, ['pull', 'push'])],
  'registry-connection-dropped': [f('reset', IMAGE), f('reset', undefined, ['pull', 'push'])],
  'network-policy-restricted': [f('address-refused')],
  'tls-unknown-authority': [f('cert-untrusted')],
  'tls-cert-expired': [f('cert-expired')],
  'tls-hostname-mismatch': [f('cert-name')],
  'http-response-to-https-client': [f('plain-http')],
  'invalid-image-name': [f('unparsable', IMAGE), f('unparsable')],
  'image-pull-policy-never': [f('no-such-file', 'image', undefined, ['kubelet'])],
  'image-policy-rejected': [
    f('policy-refused', ['image', 'registry', 'pod', 'layer', 'image-digest', 'image-repository']),
    f('policy-refused'),
  ],
  'probe-misconfigured': [f('policy-refused', 'probe')],
  'arch-mismatch-no-manifest': [f('no-platform')],
  'manifest-schema-unsupported': [f('old-format')],
  'layer-corrupt-digest-mismatch': [f('corrupt', ['image', 'layer', 'image-digest', 'registry'])],
  'layer-unpack-failed': [
    f('not-unpackable', ['image', 'layer', 'image-digest', 'registry']),
    f('not-unpackable'),
  ],
  'disk-space-exhausted': [f('no-space')],
  'ephemeral-storage-exceeded': [f('storage-limit')],
  'secret-not-found': [f('not-found', ['secret', 'config-map'])],
  'push-layer-too-large': [f('too-large', IMAGE), f('too-large')],
  'source-bundle-too-large': [f('too-large', ['bundle', 'context-file'])],
  'push-tag-immutable': [f('immutable')],
  'push-upload-session-lost': [f('session-lost'), f('not-found', ['layer', 'image-digest'], ['push'])],
  'git-auth-failed': [
    f(
      [
        'bad-credentials',
        'no-credentials',
        'unauthorized',
        'forbidden',
        'permission-denied',
        'credentials-expired',
      ],
      ['git-repository', 'git-ref', 'submodule'],
    ),
    f(['no-credentials', 'unauthorized', 'forbidden', 'permission-denied'], 'git-host'),
    f(['bad-credentials', 'unauthorized', 'forbidden', 'no-credentials', 'permission-denied'], undefined, [
      'source',
    ]),
  ],
  'git-host-key-unverified': [f('bad-credentials', 'git-host')],
  'git-repo-not-found': [f('not-found', ['git-repository', 'git-host']), f('merged-refusal', GIT)],
  'git-revision-not-found': [f('not-found', 'git-ref')],
  'git-host-unreachable': [
    f([...NETWORK, 'server-error', 'rate-limited'], GIT),
    f(NETWORK, undefined, ['source']),
  ],
  'git-submodule-failed': [f('not-found', 'submodule')],
  'git-lfs-failed': [f(['not-found', 'quota-traffic', 'rate-limited', 'command-missing'], 'lfs')],
  'dockerfile-not-found': [f(['not-found', 'no-such-file'], 'dockerfile')],
  'dockerfile-syntax': [f(['syntax', 'usage', 'not-found'], 'dockerfile')],
  'dockerfile-copy-missing-file': [f(['not-found', 'no-such-file', 'permission-denied'], 'context-file')],
  'dockerfile-unknown-stage': [f('not-found', 'stage')],
  'reserved-directory': [f('conflict', 'directory', ['build'])],
  'package-version-not-found': [
    f('not-found', ['package', 'package-index'], ['build', 'run', 'source', 'pull']),
  ],
  'package-install-network': [
    f([...NETWORK, 'server-error', 'rate-limited', 'corrupt'], INDEX),
    f(NETWORK, ['download', 'module', 'project-file', 'peer'], ['build']),
    f([...NETWORK], undefined, ['build']),
  ],
  'package-registry-auth': [
    f(['unauthorized', 'forbidden', 'no-credentials', 'bad-credentials', 'credentials-expired'], INDEX),
  ],
  'package-lockfile-mismatch': [f('mismatch')],
  'package-dependency-conflict': [
    f('conflict', [
      'package',
      'package-index',
      'lock-file',
      'dependency',
      'module',
      'runtime',
      'project-file',
    ]),
    f('conflict'),
  ],
  'package-scripts-not-approved': [f('not-approved')],
  'native-build-tools-missing': [
    f(['command-missing', 'not-found', 'no-such-file', 'module-missing', 'library-missing'], 'compiler'),
  ],
  'build-tool-version-mismatch': [f('version-unsupported', undefined, ['build', 'source'])],
  'build-dependency-not-installed': [f('module-missing', undefined, ['build'])],
  'project-files-missing-in-build': [f(['no-such-file', 'not-found', 'module-missing'], 'project-file')],
  'command-not-found-in-build': [
    f('command-missing', undefined, ['build', 'source']),
    f('no-such-file', 'command', ['build']),
  ],
  'permission-denied-in-build': [f('permission-denied', undefined, ['build', 'source'])],
  'compile-error': [
    f('compile'),
    f(
      'syntax',
      ['source-code', 'module', 'program', 'project-file', 'package', 'step', 'command'],
      ['build'],
    ),
  ],
  'build-out-of-memory': [
    f(['killed', 'out-of-memory'], ['compiler', 'build-tool', 'source-code']),
    f(['out-of-memory', 'killed', 'killed-it-seems'], undefined, ['build', 'push', 'source']),
  ],
  'build-timeout': [f('time-limit', undefined, ['build', 'push', 'source', 'pull'])],
  'build-canceled': [f('canceled', undefined, ['build', 'push', 'source'])],
  'build-command-usage-error': [f('usage', undefined, ['build', 'source'])],
  'build-env-variable-missing': [f('value-missing', undefined, ['build', 'source', 'push'])],
  'remote-download-failed': [
    f(['not-found', 'forbidden', 'unauthorized', 'server-error', 'rate-limited'], 'download'),
  ],
  'buildpack-none-detected': [f('not-found', 'buildpack')],
  'buildpack-runtime-version-unsupported': [
    f('version-unsupported', ['runtime', 'package'], undefined, ['lifecycle']),
  ],
  'buildpack-builder-incompatible': [f('version-unsupported', ['builder', 'buildpack'])],
  'buildpack-no-start-command': [f('value-missing', 'start-command', undefined, ['lifecycle'])],
  'no-entrypoint': [f('value-missing', 'start-command')],
  'exec-format-error': [f('wrong-architecture')],
  'entrypoint-not-found': [
    f('command-missing', ['program', 'command'], NOT_BUILD),
    f('command-missing', undefined, NOT_BUILD),
    f('no-such-file', 'program', LATER),
  ],
  'entrypoint-not-executable': [f('permission-denied', ['program', 'command'], ['pull', 'run', 'push'])],
  'run-as-root-forbidden': [f('forbidden', 'program')],
  'container-oom-killed': [f(['out-of-memory', 'killed', 'killed-it-seems'], undefined, LATER)],
  'runtime-file-missing': [
    f('module-missing', undefined, ['run', 'pull']),
    f('no-such-file', ['module', 'file', 'directory', 'setting', 'service', 'project-file'], ['run', 'pull']),
    f('no-such-file', undefined, ['run']),
  ],
  'runtime-library-missing': [f('library-missing')],
  'runtime-version-mismatch': [f('version-unsupported', undefined, LATER)],
  'runtime-config-missing': [f('value-missing', undefined, LATER)],
  'runtime-dependency-unreachable': [
    f([...NETWORK, 'bad-credentials', 'server-error'], 'service'),
    f([...NETWORK, 'bad-credentials', 'server-error'], 'peer', LATER),
    f(NETWORK, undefined, ['run']),
  ],
  'runtime-permission-denied': [
    f('permission-denied', ['directory', 'file', 'port', 'volume', 'module', 'setting'], ['run', 'pull']),
    f('permission-denied', undefined, ['run', 'pull']),
  ],
  'runtime-port-in-use': [f('port-taken')],
  'port-not-listening': [f('not-listening')],
  'app-exits-cleanly': [f('ended', undefined, LATER)],
  'container-exit-nonzero': [f('crashed', undefined, LATER), f('exited', undefined, LATER)],
  'container-engine-unavailable': [
    f('command-missing', 'engine'),
    f('not-running'),
    f(['no-such-file', 'permission-denied', ...NETWORK], 'engine'),
  ],
  'credential-helper-missing': [f(['command-missing', 'not-found', 'no-such-file'], 'credential-helper')],
  'proxy-failed': [f('proxy-failed'), f(NETWORK, 'proxy')],
  'pod-network-setup-failed': [f(['setup-failed', 'failed'], 'sandbox')],
  'volume-mount-failed': [
    f(['setup-failed', 'not-found', 'no-such-file', 'timeout', 'permission-denied', 'refused'], 'volume'),
  ],
  'project-quota-exceeded': [f('quota', 'quota'), f('quota')],
  'waiting-for-resources': [f('quota', 'pod')],
  'job-time-limit': [f('time-limit', 'program'), f('time-limit', undefined, ['run'])],
  'job-arguments-invalid': [f('usage', undefined, ['run', 'pull'])],
};
