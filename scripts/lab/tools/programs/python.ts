import type { Tool } from '../../case';
import { asUser, cases, taken } from './start';

export const python: Tool = {
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
