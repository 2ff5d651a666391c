/** Git LFS: whether the host still has the objects that the pointers of a tree name. Source: git-lfs, docs/api/batch.md. */
import { gitOrigin } from '../../diagnosis/model/git-address';
import { asRecord, parseJson, records } from '../../diagnosis/model/json';
import type { SourceCheck, SourceFinding } from '../../diagnosis/model/source-check';
import type { SourceTree } from '../../diagnosis/model/source-tree';
import { oneLine } from '../../diagnosis/model/text';
import { isPlainName } from '../git/objects';
import { lfsPaths } from './attributes';

interface Pointer {
  readonly path: string;
  readonly oid: string;
  readonly size: number;
}

/** Media type of questions and answers. */
export const LFS_TYPE = 'application/vnd.git-lfs+json';
/** Bytes of an answer to a batch question that are read. */
export const MOST_BATCH_BYTES = 1_000_000;
/** Pointers that are asked about. */
const MOST_POINTERS = 100;
/** First line of a pointer. Source: git-lfs, docs/spec.md; `hawser` of its first versions. */
const POINTER = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\n/;

/** Files that `.gitattributes` hands to LFS, and whose content is a pointer. */
async function pointersOf(
  tree: SourceTree,
): Promise<{ readonly pointers: readonly Pointer[]; readonly whole: boolean }> {
  const { paths, whole } = await lfsPaths(tree, MOST_POINTERS);
  const files = await tree.read(paths);
  const pointers = [...files].flatMap(([path, { text }]) => {
    const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
    const size = Number(/^size (\d{1,15})$/m.exec(text)?.[1]);
    return POINTER.test(text) && oid !== undefined ? [{ path, oid, size }] : [];
  });
  return { pointers, whole };
}

/**
 * The address that `.lfsconfig` of the root names; undefined: LFS is where the repository is.
 * Source: git-lfs-config(5), git-config(1).
 */
async function addressElsewhere(tree: SourceTree): Promise<string | undefined> {
  const text = (await tree.read(['.lfsconfig'])).get('.lfsconfig')?.text ?? '';
  let key: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, section, rest = line] = /^\s*\[([^\]]{1,300})\](.*)$/.exec(line) ?? [];
    if (section !== undefined) {
      const isRemote = /^remote\s+"[^"]+"$/i.test(section);
      key = /^lfs$/i.test(section) ? 'url' : isRemote ? 'lfsurl' : undefined;
    }
    const [, name = '', value = ''] = /^\s*([a-z-]{1,100})\s*=\s*"?([^"#;\s]{1,1000})/i.exec(rest) ?? [];
    if (value !== '' && name.toLowerCase() === key) return value;
  }
  return undefined;
}

/** The answer to a batch question, or why there is none, in words that follow “was not looked at: ”. */
export type BatchAnswer = { readonly status: number; readonly text: string } | { readonly unasked: string };

/** Sends the body of a batch question. */
export type AskBatch = (body: Buffer) => Promise<BatchAnswer>;

/** Whether the objects that pointers of Git LFS name can be had. */
export async function checkLfs(
  tree: SourceTree,
  ask: AskBatch,
): Promise<Pick<SourceCheck, 'findings' | 'notes' | 'well'>> {
  const { pointers, whole } = await pointersOf(tree);
  const notes = whole
    ? []
    : ['Not every file that may be kept in Git LFS was looked at: there is too much in .gitattributes.'];
  const nothing = { findings: [], notes, well: [] };
  const [first] = pointers;
  if (!first) return nothing;
  const elsewhere = await addressElsewhere(tree);
  if (elsewhere !== undefined) {
    const origin = gitOrigin(elsewhere);
    const where = origin === undefined ? '' : ` (${oneLine(origin, 160)})`;
    const why = `.lfsconfig names another address for it${where}`;
    return { ...nothing, notes: [...notes, unasked(pointers, why)] };
  }
  const objects = pointers.map(({ oid, size }) => ({ oid, size }));
  const body = { operation: 'download', transfers: ['basic'], objects, hash_algo: 'sha256' };
  const answer = await ask(Buffer.from(JSON.stringify(body)));
  if ('unasked' in answer) return { ...nothing, notes: [...notes, unasked(pointers, answer.unasked)] };
  if (answer.status !== 200) {
    const said = messageOf(answer.text);
    return {
      ...nothing,
      findings: [
        finding(
          first,
          `Git LFS refuses the files that the tree keeps there: ${answer.status}${said ? ` ${said}` : ''}.`,
        ),
      ],
    };
  }
  const missing = missingOf(answer.text, pointers);
  const [gone] = missing;
  if (!gone) {
    const well = whole ? [`Git LFS has all ${pointers.length} files that the tree keeps there`] : [];
    return { ...nothing, well };
  }
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return {
    ...nothing,
    findings: [
      finding(gone, `${gone.path}${more} is kept in Git LFS, and the host no longer has its content.`),
    ],
  };
}

/** That files were not looked at, for people. */
function unasked({ length }: readonly Pointer[], why: string): string {
  const files = length === 1 ? '1 file is' : `${length} files are`;
  return `${files} kept in Git LFS, which was not looked at: ${why}.`;
}

function finding({ path }: Pointer, detail: string): SourceFinding {
  return {
    cause: 'git-lfs-failed',
    kind: 'fails',
    ...(isPlainName(path.slice(path.lastIndexOf('/') + 1)) && { file: path }),
    line: 2,
    detail,
    proof: 'the batch API of Git LFS was asked for the object',
  };
}

function missingOf(text: string, pointers: readonly Pointer[]): readonly Pointer[] {
  const lost = new Set(
    records(asRecord(parseJson(text))?.objects)
      .filter(({ error, actions }) => error !== undefined || !asRecord(actions)?.download)
      .map(({ oid }) => oid),
  );
  return pointers.filter(({ oid }) => lost.has(oid));
}

function messageOf(text: string): string {
  const { message } = asRecord(parseJson(text)) ?? {};
  return typeof message === 'string' ? oneLine(message, 160) : '';
}
