/** Bundles the playground's page into a folder: playground/dist/web/assets, or the one that is named. */
const { copyFileSync, mkdirSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { buildSync } = require('esbuild');

const client = join(__dirname, '../playground/client');
const out = resolve(process.argv[2] ?? join(__dirname, '../playground/dist/web/assets'));

mkdirSync(out, { recursive: true });
buildSync({
  entryPoints: [join(client, 'page.tsx'), join(client, 'theme.ts'), join(client, 'page.css')],
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
});
for (const name of ['index.html', 'icon.svg']) copyFileSync(join(client, name), join(out, name));
