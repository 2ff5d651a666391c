/** What is wrong with a repository however it is built: committed secrets, files that are too large. */
import type { Look } from './look';
import { baseName, below } from './paths';

/** Names of files that hold secrets. Only names are looked at. */
const SECRETS = new RegExp(
  [
    '^\\.env(?:\\.(?:local|production|prod|staging|development))?$',
    '^id_(?:rsa|dsa|ecdsa|ed25519)$',
    '\\.(?:p12|pfx|jks|keystore)$',
    '^(?:[\\w-]{1,60}[._-])?private[._-]?key\\.pem$',
    '^\\.(?:netrc|git-credentials|pgpass|dockerconfigjson)$',
    '^(?:service[-_]?account(?:[-_]?key)?|gcp[-_]key|apikey)\\.json$',
    '^kubeconfig(?:\\.ya?ml)?$',
  ].join('|'),
  'i',
);
/** Bytes from which a file makes a build slow and its image large. GitHub refuses files from 100 MB. */
const LARGE = 50_000_000;
const MOST_ENTRIES = 120_000;
const MOST_NAMED = 5;

function isExample(path: string): boolean {
  return /(?:^|\/)(?:tests?|examples?|fixtures?|node_modules)\//i.test(path);
}

export function checkEverywhere(look: Look): void {
  const secrets: string[] = [];
  const large: { readonly path: string; readonly size: number }[] = [];
  for (const entry of look.tree.walk('', MOST_ENTRIES)) {
    const { kind, size } = entry;
    if (kind !== 'file' && kind !== 'executable') continue;
    // The path of one of 100,000 files is made when somebody asks for it.
    if (SECRETS.test(entry.name ?? baseName(entry.path)) && !isExample(entry.path)) secrets.push(entry.path);
    if (size !== undefined && size >= LARGE) large.push({ path: entry.path, size });
  }
  const [first] = secrets;
  if (first !== undefined) {
    const more = secrets.length > 1 ? `, and ${secrets.slice(1, MOST_NAMED).join(', ')}` : '';
    const inside =
      below(look.source.contextDir, first) === undefined ? '' : ' They are sent to the builder, too.';
    look.risk(
      'source-secret-committed',
      `${first}${more}: files of that name hold secrets, and everybody who may read ${look.whole} has them.${inside}`,
      { file: first, proof: `${look.name} has a file of that name; its content was not read` },
    );
  }
  const [largest] = [...large].sort((one, other) => other.size - one.size);
  if (largest) {
    look.risk(
      'source-file-too-large',
      `${largest.path} has ${Math.round(largest.size / 1_000_000)} MB: it is sent to every build.`,
      { file: largest.path },
    );
  }
}
