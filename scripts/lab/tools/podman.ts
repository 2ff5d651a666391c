import type { LabCase, Tool } from '../case';
import { builds } from './builds';
import { pulls } from './pulls';
import { pushes } from './pushes';
import { starts } from './starts';

const policy = [
  'mkdir -p /etc/containers',
  `printf '{"default":[{"type":"insecureAcceptAnything"}],"transports":{"docker":{"registry.example.com/base":[{"type":"reject"}]}}}' > /etc/containers/policy.json`,
  `printf 'unqualified-search-registries = ["docker.io"]\\n' > /etc/containers/registries.conf`,
  `printf '[storage]\\ndriver = "vfs"\\nrunroot = "/run/containers/storage"\\ngraphroot = "/var/lib/containers/storage"\\n' > /etc/containers/storage.conf`,
].join('\n');

const rejected: Omit<LabCase, 'run'> = {
  name: 'pull-rejected-by-policy',
  cause: 'image-policy-rejected',
  shows: /rejected by policy/,
};

export const podman: Tool = {
  name: 'podman',
  needs: 'podman',
  version: 'podman --version',
  setup: policy,
  env: { BUILDAH_ISOLATION: 'chroot' },
  cases: [
    ...pulls({
      command: 'podman pull --retry 0 IMAGE'.replace(' --retry 0', ''),
      without: ['tls-handshake-never-ends', 'broken-off'],
    }),
    ...starts({
      command: 'podman --cgroup-manager cgroupfs run --rm --cgroups disabled --network host IMAGE',
      pull: 'podman pull IMAGE',
    }),
    ...builds({ command: 'podman build --isolation chroot -t shop/api .' }),
    { ...rejected, run: 'podman pull registry.example.com/base/error-page-renderer:2.1' },
    {
      name: 'pull-wrong-password',
      cause: 'auth-invalid',
      shows: /incorrect|invalid username/i,
      run: 'podman pull --creds deployer:wrong private.example.com/shop/api:1.0',
    },
    {
      name: 'login-wrong-password',
      cause: 'auth-invalid',
      shows: /invalid username\/password/,
      run: 'podman login -u deployer -p wrong private.example.com',
    },
    {
      name: 'never-pulled',
      cause: 'image-pull-policy-never',
      also: ['image-tag-not-found'],
      shows: /image not known|No such image/i,
      run: 'podman run --pull never registry.example.com/shop/api:1.1',
    },
    {
      name: 'pull-well',
      cause: 'healthy-no-problem',
      shows: /Writing manifest/,
      run: 'podman pull registry.example.com/shop/crashes:1.0',
    },
  ],
};

export const buildah: Tool = {
  name: 'buildah',
  needs: 'buildah',
  version: 'buildah --version',
  setup: policy,
  env: { BUILDAH_ISOLATION: 'chroot' },
  cases: [
    ...builds({ command: 'buildah build --isolation chroot --layers=false -t shop/api .' }),
    ...pushes({
      command: 'buildah push --retry 0 shop/api docker://IMAGE'.replace(' --retry 0', ''),
      setup:
        'buildah pull registry.example.com/shop/api:1.0 && buildah tag registry.example.com/shop/api:1.0 shop/api',
      without: ['down-503', 'too-large'],
    }),
    { ...rejected, run: 'buildah pull registry.example.com/base/error-page-renderer:2.1' },
    {
      name: 'pull-well',
      cause: 'healthy-no-problem',
      shows: /Writing manifest/,
      run: 'buildah pull registry.example.com/shop/crashes:1.0',
    },
  ],
};
