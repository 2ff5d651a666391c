import type { Tool } from '../../case';
import { asUser, cases, taken } from './start';

const nginxConf = (listen: string, more = '') =>
  `daemon off; pid /tmp/nginx.pid; error_log stderr; events {}\nhttp { access_log off; server { listen ${listen}; location / { ${more || 'return 200;'} } } }\n`;
export const nginx: Tool = {
  name: 'nginx',
  needs: 'nginx',
  version: 'nginx -v',
  cases: cases([
    [
      'port-in-use',
      'runtime-port-in-use',
      /Address already in use/,
      { 'nginx.conf': nginxConf('8080') },
      taken(8080, 'nginx -c /workspace/nginx.conf'),
    ],
    [
      'low-port',
      'runtime-permission-denied',
      /Permission denied/,
      { 'nginx.conf': nginxConf('83') },
      `echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start; ${asUser('nginx -c /workspace/nginx.conf')}`,
    ],
    [
      'upstream-does-not-resolve',
      'runtime-dependency-unreachable',
      /host not found in upstream/,
      { 'nginx.conf': nginxConf('127.0.0.1:18701', 'proxy_pass http://api.internal:8080;') },
      'nginx -c /workspace/nginx.conf',
    ],
    [
      'directive-unknown',
      'container-exit-nonzero',
      /unknown directive/,
      { 'nginx.conf': nginxConf('127.0.0.1:18702', 'proxy_passs http://127.0.0.1;') },
      'nginx -c /workspace/nginx.conf',
      { also: ['runtime-config-missing', 'compile-error'] },
    ],
    [
      'certificate-missing',
      'runtime-file-missing',
      /cannot load certificate/,
      {
        'nginx.conf': nginxConf('127.0.0.1:18703 ssl', '').replace(
          'listen',
          'ssl_certificate /etc/tls/tls.crt; ssl_certificate_key /etc/tls/tls.key; listen',
        ),
      },
      'nginx -c /workspace/nginx.conf',
      { also: ['runtime-config-missing', 'container-exit-nonzero', 'secret-not-found'] },
    ],
    [
      'config-missing',
      'runtime-file-missing',
      /No such file/,
      {},
      'nginx -c /etc/nginx/shop.conf',
      { also: ['runtime-config-missing'] },
    ],
    [
      'log-not-writable',
      'runtime-permission-denied',
      /Permission denied/,
      { 'nginx.conf': 'daemon off; error_log /var/log/nginx/error.log; events {} http { }\n' },
      asUser('nginx -c /workspace/nginx.conf'),
    ],
    [
      'config-well',
      'healthy-no-problem',
      /successful/,
      { 'nginx.conf': nginxConf('127.0.0.1:18704') },
      'nginx -t -c /workspace/nginx.conf',
    ],
  ]),
};
