/**
 * The git conversation, over whichever wire: which references there are, and the objects that a check needs. Speaks
 * protocol 2, and 0 with servers that know no other. Source: git's gitprotocol-v2 and gitprotocol-pack.
 */
import { Unacceptable } from '../../net/transport';
import { blobSize, MOST_HEAD } from './pack';
import { DELIMITER, FLUSH, line, type Packet, packet, type Take } from './packets';
import { Sideband } from './sideband';

/** Carries packets to a server and back. */
export interface Wire {
  readonly authority: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Opens the conversation; packets of the server's greeting go to `take`. */
  greet(take: Take): Promise<void>;
  /** Sends `body`, and hands the packets of its answer to `take` until that wants no more. */
  ask(body: Buffer, take: Take, timeoutMs: number): Promise<void>;
  /** As `ask`, and hangs up as soon as `take` wants no more. Absent where all questions share one session. */
  askBeginning?(body: Buffer, take: Take, timeoutMs: number): Promise<void>;
  close(): void;
}

export interface Reference {
  readonly name: string;
  readonly id: string;
  /** The commit behind an annotated tag. */
  readonly peeled?: string;
}

export interface References {
  readonly all: readonly Reference[];
  /** Branch that HEAD names, for example `refs/heads/main`, also when it has no commit yet. */
  readonly head?: string;
  readonly headId?: string;
}

export interface FetchOptions {
  readonly wants: readonly string[];
  readonly haves?: readonly string[];
  /** Commits that are here without what came before them. */
  readonly shallow?: readonly string[];
  /** Commits of history; absent: as many as there are. */
  readonly depth?: number;
  /** What to leave out, for example `blob:none`; asked only of servers that can. */
  readonly filter?: string;
}

/** What the whole check may take from servers. */
export class Budget {
  #left: number;

  constructor(
    /** Bytes. */
    readonly bytes: number,
    private readonly whole?: Budget,
  ) {
    this.#left = bytes;
  }

  /** Half of what is left, for what is looked at beside: the other half stays. */
  half(): Budget {
    return new Budget(Math.floor(Math.max(0, this.#left) / 2), this);
  }

  /** @throws TooMuch */
  spend(bytes: number): void {
    this.whole?.spend(bytes);
    this.#left -= bytes;
    if (this.#left < 0) throw new TooMuch(this.bytes);
  }
}

/** More than the check may take would be needed. */
export class TooMuch extends Unacceptable {
  override readonly name = 'TooMuch';

  constructor(bytes: number) {
    super(`more than ${Math.round(bytes / 1_000_000)} MB would have to be read`);
  }
}

/** References that are read; the largest public repositories have some ten thousand branches and tags. */
const MOST_REFERENCES = 100_000;
const SHORT_MS = 8_000;
const LONG_MS = 20_000;
const AGENT = 'agent=ce-image';

export class GitClient {
  #version: 0 | 1 | 2 = 0;
  #capabilities: ReadonlySet<string> = new Set();
  /** What version 0 says at once. */
  #advertised: References | undefined;

  constructor(
    private readonly wire: Wire,
    private readonly budget: Budget,
  ) {}

  /** Milliseconds since 1970, as the wire has it. */
  now(): number {
    return this.wire.now();
  }

  get authority(): string {
    return this.wire.authority;
  }

  /** What the server's git calls itself. */
  get agent(): string | undefined {
    return [...this.#capabilities].find((each) => each.startsWith('agent='))?.slice('agent='.length);
  }

  /** Whether trees can be had without the files in them. */
  get canFilter(): boolean {
    return this.#capabilities.has('filter');
  }

  /** Whether objects can be asked for by their id. */
  get canAskById(): boolean {
    const reachable = ['allow-reachable-sha1-in-want', 'allow-any-sha1-in-want'];
    return this.#version === 2 || reachable.some((capability) => this.#capabilities.has(capability));
  }

  /** Whether the server can cut history off. */
  get canCut(): boolean {
    return this.#capabilities.has('shallow');
  }

  /** Whether older commits and their trees can be had, one question after the other. */
  get canLookBack(): boolean {
    return this.#version === 2 && this.canFilter && this.canCut;
  }

  /** @throws whatever the wire throws; GitRefused, Unacceptable, TooMuch */
  async greet(): Promise<void> {
    const lines: string[] = [];
    const refs = new RefLines();
    let announced = false;
    await this.wire.greet((data) => {
      if (data === 'flush' && announced && lines.length === 0 && refs.count === 0) {
        announced = false;
        return false;
      }
      if (typeof data === 'string') return data === 'flush';
      this.budget.spend(data.length);
      const text = line(data);
      // Smart HTTP says first what it is.
      if (lines.length === 0 && refs.count === 0 && text.startsWith('# service=')) announced = true;
      else if (text === 'version 2') this.#version = 2;
      else if (text === 'version 1') this.#version = 1;
      else if (this.#version === 2) lines.push(text);
      else refs.add(data);
      return false;
    });
    if (this.#version === 2) {
      const features = lines.find((text) => text.startsWith('fetch='))?.slice('fetch='.length) ?? '';
      this.#capabilities = new Set([...lines, ...features.split(' ')]);
      return;
    }
    if (!refs.capabilities) throw new Unacceptable(`what ${this.authority} sent is not git’s protocol`);
    this.#capabilities = new Set(refs.capabilities);
    const head = refs.capabilities
      .find((each) => each.startsWith('symref=HEAD:'))
      ?.slice('symref=HEAD:'.length);
    this.#advertised = refs.references(head);
  }

  /** Branches and tags. */
  async references(): Promise<References> {
    if (this.#advertised) return this.#advertised;
    const unborn = [...this.#capabilities].some((each) => /^ls-refs=.*\bunborn\b/.test(each));
    const body = [
      packet('command=ls-refs\n'),
      packet(`${AGENT}\n`),
      DELIMITER,
      packet('peel\n'),
      packet('symrefs\n'),
      ...(unborn ? [packet('unborn\n')] : []),
      packet('ref-prefix HEAD\n'),
      packet('ref-prefix refs/heads/\n'),
      packet('ref-prefix refs/tags/\n'),
      FLUSH,
    ];
    const refs = new RefLines();
    let head: string | undefined;
    await this.wire.ask(
      Buffer.concat(body),
      (data) => {
        if (typeof data === 'string') return data === 'flush';
        this.budget.spend(data.length);
        const text = line(data);
        head ??= /^(?:unborn|[0-9a-f]{40}) HEAD symref-target:(\S+)/.exec(text)?.[1];
        refs.addModern(text);
        return false;
      },
      SHORT_MS,
    );
    return refs.references(head);
  }

  /**
   * A pack with the wanted objects.
   * @throws GitRefused when the server does not have them or does not give them
   */
  async fetch(options: FetchOptions): Promise<Buffer> {
    const modern = this.#version === 2;
    if (!modern && !this.#capabilities.has('side-band-64k')) {
      throw new Unacceptable(`${this.authority} speaks a form of git’s protocol that is too old`);
    }
    const cut = options.depth !== undefined && this.canCut;
    const sections = modern ? new ModernAnswer(this.budget) : new OldAnswer(this.budget, cut);
    const body = modern ? this.#modernRequest(options) : this.#oldRequest(options);
    await this.wire.ask(body, (data) => sections.take(data), LONG_MS);
    return sections.pack();
  }

  /**
   * Bytes of a blob as the host says it, from the head of a pack whose rest is not read; undefined: it cannot be told so.
   * @throws GitRefused, Unacceptable, and whatever the wire throws
   */
  async sizeOf(id: string): Promise<number | undefined> {
    if (this.#version !== 2 || !this.wire.askBeginning) return undefined;
    const sections = new ModernAnswer(this.budget);
    await this.wire.askBeginning(
      this.#modernRequest({ wants: [id] }),
      (data) => sections.take(data) || sections.length >= MOST_HEAD,
      SHORT_MS,
    );
    return blobSize(sections.pack());
  }

  #modernRequest({ wants, haves = [], shallow = [], depth, filter }: FetchOptions): Buffer {
    return Buffer.concat([
      packet('command=fetch\n'),
      packet(`${AGENT}\n`),
      DELIMITER,
      packet('ofs-delta\n'),
      packet('no-progress\n'),
      // Differences from what is here already.
      ...(haves.length > 0 ? [packet('thin-pack\n')] : []),
      ...wants.map((id) => packet(`want ${id}\n`)),
      ...shallow.map((id) => packet(`shallow ${id}\n`)),
      ...(depth !== undefined && this.canCut ? [packet(`deepen ${depth}\n`)] : []),
      ...(filter !== undefined && this.canFilter ? [packet(`filter ${filter}\n`)] : []),
      ...haves.map((id) => packet(`have ${id}\n`)),
      packet('done\n'),
      FLUSH,
    ]);
  }

  #oldRequest({ wants, haves = [], depth, filter }: FetchOptions): Buffer {
    const asked = ['side-band-64k', 'ofs-delta', 'no-progress', 'shallow', 'filter'];
    const capabilities = [...asked.filter((each) => this.#capabilities.has(each)), AGENT].join(' ');
    return Buffer.concat([
      ...wants.map((id, index) => packet(`want ${id}${index === 0 ? ` ${capabilities}` : ''}\n`)),
      ...(depth !== undefined && this.canCut ? [packet(`deepen ${depth}\n`)] : []),
      ...(filter !== undefined && this.canFilter ? [packet(`filter ${filter}\n`)] : []),
      FLUSH,
      ...haves.map((id) => packet(`have ${id}\n`)),
      packet('done\n'),
    ]);
  }
}

/** Collects references line by line. */
class RefLines {
  readonly #all: Reference[] = [];
  readonly #peeled = new Map<string, string>();
  #headId: string | undefined;
  capabilities: readonly string[] | undefined;

  get count(): number {
    return this.#all.length;
  }

  /** A line of version 0: `id name`, the first one with capabilities behind a NUL. */
  add(data: Buffer): void {
    const [head = '', capabilities] = data.toString('utf8').replace(/\n$/, '').split('\0', 2);
    if (this.capabilities === undefined) this.capabilities = capabilities?.trim().split(' ');
    const [, id = '', name = ''] = /^([0-9a-f]{40}) (\S+)$/.exec(head) ?? [];
    if (name.endsWith('^{}')) this.#peeled.set(name.slice(0, -3), id);
    else if (name !== 'capabilities') this.#add(name, id);
  }

  /** A line of version 2: `id name symref-target:… peeled:…`. */
  addModern(text: string): void {
    const [, id = '', name = '', rest = ''] = /^([0-9a-f]{40}) (\S+)(.*)$/.exec(text) ?? [];
    this.#add(name, id);
    const peeled = /\bpeeled:([0-9a-f]{40})/.exec(rest)?.[1];
    if (peeled !== undefined) this.#peeled.set(name, peeled);
  }

  references(head: string | undefined): References {
    return {
      all: this.#all.map((each) => {
        const peeled = this.#peeled.get(each.name);
        return peeled === undefined ? each : { ...each, peeled };
      }),
      ...(head !== undefined && { head }),
      ...(this.#headId !== undefined && { headId: this.#headId }),
    };
  }

  #add(name: string, id: string): void {
    if (name === 'HEAD') this.#headId = id;
    if (/^refs\/(?:heads|tags)\//.test(name)) this.#all.push({ name, id });
    if (this.#all.length > MOST_REFERENCES)
      throw new Unacceptable(`there are more than ${MOST_REFERENCES} references`);
  }
}

/** Answer of version 2: sections with a name; only `packfile` is of interest. */
class ModernAnswer {
  readonly #bands: Sideband;
  #section: string | undefined;

  constructor(budget: Budget) {
    this.#bands = new Sideband(budget);
  }

  get length(): number {
    return this.#bands.length;
  }

  take(data: Packet): boolean {
    if (data === 'flush' || data === 'end') return true;
    if (data === 'delimiter') this.#section = undefined;
    else if (this.#section === undefined) this.#section = line(data as Buffer);
    else if (this.#section === 'packfile') this.#bands.add(data as Buffer);
    return false;
  }

  pack(): Buffer {
    return this.#bands.pack();
  }
}

/** Answer of version 0: where history is cut, what is common, and the pack. */
class OldAnswer {
  readonly #bands: Sideband;
  /** Sections that are still to end. */
  #open: number;

  constructor(budget: Budget, isCut: boolean) {
    this.#bands = new Sideband(budget);
    this.#open = isCut ? 2 : 1;
  }

  take(data: Packet): boolean {
    if (typeof data === 'string') {
      this.#open -= 1;
      return this.#open === 0;
    }
    if (/^(?:shallow|unshallow|NAK|ACK)\b/.test(data.toString('latin1', 0, 9))) return false;
    this.#bands.add(data);
    return false;
  }

  pack(): Buffer {
    return this.#bands.pack();
  }
}
