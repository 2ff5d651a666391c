/** go.sum: the checksums of what go.mod requires, without which `go build` refuses. Source: go.dev/ref/mod. */
import type { Look } from '../look';
import { joined } from '../paths';
import { LOCK_CAUSE, pairOf } from './lock';

const REQUIRE = /^\s*(?:require\s+)?([\w.-]+\.[a-z]{2,}\/\S+)\s+(v\d\S*)/;

/** Compares go.sum with go.mod, and reports to `look`; true when it reported. */
export async function checkGoSum(look: Look, directory: string): Promise<boolean> {
  const has = (name: string) => look.tree.entry(joined(directory, name)) !== undefined;
  // Elsewhere are the modules of the first, and the checksums of the second.
  if (has('vendor') || has('go.work.sum')) return false;
  const path = joined(directory, 'go.mod');
  const pair = await pairOf(look, directory, 'go.mod', 'go.sum');
  const text = pair?.manifest ?? (has('go.sum') ? undefined : (await look.read([path])).get(path)?.text);
  if (text === undefined) return false;
  const lines = text.split(/\r?\n/);
  const replaced = new Set(
    [...text.matchAll(/^\s*(?:replace\s+)?(\S+)(?:\s+v\S+)?\s+=>/gm)].map(([, one]) => one),
  );
  let block = '';
  for (const [index, line] of lines.entries()) {
    block = /^\s*\)/.test(line) ? '' : (/^\s*(\w+)\s*\(/.exec(line)?.[1] ?? block);
    if (block !== '' && block !== 'require') continue;
    const [, module, version] = REQUIRE.exec(line) ?? [];
    if (module === undefined || version === undefined || replaced.has(module) || line.includes('=>'))
      continue;
    if (pair?.lock.includes(`${module} ${version}/go.mod `)) continue;
    const lacks = pair ? `${pair.lockPath} has no checksum of it` : `go.sum is not in ${look.whole}`;
    look.fails(
      LOCK_CAUSE,
      `${path} requires ${module} ${version}, and ${lacks}: run \`go mod tidy\` and commit go.sum.`,
      { file: path, line: index + 1, quote: line, ...(pair && { facts: { path: pair.lockPath } }) },
    );
    return true;
  }
  return false;
}
