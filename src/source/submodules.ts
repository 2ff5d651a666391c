/**
 * Submodules, and those within them: whether each has an address, is reachable with the same login, and has the commit
 * that is wanted. The platform's git fetches all of them. Source: Shipwright, cmd/git (`submodule update --recursive`).
 */
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

/** A repository whose submodules are looked at. */
interface Parent {
  readonly address: RepositoryAddress;
  /** Where it stands in the working tree, with a slash behind it; `''` is the build's own. */
  readonly below: string;
  /** 1 for the build's own repository. */
  readonly level: number;
}

/** Submodules that are looked at, in all repositories together. */
const MOST = 10;
/** Submodules of one repository that are asked at a time. */
const AT_ONCE = 3;
/** Repositories within each other whose submodules are looked at. */
const MOST_LEVELS = 3;
const MOST_ENTRIES = 250_000;
const FILE = '.gitmodules';

/** Every submodule of a tree, with what `.gitmodules` says of it, and at most so many. Source: gitmodules(5). */
async function submodulesOf(tree: SourceTree, most: number): Promise<readonly Submodule[]> {
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
    if (found.length >= most) break;
    if (entry.kind !== 'submodule' || entry.id === undefined) continue;
    const { path, id } = entry;
    const section = sections.find((each) => each.path === path);
    found.push({
      path,
      commit: id,
      ...(section?.url !== undefined && { url: section.url }),
      ...(section && { line: section.line }),
    });
  }
  return found;
}

/**
 * Asks one submodule's repository. Undefined: it is well.
 * @param look told of its tree, while it can be read, when it has submodules of its own
 */
export type AskSubmodule = (
  address: RepositoryAddress,
  commit: string,
  look: (tree: SourceTree) => Promise<void>,
) => Promise<{ readonly problem: string } | { readonly note: string } | undefined>;

/** Whether the repositories of submodules can be read, and have the commits that are named. */
export async function checkSubmodules(
  tree: SourceTree,
  address: RepositoryAddress,
  ask: AskSubmodule,
): Promise<Pick<SourceCheck, 'findings' | 'notes' | 'well'>> {
  const check = new SubmoduleCheck(ask);
  await check.lookAt(tree, { address, below: '', level: 1 });
  return check.report();
}

class SubmoduleCheck {
  readonly #findings: SourceFinding[] = [];
  readonly #notes = new Set<string>();
  #looked = 0;

  constructor(private readonly ask: AskSubmodule) {}

  report(): Pick<SourceCheck, 'findings' | 'notes' | 'well'> {
    const count = this.#looked;
    const isWell = count > 0 && this.#findings.length === 0 && this.#notes.size === 0;
    return {
      findings: this.#findings,
      notes: [...this.#notes],
      well: isWell ? [`${count === 1 ? 'the submodule' : `all ${count} submodules`} can be fetched`] : [],
    };
  }

  async lookAt(tree: SourceTree, parent: Parent): Promise<void> {
    if (parent.level > MOST_LEVELS) {
      const { below } = parent;
      this.#notes.add(`The submodules of ${below.slice(0, -1)} were not looked at: they are too deep.`);
      return;
    }
    const room = MOST - this.#looked;
    // One more shows that there are more.
    const all = await submodulesOf(tree, room + 1);
    if (all.length > room)
      this.#notes.add(`There are more than ${MOST} submodules; the rest was not looked at.`);
    const left = all.slice(0, room).values();
    this.#looked += Math.min(all.length, room);
    const next = async (): Promise<void> => {
      for (const submodule of left) await this.#lookAtOne(submodule, parent);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }

  async #lookAtOne(submodule: Submodule, { address, below, level }: Parent): Promise<void> {
    const { url, commit } = submodule;
    const path = below + submodule.path;
    if (url === undefined) {
      this.#failed(
        `The directory ${path} is a submodule, and ${below}${FILE} names no address for it.`,
        'the tree shows it',
        submodule,
        below,
      );
      return;
    }
    const parsed = submoduleAddress(url, address);
    if (!parsed.ok) {
      this.#failed(
        `The address of the submodule ${path} cannot be used: ${parsed.problem}.`,
        `${below}${FILE} shows it`,
        submodule,
        below,
      );
      return;
    }
    const answer = await this.ask(parsed.address, commit, (tree) =>
      this.lookAt(tree, { address: parsed.address, below: `${path}/`, level: level + 1 }),
    );
    if (answer && 'note' in answer)
      this.#notes.add(`The submodule ${path} was not looked at: ${answer.note}`);
    else if (answer) {
      this.#failed(
        `The submodule ${path} (${spelled(parsed.address)}) cannot be fetched: ${answer.problem}.`,
        'its git host was asked, with the login of the build where that belongs to it',
        submodule,
        below,
      );
    }
  }

  #failed(detail: string, proof: string, { line, url }: Submodule, below: string): void {
    this.#findings.push({
      cause: 'git-submodule-failed',
      kind: 'fails',
      file: `${below}${FILE}`,
      ...(line !== undefined && { line }),
      ...(url !== undefined && { quote: oneLine(`url = ${url}`, 160) }),
      detail,
      proof,
    });
  }
}
