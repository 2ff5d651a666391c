import type { Tool } from '../../case';
import { asUser, cases, taken } from './start';

export const node: Tool = {
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
