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
/** Endings of all such names; a name without a dot is one. Of 100,000 files most end otherwise. */
const SECRET_ENDINGS: ReadonlySet<string> = new Set(
  (
    'env local production prod staging development id_rsa id_dsa id_ecdsa id_ed25519 p12 pfx jks keystore pem netrc ' +
    'git-credentials pgpass dockerconfigjson json kubeconfig yml yaml'
  ).split(' '),
);
/** Bytes from which a file makes a build slow and its image large. GitHub refuses files from 100 MB. */
const LARGE = 50_000_000;
const MOST_ENTRIES = 120_000;
const MOST_NAMED = 5;

function isExample(path: string): boolean {
  return /(?:^|\/)(?:tests?|examples?|fixtures?|node_modules)\//i.test(path);
}

/** Endings of files that become large: archives, data, media, models. */
const HEAVY: ReadonlySet<string> = new Set(
  (
    'zip gz tgz bz2 xz zst tar 7z rar iso img qcow2 dmg msi deb rpm war ear jar bin dat db sqlite sqlite3 sql dump bak bson rdb ' +
    'csv tsv parquet arrow avro mp4 mov avi mkv webm wav flac psd tif tiff onnx pt pth h5 pkl joblib safetensors gguf npy npz ' +
    'hprof pcap core'
  ).split(' '),
);
/** What a build tool's wrapper brings is small. */
const WRAPPER = /(?:^|\/)(?:gradle|maven)-wrapper\.jar$/;

interface Large {
  readonly path: string;
  readonly size: number;
}

/** Secrets that were committed, and files that are too large. */
export async function checkEverywhere(look: Look): Promise<void> {
  const secrets: string[] = [];
  const heavy: string[] = [];
  const large: Large[] = [];
  let ending = '';
  let dotted = '.';
  for (const entry of look.tree.walk('', MOST_ENTRIES)) {
    const { kind, size } = entry;
    if (kind !== 'file' && kind !== 'executable') continue;
    // The path of one of 100,000 files is made when somebody asks for it.
    const name = entry.name ?? baseName(entry.path);
    // Files of one kind stand beside each other.
    if (!name.endsWith(dotted)) {
      ending = endingOf(name);
      dotted = name.slice(name.lastIndexOf('.'));
    }
    if (SECRET_ENDINGS.has(ending) && SECRETS.test(name) && !isExample(entry.path)) secrets.push(entry.path);
    if (size !== undefined && size >= LARGE) large.push({ path: entry.path, size });
    if (size === undefined && HEAVY.has(ending) && !WRAPPER.test(entry.path)) heavy.push(entry.path);
  }
  reportSecrets(look, secrets);
  const asked = heavy.length > 0 ? await look.tree.sizes?.(heavy) : undefined;
  for (const [path, size] of asked ?? []) if (size >= LARGE) large.push({ path, size });
  const [largest] = large.sort((one, other) => other.size - one.size);
  if (!largest) return;
  const more = large.length > 1 ? `, and ${large.length - 1} more of 50 MB and above` : '';
  const proof = asked?.has(largest.path) ? 'the git host says how large it is' : `${look.name} shows it`;
  look.risk(
    'source-file-too-large',
    `${largest.path} has ${Math.round(largest.size / 1_000_000)} MB${more}: it is fetched for every build.`,
    { file: largest.path, proof },
  );
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

function reportSecrets(look: Look, [first, ...others]: readonly string[]): void {
  if (first === undefined) return;
  const more = others.length > 0 ? `, and ${others.slice(0, MOST_NAMED - 1).join(', ')}` : '';
  const inside =
    below(look.source.contextDir, first) === undefined ? '' : ' They are sent to the builder, too.';
  look.risk(
    'source-secret-committed',
    `${first}${more}: files of that name hold secrets, and everybody who may read ${look.whole} has them.${inside}`,
    { file: first, proof: `${look.name} has a file of that name; its content was not read` },
  );
}
