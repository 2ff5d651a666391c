/** Programs that die at their start, in the words of their runtime; and programs that start well with loud words. */
import type { LabCase, Suite, Tool } from '../case';

type Start = readonly [
  name: string,
  cause: LabCase['cause'],
  shows: RegExp,
  files: Record<string, string>,
  run: string,
  more?: Partial<LabCase>,
];

const cases = (starts: readonly Start[]): readonly LabCase[] =>
  starts.map(([name, cause, shows, files, run, more]) => ({ name, cause, shows, files, run, ...more }));

const asUser = (command: string) =>
  `chmod 755 /workspace; setpriv --reuid 1000 --regid 1000 --clear-groups ${command}`;
/** Runs a command where the port is taken, in a network of its own. */
const taken = (port: number, command: string) =>
  `unshare -n sh -c 'ip link set lo up; python3 -m http.server ${port} >/dev/null 2>&1 & pid=$!; sleep 0.7; ${command}; code=$?; kill $pid; exit $code'`;

const node: Tool = {
  name: 'node',
  needs: 'node',
  version: 'node --version',
  cases: cases([
    ['file-missing', 'runtime-file-missing', /Cannot find module/, {}, 'node dist/server.js'],
    [
      'module-missing',
      'runtime-file-missing',
      /Cannot find module 'express'/,
      { 'server.js': "const express = require('express');\n" },
      'node server.js',
    ],
    [
      'module-missing-esm',
      'runtime-file-missing',
      /ERR_MODULE_NOT_FOUND/,
      { 'server.mjs': "import express from 'express';\n" },
      'node server.mjs',
    ],
    [
      'syntax',
      'runtime-version-mismatch',
      /SyntaxError/,
      { 'server.js': 'const a = { ...1 };\nusing x = a |> b;\n' },
      'node server.js',
      { also: ['container-exit-nonzero', 'compile-error'] },
    ],
    [
      'import-in-commonjs',
      'container-exit-nonzero',
      /Cannot use import statement/,
      { 'server.cjs': "import http from 'http';\n" },
      'node server.cjs',
      { also: ['runtime-version-mismatch'] },
    ],
    [
      'variable-missing',
      'runtime-config-missing',
      /DATABASE_URL/,
      {
        'server.js':
          "if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL environment variable is required');\n",
      },
      'node server.js',
    ],
    [
      'database-refuses',
      'runtime-dependency-unreachable',
      /ECONNREFUSED/,
      {
        'server.js':
          "require('net').connect(5432, 'db.example.com').on('error', (error) => { console.error('Unable to connect to the database:', error); process.exit(1); });\n",
      },
      'node server.js',
    ],
    [
      'database-does-not-resolve',
      'runtime-dependency-unreachable',
      /ENOTFOUND/,
      {
        'server.js':
          "require('net').connect(5432, 'postgres-main.example.com').on('error', (error) => { console.error('Unable to connect to the database:', error); process.exit(1); });\n",
      },
      'node server.js',
    ],
    [
      'port-in-use',
      'runtime-port-in-use',
      /EADDRINUSE/,
      { 'server.js': "require('http').createServer().listen(8080);\n" },
      taken(8080, 'node server.js'),
    ],
    [
      'may-not-read',
      'runtime-permission-denied',
      /EACCES/,
      { 'server.js': "require('fs').writeFileSync('/var/lib/shop.db', '');\n" },
      asUser('node server.js'),
    ],
    [
      'low-port',
      'runtime-permission-denied',
      /EACCES/,
      { 'server.js': "require('http').createServer().listen(81);\n" },
      `echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start; ${asUser('node server.js')}`,
    ],
    [
      'throws',
      'container-exit-nonzero',
      /TypeError/,
      { 'server.js': 'function start(config) {\n  return config.server.port;\n}\nstart({});\n' },
      'node server.js',
    ],
    [
      'rejects',
      'container-exit-nonzero',
      /schema version/,
      { 'server.js': "(async () => { throw new Error('schema version 41 is older than 42'); })();\n" },
      'node server.js',
    ],
    [
      'exits-3',
      'container-exit-nonzero',
      /invalid plan/,
      {
        'server.js':
          "console.error('FATAL: invalid plan in config/plans.json, giving up'); process.exit(3);\n",
      },
      'node server.js',
    ],
    [
      'heap',
      'container-oom-killed',
      /heap out of memory/,
      { 'server.js': 'const all = []; for (;;) all.push(new Array(1000).fill({ session: all.length }));\n' },
      'node --max-old-space-size=20 server.js',
      { also: ['build-out-of-memory', 'container-exit-nonzero'] },
    ],
    [
      'well',
      'healthy-no-problem',
      /listening/,
      {
        'server.js':
          "process.emitWarning('The util.error API is deprecated', 'DeprecationWarning'); console.log('registered error handler'); console.log('listening on 8080'); console.log('GET /errors/404 200 3ms');\n",
      },
      'node server.js',
    ],
    [
      'well-after-retry',
      'healthy-no-problem',
      /connected/,
      {
        'server.js':
          "console.error('could not connect to redis (ECONNREFUSED), retrying in 1s (1/5)'); console.log('connected to redis after 2 attempts'); console.log('server ready on port 8080');\n",
      },
      'node server.js',
    ],
  ]),
};

const python: Tool = {
  name: 'python',
  needs: 'python3',
  version: 'python3 --version',
  cases: cases([
    ['file-missing', 'runtime-file-missing', /No such file/, {}, 'python3 app/main.py'],
    [
      'module-missing',
      'runtime-file-missing',
      /ModuleNotFoundError/,
      { 'app.py': 'import flask\n' },
      'python3 app.py',
    ],
    ['module-missing-m', 'runtime-file-missing', /No module named/, {}, 'python3 -m uvicorn app:app'],
    [
      'gunicorn-module-missing',
      'runtime-file-missing',
      /No module named/,
      {},
      'gunicorn -b 127.0.0.1:18200 shop.wsgi:application',
    ],
    [
      'library-missing',
      'runtime-library-missing',
      /cannot open shared object/,
      { 'app.py': "import ctypes\nctypes.CDLL('libgomp-lab.so.1')\n" },
      'python3 app.py',
    ],
    [
      'name-missing-in-module',
      'container-exit-nonzero',
      /ImportError/,
      { 'app.py': 'from shop import create_app\n', 'shop.py': 'def make_app(): pass\n' },
      'python3 app.py',
      { also: ['runtime-file-missing', 'runtime-version-mismatch'] },
    ],
    [
      'syntax-of-python-2',
      'runtime-version-mismatch',
      /Missing parentheses/,
      { 'app.py': "print 'hello'\n" },
      'python3 app.py',
    ],
    [
      'variable-missing',
      'runtime-config-missing',
      /KeyError: 'DATABASE_URL'/,
      { 'app.py': "import os\nurl = os.environ['DATABASE_URL']\n" },
      'python3 app.py',
    ],
    [
      'postgres-refuses',
      'runtime-dependency-unreachable',
      /Connection refused/i,
      { 'app.py': "import psycopg2\npsycopg2.connect('host=db.example.com user=shop dbname=shop')\n" },
      'python3 app.py',
    ],
    [
      'redis-refuses',
      'runtime-dependency-unreachable',
      /refused/i,
      { 'app.py': "import redis\nredis.Redis(host='redis.example.com').ping()\n" },
      'python3 app.py',
    ],
    [
      'postgres-does-not-resolve',
      'runtime-dependency-unreachable',
      /could not translate host name/,
      {
        'app.py':
          "import psycopg2\npsycopg2.connect('host=postgres-main.example.com user=shop dbname=shop')\n",
      },
      'python3 app.py',
    ],
    [
      'port-in-use',
      'runtime-port-in-use',
      /Address already in use/,
      {},
      taken(8000, 'python3 -m http.server 8000'),
    ],
    [
      'gunicorn-port-in-use',
      'runtime-port-in-use',
      /in use/,
      { 'app.py': 'def app(e, s): return []\n' },
      taken(5000, 'timeout 9 gunicorn -b 0.0.0.0:5000 app:app'),
    ],
    [
      'may-not-write',
      'runtime-permission-denied',
      /PermissionError/,
      { 'app.py': "open('/data/shop.db', 'w')\n" },
      `mkdir -p /data; ${asUser('python3 app.py')}`,
    ],
    [
      'raises',
      'container-exit-nonzero',
      /ValueError/,
      {
        'app.py':
          "import json\ndef load(text):\n    plans = json.loads(text)\n    if 'basic' not in plans:\n        raise ValueError('no plan named basic')\nload('{}')\n",
      },
      'python3 app.py',
    ],
    [
      'exits-4',
      'container-exit-nonzero',
      /refusing to start/,
      {
        'app.py':
          "import logging, sys\nlogging.critical('tenant table is empty, refusing to start')\nsys.exit(4)\n",
      },
      'python3 app.py',
    ],
    [
      'memory',
      'container-oom-killed',
      /MemoryError/,
      { 'app.py': "rows = ['x' * 1000000 for _ in range(100000)]\n" },
      'ulimit -v 300000; python3 app.py',
      { also: ['container-exit-nonzero'] },
    ],
    [
      'well',
      'healthy-no-problem',
      /ready/,
      {
        'app.py':
          "import warnings, logging\nlogging.basicConfig(level='INFO')\nwarnings.warn('pkg_resources is deprecated as an API', DeprecationWarning, stacklevel=1)\nlogging.info('error_reporter enabled: sending exceptions to sink')\nlogging.warning('connection to cache failed, retrying')\nlogging.info('cache connected, ready to serve')\n",
      },
      'python3 -W always app.py',
    ],
  ]),
};

const compile = (source: string, release = '') =>
  `printf '%s' '${source}' > Main.java && javac ${release} Main.java`;
const jdk = (version: number) => `/usr/lib/jvm/java-${version}-openjdk-amd64/bin`;
const main = (body: string) =>
  `public class Main { public static void main(String[] args) throws Exception { ${body} } }`;
const java = (suite: Suite, version: number): Tool => ({
  name: 'java',
  on: [suite],
  needs: 'java',
  version: `${jdk(version)}/java -version`,
  env: { PATH: `${jdk(version)}:/usr/sbin:/usr/bin:/sbin:/bin` },
  cases: [
    ...cases([
      ['jar-missing', 'runtime-file-missing', /Unable to access jarfile/, {}, 'java -jar target/app.jar'],
      [
        'class-missing',
        'runtime-file-missing',
        /Could not find or load main class/,
        {},
        'java -cp classes com.example.shop.Application',
      ],
      [
        'no-main-attribute',
        'runtime-file-missing',
        /no main manifest attribute/,
        { 'a.txt': '1' },
        'jar cf app.jar a.txt && java -jar app.jar',
        { also: ['container-exit-nonzero', 'no-entrypoint', 'entrypoint-not-found'] },
      ],
      [
        'option-unknown',
        'build-command-usage-error',
        /Unrecognized/,
        {},
        'java -XX:+UseConcurrentGarbage -version',
        { also: ['container-exit-nonzero', 'runtime-version-mismatch'] },
      ],
      [
        'heap-larger-than-memory',
        'container-exit-nonzero',
        /could not create the Java Virtual Machine|reserve enough space|Native memory allocation/i,
        {},
        'ulimit -v 2000000; java -Xmx8g -version',
        { also: ['container-oom-killed'] },
      ],
    ]),
    ...(
      [
        [
          'database-refuses',
          'runtime-dependency-unreachable',
          /Connection refused/,
          'new java.net.Socket("db.example.com", 5432);',
        ],
        [
          'database-does-not-resolve',
          'runtime-dependency-unreachable',
          /UnknownHostException/,
          'new java.net.Socket("postgres-main.example.com", 5432);',
        ],
        [
          'port-in-use',
          'runtime-port-in-use',
          /Address already in use/,
          'new java.net.ServerSocket(18300); new java.net.ServerSocket(18300);',
        ],
        [
          'variable-missing',
          'runtime-config-missing',
          /DATABASE_URL/,
          'if (System.getenv("DATABASE_URL") == null) throw new IllegalStateException("Environment variable DATABASE_URL is not set");',
        ],
        [
          'heap',
          'container-oom-killed',
          /OutOfMemoryError/,
          'java.util.List<byte[]> all = new java.util.ArrayList<>(); while (true) all.add(new byte[1000000]);',
        ],
        [
          'throws',
          'container-exit-nonzero',
          /NullPointerException/,
          'String plan = args.length > 5 ? "a" : null; System.out.println(plan.length());',
        ],
        [
          'caused-by',
          'container-exit-nonzero',
          /Caused by/,
          'try { Integer.parseInt("twelve"); } catch (Exception e) { throw new RuntimeException("Could not read plans", e); }',
        ],
        [
          'class-of-library-missing',
          'runtime-file-missing',
          /ClassNotFoundException/,
          'Class.forName("org.postgresql.Driver");',
        ],
        [
          'may-not-write',
          'runtime-permission-denied',
          /AccessDenied|Permission denied/i,
          'java.nio.file.Files.writeString(java.nio.file.Path.of("/var/lib/shop.db"), "x");',
        ],
      ] as const
    ).map(([name, cause, shows, body]): LabCase => {
      const also =
        name === 'heap' ? { also: ['build-out-of-memory', 'container-exit-nonzero'] as const } : {};
      const command =
        name === 'may-not-write'
          ? asUser(`${jdk(version)}/java Main`)
          : `java ${name === 'heap' ? '-Xmx16m ' : ''}Main`;
      return { name, cause, shows, ...also, setup: compile(main(body)), run: command };
    }),
    {
      name: 'well',
      cause: 'healthy-no-problem',
      shows: /Started/,
      setup: compile(
        main(
          'System.out.println("WARN  o.s.ErrorPageRegistrar - falling back to default error page"); System.out.println("INFO  Started Application in 2.1 seconds");',
        ),
      ),
      run: 'java Main',
    },
    {
      name: 'well-options',
      cause: 'healthy-no-problem',
      shows: /Picked up/,
      setup: compile(main('System.out.println("INFO  0 failed migrations, 12 applied");')),
      env: { JAVA_TOOL_OPTIONS: '-XX:MaxRAMPercentage=75.0' },
      run: 'java Main',
    },
  ],
});

/** Classes of the newest JDK of a suite under an older one. */
const javaOld = (suite: Suite, older: number, newer: number): Tool => ({
  name: 'java',
  on: [suite],
  needs: 'java',
  version: `${jdk(older)}/java -version`,
  cases: [
    {
      name: `class-of-java-${newer}`,
      cause: 'runtime-version-mismatch',
      shows: /UnsupportedClassVersionError/,
      setup: `printf '%s' '${main('System.out.println(1);')}' > Main.java && ${jdk(newer)}/javac Main.java`,
      run: `${jdk(older)}/java Main`,
    },
    {
      name: `release-of-java-${newer}`,
      cause: 'build-tool-version-mismatch',
      shows: /release version|not supported|invalid/,
      setup: `printf '%s' '${main('')}' > Main.java`,
      run: `${jdk(older)}/javac --release ${newer} Main.java`,
    },
  ],
});

const ruby: Tool = {
  name: 'ruby',
  needs: 'ruby',
  version: 'ruby --version',
  cases: cases([
    ['file-missing', 'runtime-file-missing', /LoadError|No such file/, {}, 'ruby app.rb'],
    [
      'gem-missing',
      'runtime-file-missing',
      /cannot load such file/,
      { 'app.rb': "require 'sinatra'\n" },
      'ruby app.rb',
    ],
    [
      'variable-missing',
      'runtime-config-missing',
      /KeyError|key not found/,
      { 'app.rb': "ENV.fetch('DATABASE_URL')\n" },
      'ruby app.rb',
    ],
    [
      'database-refuses',
      'runtime-dependency-unreachable',
      /ECONNREFUSED/,
      { 'app.rb': "require 'socket'\nTCPSocket.new('db.example.com', 5432)\n" },
      'ruby app.rb',
    ],
    [
      'port-in-use',
      'runtime-port-in-use',
      /EADDRINUSE/,
      {
        'app.rb': "require 'socket'\nTCPServer.new('127.0.0.1', 18400)\nTCPServer.new('127.0.0.1', 18400)\n",
      },
      'ruby app.rb',
    ],
    [
      'may-not-write',
      'runtime-permission-denied',
      /EACCES/,
      { 'app.rb': "File.write('/var/lib/shop.db', 'x')\n" },
      asUser('ruby app.rb'),
    ],
    [
      'raises',
      'container-exit-nonzero',
      /NoMethodError/,
      { 'app.rb': 'class Plan\n  def price = config[:price]\n  def config = nil\nend\nPlan.new.price\n' },
      'ruby app.rb',
    ],
    [
      'well',
      'healthy-no-problem',
      /Listening/,
      {
        'app.rb':
          "warn 'warning: already initialized constant ErrorCodes'\nputs '* Listening on http://0.0.0.0:3000'\n",
      },
      'ruby app.rb',
    ],
  ]),
};

const php: Tool = {
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
      { also: ['container-exit-nonzero'] },
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

const goProgram = (imports: string, body: string) => ({
  'main.go': `package main\n\nimport (${imports})\n\nfunc main() {\n${body}\n}\n`,
});
const golang: Tool = {
  name: 'go-program',
  needs: 'go',
  version: 'go version',
  env: { GOCACHE: '/var/cache/go', GOFLAGS: '-mod=mod', GO111MODULE: 'off', CGO_ENABLED: '0' },
  cases: cases([
    [
      'panics',
      'container-exit-nonzero',
      /panic:/,
      goProgram('', '\tvar plans map[string]int\n\tplans["basic"] = 1'),
      './server',
    ],
    [
      'panics-nil',
      'container-exit-nonzero',
      /nil pointer/,
      goProgram('', '\tvar p *struct{ n int }\n\tprintln(p.n)'),
      './server',
    ],
    [
      'database-refuses',
      'runtime-dependency-unreachable',
      /connection refused/,
      goProgram(
        '"log"; "net"',
        '\tif _, err := net.Dial("tcp", "db.example.com:5432"); err != nil {\n\t\tlog.Fatalf("failed to connect to database: %v", err)\n\t}',
      ),
      './server',
    ],
    [
      'port-in-use',
      'runtime-port-in-use',
      /address already in use/,
      goProgram(
        '"log"; "net/http"',
        '\tgo http.ListenAndServe("127.0.0.1:18600", nil)\n\tfor i := 0; i < 100000000; i++ {\n\t}\n\tlog.Fatal(http.ListenAndServe("127.0.0.1:18600", nil))',
      ),
      './server',
    ],
    [
      'low-port',
      'runtime-permission-denied',
      /permission denied/,
      goProgram('"log"; "net/http"', '\tlog.Fatal(http.ListenAndServe(":82", nil))'),
      `echo 1024 > /proc/sys/net/ipv4/ip_unprivileged_port_start; ${asUser('./server')}`,
    ],
    [
      'config-missing',
      'runtime-config-missing',
      /required key|STRIPE_KEY/,
      goProgram(
        '"log"; "os"',
        '\tif os.Getenv("STRIPE_KEY") == "" {\n\t\tlog.Fatal("required key STRIPE_KEY missing value")\n\t}',
      ),
      './server',
    ],
    [
      'config-file-missing',
      'runtime-file-missing',
      /no such file/,
      goProgram(
        '"log"; "os"',
        '\tif _, err := os.ReadFile("/etc/shop/config.yaml"); err != nil {\n\t\tlog.Fatal(err)\n\t}',
      ),
      './server',
      { also: ['runtime-config-missing', 'container-exit-nonzero'] },
    ],
    [
      'well',
      'healthy-no-problem',
      /listening/,
      goProgram(
        '"log"',
        '\tlog.Print("errgroup started with 4 workers")\n\tlog.Print("listening on :8080")\n\tlog.Print("level=error sampling disabled")',
      ),
      './server',
    ],
  ]).map((one) => ({ ...one, setup: 'go build -o server main.go' })),
};

const c = (source: string, flags = '') => `printf '%s' '${source}' > main.c && gcc ${flags} -o server main.c`;
const native: Tool = {
  name: 'native-program',
  needs: 'gcc',
  version: 'ldd --version',
  cases: [
    {
      name: 'library-missing',
      cause: 'runtime-library-missing',
      shows: /cannot open shared object file/,
      setup: `printf 'int f(void){return 1;}' > f.c && gcc -shared -fPIC -o libshop.so.3 f.c && ${c('int f(void);int main(void){return f();}', '-L. -l:libshop.so.3').replace('-o server main.c', '-o server main.c -L. -l:libshop.so.3')} && rm libshop.so.3`,
      run: './server',
    },
    {
      name: 'symbol-missing',
      cause: 'runtime-library-missing',
      shows: /undefined symbol|symbol lookup error/,
      setup: `printf 'int f(void){return 1;}' > f.c && gcc -shared -fPIC -o libshop.so.3 f.c && printf 'int f(void);int main(void){return f();}' > main.c && gcc -o server main.c -L. -l:libshop.so.3 -Wl,-rpath,. && printf 'int g(void){return 1;}' > g.c && gcc -shared -fPIC -o libshop.so.3 g.c`,
      run: './server',
    },
    {
      name: 'glibc-too-old',
      cause: 'runtime-library-missing',
      also: ['runtime-version-mismatch'],
      shows: /GLIBC_2\.99|version .* not found/,
      // A version that no C library has yet, written over the one that the linker asked for.
      setup: `${c('#include <stdio.h>\nint main(void){printf("ok");return 0;}')} && sed -i 's/GLIBC_2\\.34/GLIBC_2.99/' server`,
      run: './server',
    },
    {
      name: 'interpreter-missing',
      cause: 'entrypoint-not-found',
      also: ['command-not-found-in-build'],
      shows: /not found/,
      setup: `printf '#!/usr/bin/env-bash\\necho hi\\n' > start.sh && chmod +x start.sh`,
      run: 'sh -c ./start.sh',
    },
    {
      name: 'windows-line-ends',
      cause: 'entrypoint-not-found',
      also: ['entrypoint-not-executable', 'command-not-found-in-build'],
      shows: /No such file|not found/,
      setup: `printf '#!/usr/bin/env bash\\r\\necho hi\\r\\n' > start.sh && chmod +x start.sh`,
      run: './start.sh',
    },
    {
      name: 'arm-program',
      cause: 'exec-format-error',
      shows: /Exec format error/i,
      setup: `printf '\\177ELF\\002\\001\\001\\000\\000\\000\\000\\000\\000\\000\\000\\000\\002\\000\\267\\000\\001\\000\\000\\000' > server && head -c 200 /dev/zero >> server && chmod +x server`,
      run: 'bash -c ./server',
    },
    {
      name: 'not-executable',
      cause: 'entrypoint-not-executable',
      also: ['permission-denied-in-build'],
      shows: /Permission denied/i,
      setup: 'echo echo hi > start.sh',
      run: 'bash -c ./start.sh',
    },
    {
      name: 'segfault',
      cause: 'container-exit-nonzero',
      shows: /Segmentation fault/,
      setup: c('int main(void){int *p=0;return *p;}'),
      run: 'bash -c "./server; echo exit code $?; exit 139"',
    },
    {
      name: 'aborts',
      cause: 'container-exit-nonzero',
      shows: /Assertion/,
      setup: c('#include <assert.h>\nint main(void){int plans=0;assert(plans>0);return 0;}'),
      run: './server',
    },
  ],
};

const nginxConf = (listen: string, more = '') =>
  `daemon off; pid /tmp/nginx.pid; error_log stderr; events {}\nhttp { access_log off; server { listen ${listen}; location / { ${more || 'return 200;'} } } }\n`;
const nginx: Tool = {
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

export const programs: readonly Tool[] = [
  node,
  python,
  ruby,
  php,
  golang,
  native,
  nginx,
  java('bookworm', 17),
  java('trixie', 21),
  java('sid', 25),
  javaOld('trixie', 21, 25),
  javaOld('sid', 17, 21),
];
