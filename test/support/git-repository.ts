/** Real repositories on disk, each made by one `git fast-import`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a path holds: text, or text with a mode of its own; `null` removes it. */
export type FileSpec =
  | string
  | Buffer
  | null
  | { readonly text: string; readonly executable?: true }
  | { readonly link: string }
  /** A submodule at this commit. */
  | { readonly commit: string };

export type Files = Readonly<Record<string, FileSpec>>;

export interface CommitSpec {
  /** Changes against the commit before. */
  readonly files: Files;
  readonly branch?: string;
  /** Start of a new branch, by the name of another one. */
  readonly from?: string;
  readonly author?: string;
  readonly subject?: string;
  /** Annotated tag of this commit. */
  readonly tag?: string;
}

export interface RepositorySpec {
  readonly commits: readonly CommitSpec[];
  /** Default `main`. */
  readonly defaultBranch?: string;
  /** Settings of the repository, for example `uploadpack.allowFilter`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RepositoriesFolder {
  readonly root: string;
  /** Makes `root/name`, bare. Returns the ids of the commits in their order. */
  make(name: string, spec: RepositorySpec | Files): readonly string[];
  git(name: string, ...args: readonly string[]): string;
  remove(): void;
}

export function repositoriesFolder(): RepositoriesFolder {
  const root = mkdtempSync(join(tmpdir(), 'git-host-'));
  const git = (name: string, args: readonly string[], input?: Buffer) => {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: join(root, name),
      input,
      maxBuffer: 64_000_000,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.toString('utf8');
  };
  return {
    root,
    make(name, given) {
      const spec = isSpec(given) ? given : { commits: [{ files: given }] };
      mkdirSync(join(root, name), { recursive: true });
      git(name, ['init', '--quiet', '--bare', `--initial-branch=${spec.defaultBranch ?? 'main'}`, '.']);
      const settings = { 'uploadpack.allowFilter': 'true', ...spec.settings };
      for (const [key, value] of Object.entries(settings)) git(name, ['config', key, value]);
      if (spec.commits.length === 0) return [];
      const marks = join(root, name, 'marks');
      git(name, ['fast-import', '--quiet', `--export-marks=${marks}`], stream(spec));
      const lines = git(name, ['show-ref']).length > 0 ? marksOf(marks) : [];
      return lines;
    },
    git: (name, ...args) => git(name, args),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function marksOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const ids = new Map(lines.map((line) => line.slice(1).split(' ') as [string, string]));
  return [...ids].sort(([one], [other]) => Number(one) - Number(other)).map(([, id]) => id);
}

function isSpec(given: RepositorySpec | Files): given is RepositorySpec {
  return Array.isArray((given as RepositorySpec).commits);
}

function stream({ commits, defaultBranch = 'main' }: RepositorySpec): Buffer {
  const parts: Buffer[] = [];
  const put = (text: string) => parts.push(Buffer.from(text, 'utf8'));
  const data = (bytes: Buffer) => {
    put(`data ${bytes.length}\n`);
    parts.push(bytes);
    put('\n');
  };
  const last = new Map<string, number>();
  commits.forEach(
    ({ files, branch = defaultBranch, from, author = 'Ada', subject = 'A change', tag }, index) => {
      const mark = index + 1;
      const who = `${author} <${author.toLowerCase()}@example.com> ${1_760_000_000 + index * 3600} +0000`;
      put(`commit refs/heads/${branch}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n`);
      data(Buffer.from(subject));
      const parent = last.get(branch) ?? (from === undefined ? undefined : last.get(from));
      if (parent !== undefined) put(`from :${parent}\n`);
      for (const [path, spec] of Object.entries(files)) write(path, spec, put, data);
      put('\n');
      last.set(branch, mark);
      if (tag !== undefined) {
        put(`tag ${tag}\nfrom :${mark}\ntagger ${who}\n`);
        data(Buffer.from(tag));
      }
    },
  );
  put('done\n');
  return Buffer.concat(parts);
}

function write(
  path: string,
  spec: FileSpec,
  put: (text: string) => void,
  data: (bytes: Buffer) => void,
): void {
  const name = JSON.stringify(path);
  if (spec === null) put(`D ${name}\n`);
  else if (typeof spec === 'object' && 'commit' in spec) put(`M 160000 ${spec.commit} ${name}\n`);
  else {
    const [mode, bytes] = contentOf(spec);
    put(`M ${mode} inline ${name}\n`);
    data(bytes);
  }
}

function contentOf(
  spec: string | Buffer | { readonly text: string; readonly executable?: true } | { readonly link: string },
): readonly [string, Buffer] {
  if (typeof spec === 'string' || Buffer.isBuffer(spec)) return ['100644', Buffer.from(spec as string)];
  if ('link' in spec) return ['120000', Buffer.from(spec.link)];
  return [spec.executable ? '100755' : '100644', Buffer.from(spec.text)];
}
