import { type LabCase, type Suite, suites, type Tool } from '../case';
import { pulls } from './pulls';
import { pushes } from './pushes';

/** In containerd 2, ctr pulls by the transfer service, which knows no snapshotter but the default, unless told `--local`. */
const pull = (suite: Suite) =>
  suite === 'sid' ? 'ctr images pull --local --snapshotter native' : 'ctr images pull --snapshotter native';

const on = (suite: Suite): Tool => ({
  name: 'containerd',
  on: [suite],
  needs: 'containerd',
  version: 'containerd --version',
  setup: [
    'mkdir -p /etc/containerd; printf "version = 2\\n[plugins.\\"io.containerd.internal.v1.opt\\"]\\n  path = \\"/var/lib/containerd/opt\\"\\n" > /etc/containerd/config.toml',
    'containerd >/var/log/containerd.log 2>&1 &',
    'for i in $(seq 40); do ctr version >/dev/null 2>&1 && exit 0; sleep 0.5; done; tail -3 /var/log/containerd.log; exit 1',
  ].join('\n'),
  cases: [
    ...pulls({ command: `${pull(suite)} IMAGE` }),
    ...pushes({
      command: 'ctr images push IMAGE',
      setup: `${pull(suite)} registry.example.com/shop/api:1.0 && ctr images tag --force registry.example.com/shop/api:1.0 IMAGE`,
      // At the end of a push that went well the newer ctr does not say so.
    }).map((one): LabCase => (one.name === 'push-well' ? { ...one, also: ['unknown'] } : one)),
    {
      name: 'pull-wrong-password',
      cause: 'auth-invalid',
      shows: /incorrect|invalid username/i,
      run: `${pull(suite)} --user deployer:wrong private.example.com/shop/api:1.0`,
    },
    {
      name: 'icr-wrong-key',
      cause: 'auth-invalid',
      shows: /oauth token/i,
      run: `${pull(suite)} --user iamapikey:wrong us.icr.io/acme/shop:1.0`,
    },
    {
      name: 'pull-well',
      cause: 'healthy-no-problem',
      shows: /done/,
      run: `${pull(suite)} registry.example.com/base/error-page-renderer:2.1`,
    },
    {
      name: 'pull-flaky-then-well',
      cause: 'healthy-no-problem',
      shows: /done/,
      run: `${pull(suite)} registry.example.com/shop/flaky:1.0`,
    },
    {
      name: 'no-daemon',
      cause: 'container-engine-unavailable',
      shows: /containerd\.sock|dial unix/,
      run: 'ctr --address /run/other/containerd.sock images ls',
    },
    {
      name: 'start-program-missing',
      cause: 'entrypoint-not-found',
      shows: /no such file|not found/i,
      setup: `${pull(suite)} registry.example.com/shop/missing-program:1.0`,
      run: 'ctr run --rm --snapshotter native --net-host registry.example.com/shop/missing-program:1.0 c1',
    },
    {
      name: 'start-program-not-executable',
      cause: 'entrypoint-not-executable',
      shows: /permission denied/i,
      setup: `${pull(suite)} registry.example.com/shop/not-executable:1.0`,
      run: 'ctr run --rm --snapshotter native --net-host registry.example.com/shop/not-executable:1.0 c2',
    },
    {
      name: 'start-no-command',
      cause: 'no-entrypoint',
      shows: /no command|args must not be empty|args/i,
      setup: `${pull(suite)} registry.example.com/shop/no-command:1.0`,
      run: 'ctr run --rm --snapshotter native --net-host registry.example.com/shop/no-command:1.0 c3',
    },
  ],
});

export const containerd: readonly Tool[] = suites.map(on);
