/** Which languages the buildpacks of a directory would find. Source: paketo.io, how-to pages of each language. */
import type { SourceTree } from '../../model/source-tree';
import { baseName, joined } from '../paths';

export interface Language {
  readonly name: string;
  /** File of the directory that shows it. */
  readonly by: string;
}

const signs: readonly (readonly [string, RegExp])[] = [
  ['Java', /^(?:pom\.xml|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|[\w.-]{1,100}\.(?:jar|war))$/],
  ['Node.js', /^(?:package\.json|(?:server|app|main|index)\.js)$/],
  ['Go', /^(?:go\.mod|[\w.-]{1,100}\.go)$/],
  ['Python', /^(?:requirements\.txt|setup\.py|pyproject\.toml|Pipfile|environment\.yml|[\w.-]{1,100}\.py)$/],
  ['Ruby', /^(?:Gemfile|config\.ru)$/],
  ['PHP', /^(?:composer\.json|[\w.-]{1,100}\.php)$/],
  ['.NET', /^[\w.-]{1,100}\.(?:csproj|fsproj|vbproj|sln|runtimeconfig\.json)$/],
  ['web server', /^(?:nginx\.conf|httpd\.conf)$/],
];

/** Manifests go before mere source files. */
const plain = /\.(?:js|go|py|php|jar|war)$/;

/** The languages whose buildpack would take a directory, each with the file that tells. */
export function languagesOf(tree: SourceTree, directory: string): readonly Language[] {
  const names = tree
    .list(directory)
    .filter(({ kind }) => kind === 'file' || kind === 'executable' || kind === 'symlink')
    .map(({ path }) => baseName(path))
    .sort((one, other) => Number(plain.test(one)) - Number(plain.test(other)));
  return signs.flatMap(([name, sign]) => {
    const by = names.find((each) => sign.test(each));
    return by === undefined ? [] : [{ name, by: joined(directory, by) }];
  });
}

/** Directories that hold no app of the repository's own. */
const SKIPPED = /(?:^|\/)(?:node_modules|vendor|test|tests|docs|examples?|\.[^/]+)(?:\/|$)/;
const MOST_DIRECTORIES = 20_000;

/** Directories below in which an app would be found, the highest first. */
export function appsBelow(
  tree: SourceTree,
  directory: string,
  most = 6,
): readonly (Language & { readonly directory: string })[] {
  const found: (Language & { readonly directory: string })[] = [];
  for (const { path, kind } of tree.walk(directory, MOST_DIRECTORIES)) {
    if (kind !== 'directory' || SKIPPED.test(path)) continue;
    // One inside another app belongs to it.
    if (found.some((app) => path.startsWith(`${app.directory}/`))) continue;
    const [language] = languagesOf(tree, path).filter(({ by }) => !plain.test(by));
    if (language) found.push({ ...language, directory: path });
  }
  return found
    .sort((one, other) => one.directory.split('/').length - other.directory.split('/').length)
    .slice(0, most);
}
