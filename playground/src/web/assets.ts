/** The built page: a few files, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * The files of a folder by URL path; `/` is index.html.
 * @throws Error that says how to build the page, when it was not built
 */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new Error('The page of the playground is not built. Run: npm run -s build');
  }
  const assets = new Map<string, Asset>();
  for (const name of names) {
    const type = types[extname(name)];
    if (type === undefined) continue;
    assets.set(name === 'index.html' ? '/' : `/${name}`, { type, body: readFileSync(join(folder, name)) });
  }
  return assets;
}
