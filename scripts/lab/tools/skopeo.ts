import type { Tool } from '../case';
import { pulls } from './pulls';
import { pushes } from './pushes';

const copy = 'skopeo copy --retry-times 0';
const layout = `${copy} docker://registry.example.com/shop/api:1.0 oci:/tmp/out:latest`;

export const skopeo: Tool = {
  name: 'skopeo',
  needs: 'skopeo',
  version: 'skopeo --version',
  cases: [
    ...pulls({ command: `${copy} docker://IMAGE dir:/tmp/image`, without: ['bad-archive', 'only-for-arm'] }),
    ...pushes({ command: `${copy} oci:/tmp/out:latest docker://IMAGE`, setup: layout }),
    {
      name: 'pull-wrong-password',
      cause: 'auth-invalid',
      shows: /unauthorized|authentication required|invalid username/i,
      run: `${copy} --src-creds deployer:wrong docker://private.example.com/shop/api:1.0 dir:/tmp/image`,
    },
    {
      name: 'login-wrong-password',
      cause: 'auth-invalid',
      shows: /invalid username\/password/,
      run: 'skopeo login -u deployer -p wrong private.example.com',
    },
    {
      name: 'icr-wrong-key',
      cause: 'auth-invalid',
      shows: /unauthorized|incorrect username or password|invalid username/i,
      run: `${copy} --src-creds iamapikey:wrong docker://us.icr.io/acme/shop:1.0 dir:/tmp/image`,
    },
    {
      name: 'pull-no-room',
      cause: 'disk-space-exhausted',
      shows: /no space left on device/,
      setup: 'mkdir -p /tmp/small && mount -t tmpfs -o size=200k tmpfs /tmp/small',
      run: `${copy} docker://registry.example.com/shop/api:1.0 dir:/tmp/small/image; code=$?; umount /tmp/small; exit $code`,
    },
    {
      name: 'pull-well',
      cause: 'healthy-no-problem',
      shows: /Writing manifest/,
      run: `${copy} docker://registry.example.com/base/error-page-renderer:2.1 dir:/tmp/image`,
    },
    {
      name: 'pull-flaky-then-well',
      cause: 'healthy-no-problem',
      shows: /Writing manifest/,
      run: 'skopeo copy --retry-times 3 docker://registry.example.com/shop/flaky:1.0 dir:/tmp/image',
    },
    {
      name: 'inspect-well',
      cause: 'healthy-no-problem',
      shows: /Layers/,
      run: 'skopeo inspect --no-tags docker://registry.example.com/shop/api:1.0',
    },
    {
      name: 'login-well',
      cause: 'healthy-no-problem',
      shows: /Login Succeeded/,
      run: 'skopeo login -u deployer -p lab-password private.example.com',
    },
  ],
};
