/**
 * Versions of runtimes that the newest public buildpacks offer. Which builder Code Engine uses at a moment is not
 * public, so what is missing here is a likely fault, and what is offered here is well.
 * Source: buildpack.toml of paketo-buildpacks/node-engine (7 August 2026), cpython, go-dist, mri and
 * dotnet-core-sdk (21 August 2026).
 */
import { coerce, intersects, satisfies, validRange } from 'semver';
import { lineOf, parsed, record } from '../locks/lock';
import type { Look, Where } from '../look';
import { baseName, joined } from '../paths';

const OFFERED_AT = 'the public buildpacks of August 2026';

const offered = {
  'Node.js': ['18', '20', '22', '24', '26'],
  Python: ['3.10', '3.11', '3.12', '3.13', '3.14'],
  Go: ['1.25', '1.26'],
  Ruby: ['3.3', '3.4', '4.0'],
  '.NET SDK': ['8.0', '9.0', '10.0'],
} as const;
type Runtime = keyof typeof offered;

interface Asked {
  readonly runtime: Runtime;
  /** As it is written. */
  readonly version: string;
  readonly where: Where;
}

/** Files of a directory that ask for a version. */
const FILES = [
  'package.json',
  '.nvmrc',
  '.node-version',
  'runtime.txt',
  '.python-version',
  'go.mod',
  'global.json',
  'Gemfile',
  '.ruby-version',
];

/** Reports to `look` a version of a runtime that the builder does not offer. */
export async function checkRuntimes(look: Look, directory: string): Promise<void> {
  const paths = FILES.map((name) => joined(directory, name)).filter(
    (path) => look.tree.entry(path) !== undefined,
  );
  const files = await look.read(paths);
  for (const [path, { text }] of files) {
    const asked = askedBy(path, baseName(path), text);
    if (asked) judge(look, asked);
  }
}

function judge(look: Look, { runtime, version, where }: Asked): void {
  const verdict = isOffered(runtime, version);
  const all = offered[runtime];
  const have = `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  const proof = `${OFFERED_AT} offer ${have}; which builder Code Engine uses at a moment is not public`;
  if (verdict === 'unreadable') {
    look.fails(
      'buildpack-runtime-version-unsupported',
      `${where.file} asks for ${runtime} “${version}”, which is no version.`,
      { ...where, proof },
    );
  } else if (verdict === 'missing') {
    look.fails(
      'buildpack-runtime-version-unsupported',
      `${where.file} asks for ${runtime} ${version}, and the buildpacks offer ${have}.`,
      { ...where, proof },
    );
  } else look.well.push(`${runtime} ${version} (${where.file}) is offered`);
}

function isOffered(runtime: Runtime, version: string): 'offered' | 'missing' | 'unreadable' {
  if (runtime === 'Go') {
    // The directive is the least version that will do.
    const least = coerce(version);
    if (!least) return 'unreadable';
    return offered.Go.some((each) => Number(each.split('.')[1]) >= least.minor || least.major < 1)
      ? 'offered'
      : 'missing';
  }
  const spec = runtime === 'Node.js' ? nodeSpec(version) : version.replace(/^(?:python|ruby|pypy)-/i, '');
  if (spec === undefined) return 'offered';
  const range = validRange(spec);
  if (range === null) return 'unreadable';
  const lines = offered[runtime];
  return lines.some(
    (line) => intersects(range, `~${line}`) || satisfies(`${line}.0`.split('.').slice(0, 3).join('.'), range),
  )
    ? 'offered'
    : 'missing';
}

/** Names of release lines, as nvm knows them; undefined: whatever is newest. */
function nodeSpec(version: string): string | undefined {
  const name = version.toLowerCase();
  if (name === 'node' || name === 'stable' || name === 'lts/*' || name === 'latest') return undefined;
  const names: Readonly<Record<string, string>> = {
    argon: '4',
    boron: '6',
    carbon: '8',
    dubnium: '10',
    erbium: '12',
    fermium: '14',
    gallium: '16',
    hydrogen: '18',
    iron: '20',
    jod: '22',
    krypton: '24',
  };
  return name.startsWith('lts/') ? (names[name.slice(4)] ?? version) : version;
}

function askedBy(path: string, name: string, text: string): Asked | undefined {
  const lines = text.split(/\r?\n/);
  const at = (pattern: RegExp): { readonly version: string; readonly where: Where } | undefined => {
    const index = lines.findIndex((line) => pattern.test(line));
    const version = index < 0 ? undefined : pattern.exec(lines[index] ?? '')?.[1];
    return version === undefined
      ? undefined
      : { version, where: { file: path, line: index + 1, quote: lines[index] ?? '' } };
  };
  const made = (runtime: Runtime, found: ReturnType<typeof at>): Asked | undefined =>
    found && { runtime, ...found };
  switch (name) {
    case 'package.json': {
      const version = record(parsed(text)?.engines).node;
      return typeof version === 'string'
        ? { runtime: 'Node.js', version, where: lineOf(path, text, 'node') }
        : undefined;
    }
    case '.nvmrc':
    case '.node-version':
      return made('Node.js', at(/^\s*v?([^\s#]{1,40})/));
    case 'runtime.txt':
      return made('Python', at(/^\s*python-([\d.]{1,20})/i));
    case '.python-version':
      return made('Python', at(/^\s*([\d.]{1,20})\s*$/));
    case 'go.mod':
      return made('Go', at(/^go\s+(\d[\w.]{0,20})\s*$/));
    case 'global.json': {
      const sdk = record(parsed(text)?.sdk);
      if (
        typeof sdk.version !== 'string' ||
        (typeof sdk.rollForward === 'string' && /major/i.test(sdk.rollForward))
      )
        return undefined;
      return {
        runtime: '.NET SDK',
        version: sdk.version.split('.').slice(0, 2).join('.'),
        where: lineOf(path, text, 'version'),
      };
    }
    case 'Gemfile':
      return made('Ruby', at(/^\s*ruby\s+["']([^"']{1,40})["']\s*$/));
    case '.ruby-version':
      return made('Ruby', at(/^\s*(?:ruby-)?([\d.]{1,20})\s*$/));
    default:
      return undefined;
  }
}
