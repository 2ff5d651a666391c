/** Submodules: whether each has an address, is reachable with the same login, and has the commit that is wanted. */
import type { SourceCheck, SourceFinding } from '../diagnosis/model/source-check';
import type { SourceTree } from '../diagnosis/model/source-tree';
import { oneLine } from '../diagnosis/model/text';
import { type RepositoryAddress, spelled, submoduleAddress } from './reach/address';

interface Submodule {
  readonly path: string;
  readonly commit: string;
  /** As `.gitmodules` has it; absent: it names none. */
  readonly url?: string;
  /** Line of `.gitmodules`. */
  readonly line?: number;
}

/** Submodules that are looked at. */
const MOST = 10;
/** Submodules that are asked at a time. */
const AT_ONCE = 3;
const MOST_ENTRIES = 250_000;
const FILE = '.gitmodules';

/** Every submodule of a tree, with what `.gitmodules` says of it. Source: gitmodules(5). */
async function submodulesOf(tree: SourceTree): Promise<readonly Submodule[]> {
  const text = (await tree.read([FILE])).get(FILE)?.text ?? '';
  const sections: { path?: string; url?: string; line: number }[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*\[submodule\b/.test(line)) sections.push({ line: index + 1 });
    const [, key, value = ''] = /^\s*(path|url)\s*=\s*(.{0,1000}?)\s*$/.exec(line) ?? [];
    const section = sections.at(-1);
    if (section && key === 'path') section.path = value.replace(/\/+$/, '');
    else if (section && key === 'url') {
      section.url = value;
      section.line = index + 1;
    }
  });
  const found: Submodule[] = [];
  for (const entry of tree.walk('', MOST_ENTRIES)) {
    if (entry.kind !== 'submodule' || entry.id === undefined) continue;
    const { path, id } = entry;
    const section = sections.find((each) => each.path === path);
    found.push({
      path,
      commit: id,
      ...(section?.url !== undefined && { url: section.url }),
      ...(section && { line: section.line }),
    });
    if (found.length >= MOST) break;
  }
  return found;
}

/** What asking one submodule's repository showed: undefined, it is well. */
export type AskSubmodule = (
  address: RepositoryAddress,
  commit: string,
) => Promise<{ readonly problem: string } | { readonly note: string } | undefined>;

/** Whether the repositories of submodules can be read, and have the commits that are named. */
export async function checkSubmodules(
  tree: SourceTree,
  parent: RepositoryAddress,
  ask: AskSubmodule,
): Promise<Pick<SourceCheck, 'findings' | 'notes' | 'well'>> {
  const findings: SourceFinding[] = [];
  const notes: string[] = [];
  const all = await submodulesOf(tree);
  const failed = (detail: string, proof: string, { line, url }: Submodule) =>
    findings.push({
      cause: 'git-submodule-failed',
      kind: 'fails',
      file: FILE,
      ...(line !== undefined && { line }),
      ...(url !== undefined && { quote: oneLine(`url = ${url}`, 160) }),
      detail,
      proof,
    });
  const left = all.values();
  const ofOne = async (): Promise<void> => {
    for (const submodule of left) {
      const { path, url, commit } = submodule;
      if (url === undefined) {
        failed(
          `The directory ${path} is a submodule, and .gitmodules names no address for it.`,
          'the tree shows it',
          submodule,
        );
        continue;
      }
      const parsed = submoduleAddress(url, parent);
      if (!parsed.ok) {
        failed(
          `The address of the submodule ${path} cannot be used: ${parsed.problem}.`,
          '.gitmodules shows it',
          submodule,
        );
        continue;
      }
      const answer = await ask(parsed.address, commit);
      if (answer && 'note' in answer) notes.push(`The submodule ${path} was not looked at: ${answer.note}`);
      else if (answer) {
        failed(
          `The submodule ${path} (${spelled(parsed.address)}) cannot be fetched: ${answer.problem}.`,
          'its git host was asked, with the login of the build where that belongs to it',
          submodule,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ofOne));
  const isWell = all.length > 0 && findings.length === 0 && notes.length === 0;
  return {
    findings,
    notes,
    well: isWell
      ? [`${all.length === 1 ? 'the submodule' : `all ${all.length} submodules`} can be fetched`]
      : [],
  };
}
