import type { Tool } from '../../case';
import { cases, taken } from './start';

export const php: Tool = {
  name: 'php',
  needs: 'php',
  version: 'php --version',
  cases: cases([
    ['file-missing', 'runtime-file-missing', /Could not open input file/, {}, 'php artisan serve'],
    [
      'autoload-missing',
      'runtime-file-missing',
      /Failed to open stream|failed opening required/i,
      { 'index.php': "<?php\nrequire __DIR__ . '/vendor/autoload.php';\n" },
      'php index.php',
    ],
    [
      'class-missing',
      'runtime-file-missing',
      /Class "App\\Kernel" not found/,
      { 'index.php': '<?php\n$kernel = new App\\Kernel();\n' },
      'php index.php',
    ],
    [
      'extension-missing',
      'runtime-library-missing',
      /could not find driver|undefined function/,
      { 'index.php': '<?php\nimagecreate(10, 10);\n' },
      'php index.php',
      { also: ['container-exit-nonzero', 'runtime-file-missing'] },
    ],
    [
      'database-refuses',
      'runtime-dependency-unreachable',
      /Connection refused/,
      { 'index.php': "<?php\n$s = stream_socket_client('tcp://db.example.com:3306') or exit(1);\n" },
      'php index.php',
    ],
    [
      'syntax',
      'compile-error',
      /syntax error/i,
      { 'index.php': '<?php\nfunction price( { return 1; }\n' },
      'php index.php',
      { also: ['container-exit-nonzero', 'runtime-version-mismatch'] },
    ],
    [
      'throws',
      'container-exit-nonzero',
      /Uncaught/,
      {
        'index.php':
          "<?php\nfunction load() { throw new RuntimeException('no plan named basic'); }\nload();\n",
      },
      'php index.php',
    ],
    [
      'memory',
      'container-oom-killed',
      /Allowed memory size/,
      { 'index.php': '<?php\n$a = []; while (true) { $a[] = str_repeat("x", 100000); }\n' },
      'php -d memory_limit=16M index.php',
      { also: ['container-exit-nonzero', 'build-out-of-memory'] },
    ],
    ['port-in-use', 'runtime-port-in-use', /Address already in use/, {}, taken(8000, 'php -S 0.0.0.0:8000')],
    [
      'well',
      'healthy-no-problem',
      /started/,
      { 'index.php': '<?php\n$x = utf8_encode(\'error\'); echo "worker started, 0 errors\\n";\n' },
      'php index.php',
    ],
  ]),
};
