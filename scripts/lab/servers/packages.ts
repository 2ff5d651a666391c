/** Package indexes with a handful of small packages each, in the real protocol of npm, PyPI, Maven, Go, Cargo and Composer. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { toolbox } from '../places';
import { tgz, zip } from './archives';
import type { Host } from './hosts';
import { account, page, refuse } from './registry';

/** What an index holds, by path; a missing path is 404. */
type Shelf = Map<string, string | Buffer>;

const hash = (name: string, body: Buffer, as: 'hex' | 'base64' = 'hex') =>
  createHash(name).update(body).digest(as);

const serve =
  (
    shelf: Shelf,
    missing: RequestListener = (_request, response) => void response.writeHead(404).end('Not Found'),
  ): RequestListener =>
  (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://index').pathname);
    const found = shelf.get(path) ?? shelf.get(`${path}/`);
    if (found === undefined) {
      missing(request, response);
      return;
    }
    const type = path.startsWith('/simple')
      ? 'text/html'
      : typeof found === 'string'
        ? 'application/json'
        : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(found);
  };

interface NpmPackage {
  readonly name: string;
  readonly versions: Readonly<Record<string, Record<string, unknown>>>;
}

const npmPackages: readonly NpmPackage[] = [
  { name: 'tiny-pad', versions: { '1.0.0': {}, '1.1.0': {} } },
  { name: 'tiny-core', versions: { '1.0.0': {}, '2.0.0': {} } },
  { name: 'tiny-ui', versions: { '2.0.0': { peerDependencies: { 'tiny-core': '^1.0.0' } } } },
  {
    name: 'error-boundary',
    versions: { '3.1.0': { deprecated: 'error-boundary is no longer maintained, use tiny-core instead' } },
  },
  { name: 'tiny-native', versions: { '0.4.0': { scripts: { install: 'make -C src' } } } },
  {
    name: 'tiny-addon',
    versions: { '1.2.0': { scripts: { install: 'g++ -shared -o addon.node addon.cc' } } },
  },
  { name: 'newer-node', versions: { '1.0.0': { engines: { node: '>=99.0.0' } } } },
];

function npmShelf(base: string): Shelf {
  const shelf: Shelf = new Map();
  for (const { name, versions } of npmPackages) {
    const listed = Object.entries(versions).map(([version, more]) => {
      const manifest = { name, version, main: 'index.js', license: 'MIT', ...more };
      const tarball = tgz({
        'package/package.json': JSON.stringify(manifest),
        'package/index.js': `module.exports = '${name}';\n`,
      });
      const file = `/${name}/-/${name}-${version}.tgz`;
      shelf.set(file, tarball);
      const dist = {
        tarball: `${base}${file}`,
        shasum: hash('sha1', tarball),
        integrity: `sha512-${hash('sha512', tarball, 'base64')}`,
      };
      return [version, { ...manifest, hasInstallScript: 'scripts' in more, dist }] as const;
    });
    const latest = listed.at(-1)?.[0];
    shelf.set(
      `/${name}`,
      JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(listed) }),
    );
  }
  return shelf;
}

const npmMissing: RequestListener = (request, response) => {
  if (request.method === 'POST') return void response.writeHead(200).end('{}');
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"Not found"}');
};

/** PyPI's simple index (PEP 503) with wheels. */
function pypiShelf(): Shelf {
  const shelf: Shelf = new Map();
  const wheel = (name: string, version: string, requires: readonly string[] = [], python = '') => {
    const module = name.replace('-', '_');
    const info = `${module}-${version}.dist-info`;
    const needs = requires.map((one) => `Requires-Dist: ${one}\n`).join('');
    const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${python ? `Requires-Python: ${python}\n` : ''}${needs}`;
    const file = `${module}-${version}-py3-none-any.whl`;
    const body = zip({
      [`${module}/__init__.py`]: `version = "${version}"\n`,
      [`${info}/METADATA`]: metadata,
      [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: lab\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
      [`${info}/RECORD`]: `${module}/__init__.py,,\n${info}/METADATA,,\n${info}/WHEEL,,\n${info}/RECORD,,\n`,
    });
    shelf.set(`/files/${file}`, body);
    const attribute = python ? ` data-requires-python="${python.replace('>', '&gt;')}"` : '';
    const page = `/simple/${name}/`;
    shelf.set(
      page,
      `${shelf.get(page) ?? '<!DOCTYPE html>\n'}<a href="/files/${file}#sha256=${hash('sha256', body)}"${attribute}>${file}</a>\n`,
    );
  };
  wheel('tinyweb', '1.0.0', ['tinylib<2']);
  wheel('tinyweb', '1.4.2', ['tinylib<2']);
  wheel('tinylib', '1.9.0');
  wheel('tinylib', '2.1.0');
  wheel('tinytasks', '3.0.0', ['tinylib>=2']);
  wheel('tinyfuture', '1.0.0', [], '>=3.99');
  wheel('error-reporter', '0.3.1');
  return shelf;
}

/** Debian's own Maven repository, as the toolbox has it. */
const maven: RequestListener = (request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://index').pathname).replace(
    /^\/maven2/,
    '',
  );
  const file = join(toolbox('bookworm'), 'usr/share/maven-repo', path);
  if (path.includes('..') || !existsSync(file) || !statSync(file).isFile())
    return void response.writeHead(404).end();
  response.writeHead(200).end(readFileSync(file));
};

function goShelf(): Shelf {
  const shelf: Shelf = new Map();
  const module = 'example.org/tiny/log';
  const version = 'v1.2.0';
  const mod = `module ${module}\n\ngo 1.18\n`;
  shelf.set(`/${module}/@v/list`, `${version}\n`);
  shelf.set(`/${module}/@latest`, JSON.stringify({ Version: version, Time: '2024-05-01T00:00:00Z' }));
  shelf.set(
    `/${module}/@v/${version}.info`,
    JSON.stringify({ Version: version, Time: '2024-05-01T00:00:00Z' }),
  );
  shelf.set(`/${module}/@v/${version}.mod`, mod);
  shelf.set(
    `/${module}/@v/${version}.zip`,
    zip({
      [`${module}@${version}/go.mod`]: mod,
      [`${module}@${version}/log.go`]: 'package log\n\nfunc Error(text string) string { return text }\n',
    }),
  );
  return shelf;
}

/** A sparse index (RFC 2789) with one crate in two versions. */
function cargoShelf(): Shelf {
  const shelf: Shelf = new Map([['/config.json', JSON.stringify({ dl: 'https://index.crates.io/dl' })]]);
  const lines = ['1.0.0', '1.1.0'].map((version) => {
    const root = `tinyerr-${version}`;
    const body = tgz({
      [`${root}/Cargo.toml`]: `[package]\nname = "tinyerr"\nversion = "${version}"\nedition = "2018"\n`,
      [`${root}/src/lib.rs`]: 'pub fn error() -> u8 { 1 }\n',
    });
    shelf.set(`/dl/tinyerr/${version}/download`, body);
    return JSON.stringify({
      name: 'tinyerr',
      vers: version,
      deps: [],
      cksum: hash('sha256', body),
      features: {},
      yanked: false,
    });
  });
  shelf.set('/ti/ny/tinyerr', `${lines.join('\n')}\n`);
  return shelf;
}

function composerShelf(): Shelf {
  const shelf: Shelf = new Map([
    [
      '/packages.json',
      JSON.stringify({ 'metadata-url': '/p2/%package%.json', 'available-package-patterns': ['acme/*'] }),
    ],
  ]);
  const add = (name: string, versions: Readonly<Record<string, Readonly<Record<string, string>>>>) => {
    const listed = Object.entries(versions).map(([version, require]) => {
      const file = `/dist/${name.replace('/', '-')}-${version}.zip`;
      shelf.set(file, zip({ 'composer.json': JSON.stringify({ name }), 'src/Lib.php': '<?php\n' }));
      return {
        name,
        version,
        version_normalized: `${version}.0`,
        require,
        type: 'library',
        dist: { type: 'zip', url: `https://repo.packagist.org${file}`, shasum: '' },
      };
    });
    shelf.set(`/p2/${name}.json`, JSON.stringify({ packages: { [name]: listed } }));
    shelf.set(`/p2/${name}~dev.json`, JSON.stringify({ packages: { [name]: [] } }));
  };
  add('acme/errors', { '1.0.0': {}, '2.0.0': { php: '>=9.9' } });
  add('acme/mail', { '1.0.0': { 'acme/errors': '^1.0' } });
  add('acme/imaging', { '1.0.0': { 'ext-imagick': '*' } });
  return shelf;
}

/** An npm registry of a company: it wants a token. */
const npmPrivate: RequestListener = (request, response) => {
  if (request.headers.authorization)
    return refuse(403, 'FORBIDDEN', 'You do not have permission to read this package')(request, response);
  response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer realm="npm"' });
  response.end('{"error":"authentication required"}');
};

const basicOnly: RequestListener = (_request, response) =>
  void response
    .writeHead(401, { 'www-authenticate': `Basic realm="packages of ${account.user}"` })
    .end('Unauthorized');

export function packageHosts(): readonly Host[] {
  return [
    {
      name: 'npm.example.com',
      speaks: 'good',
      answer: serve(npmShelf('https://npm.example.com'), npmMissing),
    },
    { name: 'npm-private.example.com', speaks: 'good', answer: npmPrivate },
    { name: 'packages.example.com', speaks: 'good', answer: basicOnly },
    { name: 'missing.example.com', speaks: 'good', answer: page(404, 'Not Found') },
    { name: 'pypi.org', speaks: 'good', answer: serve(pypiShelf()) },
    { name: 'repo.maven.apache.org', speaks: 'good', answer: maven },
    {
      name: 'proxy.golang.org',
      speaks: 'good',
      answer: serve(
        goShelf(),
        (_request, response) => void response.writeHead(404).end('not found: module: no matching versions'),
      ),
    },
    { name: 'index.crates.io', speaks: 'good', answer: serve(cargoShelf()) },
    { name: 'repo.packagist.org', speaks: 'good', answer: serve(composerShelf()) },
  ];
}
