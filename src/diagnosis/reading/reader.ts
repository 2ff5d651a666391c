/** Reads lines once, from first to last, and remembers what a decision needs. */
import type { Phase } from '../model/cause-id';
import { type CleanLine, cleanLine } from './clean';
import { Columns } from './columns';
import { isCommandLine, isFailedBuild, isShellCommand, retrievedBy, stageOf } from './commands';
import { type Composed, compose } from './compose';
import { cut, neighbourhood } from './excerpt';
import type { Fact } from './fact';
import { Facts } from './facts';
import { Failures, type ReadFailure } from './failures';
import { Intake } from './intake';
import { joinsOf, MOST_WRAPPED } from './joins';
import type { RawLine } from './lines';
import { namesIn } from './names';
import type { Rulebook } from './rulebook';
import { type Shape, Shapes } from './shapes';
import {
  asideLook,
  endsInFailure,
  ignoresTheLast,
  isFailure,
  isFrame,
  isOfAnotherLogger,
  isPassing,
  isWork,
  phaseOfLine,
  type Success,
  successOf,
  waits,
} from './signs';
import { Steps } from './steps';
import { unfoldJson } from './structured';
import type { Tool } from './tools/index';
import { Unwrapper } from './unwrap';

/** What was read. */
export interface Reading {
  readonly facts: readonly Fact[];
  readonly failures: readonly ReadFailure[];
  /** The last time that each kind of success was seen, in order of lines. */
  readonly successes: ReadonlyMap<Success, number>;
  /** How many lines were looked at. */
  readonly lines: number;
  /** The last sign of normal work. */
  readonly worked: number;
  /** Lines that bear what loggers put before a record; 0 where there is a place of a stack trace as well. */
  readonly recorded: number;
  /** The last line waits for something. */
  readonly waits: boolean;
  /** Parts of the work that were seen anywhere. */
  readonly phases: ReadonlySet<Phase>;
  /** Parts of the work that the tools that spoke mostly do. */
  readonly usual: ReadonlySet<Phase>;
  /** Build steps that went on to succeed. */
  readonly succeeded: ReadonlySet<string>;
  /** Build steps that are said to have failed. */
  readonly failed: ReadonlySet<string>;
  /** Name of a stage that `COPY --from` or `FROM` asks for in an excerpt of the Dockerfile. */
  readonly stageName?: string;
  /** The base image that kaniko fetched last. */
  readonly retrieving?: string;
  readonly empty: boolean;
}

/** Lines after which a tool that spoke is taken to have ended. */
const STILL_SPEAKING = 40;

export class Reader {
  readonly #book: Rulebook;
  readonly #unwrapper = new Unwrapper((raw) => this.#line(raw));
  readonly #columns = new Columns((raw) => this.#unwrapper.push(raw));
  readonly #intake = new Intake(
    (raw) => this.#columns.push(raw),
    () => {
      this.#recent = [];
    },
  );
  readonly #facts = new Facts();
  readonly #steps = new Steps();
  readonly #successes = new Map<Success, number>();
  readonly #phases = new Set<Phase>();
  readonly #usual = new Set<Phase>();
  readonly #commands = new Map<string, Tool>();
  readonly #failures = new Failures();
  readonly #shapes = new Shapes();
  #shape: Shape | undefined;
  #recent: CleanLine[] = [];
  #order = 0;
  #worked = 0;
  #recorded = 0;
  #framed = false;
  #section: Phase | undefined;
  #speaker: { readonly tool: Tool; readonly order: number } | undefined;
  #stageName: string | undefined;
  #retrieving: string | undefined;

  constructor(book: Rulebook) {
    this.#book = book;
  }

  push(chunk: string): void {
    this.#intake.push(chunk);
  }

  end(): Reading {
    this.#intake.end();
    this.#columns.end();
    this.#unwrapper.end();
    this.#endInFailure();
    return {
      facts: this.#facts.all,
      failures: this.#failures.all,
      successes: this.#successes,
      lines: this.#order,
      worked: this.#worked,
      recorded: this.#framed ? 0 : this.#recorded,
      waits: waits(this.#recent.at(-1)),
      phases: this.#phases,
      usual: this.#usual,
      succeeded: this.#steps.succeeded,
      failed: this.#steps.failed,
      ...(this.#stageName !== undefined && { stageName: this.#stageName }),
      ...(this.#retrieving !== undefined && { retrieving: this.#retrieving }),
      empty: this.#order === 0,
    };
  }

  /**
   * Whether lines like this one, but for their numbers, have been read often enough. What they said is said again: a
   * failure that goes on is not over.
   */
  #isWornOut({ text, number }: RawLine): boolean {
    const { shape, worn } = this.#shapes.of(text);
    this.#shape = shape;
    if (!worn || !shape) return false;
    this.#order += 1;
    if (shape.success) this.#successes.set(shape.success, this.#order);
    if (shape.worked) this.#worked = this.#order;
    if (shape.failed) this.#failures.moveLast({ text: cut(text), lineNumber: number, order: this.#order });
    return true;
  }

  #line(raw: RawLine): void {
    if (this.#intake.isLong && this.#isWornOut(raw)) return;
    const unfolded =
      unfoldJson(raw) ??
      (raw.or === undefined ? undefined : unfoldJson({ ...raw, text: raw.or })) ??
      // A record of JSON behind what a collector puts before it.
      (raw.text.endsWith('}') && raw.text.includes('{"')
        ? unfoldJson({ ...raw, text: cleanLine(raw).text })
        : undefined);
    for (const one of unfolded ?? [raw]) {
      const pieces = one.pieces?.map((piece) => cleanLine(piece)) ?? [];
      const or = one.or === undefined ? undefined : cleanLine({ ...one, text: one.or });
      this.#clean(cleanLine(one), or, pieces);
    }
  }

  /**
   * @param or the line as it reads when its pieces are put together in another way
   * @param pieces the lines that it was put together from, if they may be lines of their own
   */
  #clean(line: CleanLine, or: CleanLine | undefined, pieces: readonly CleanLine[]): void {
    // A number alone is the viewer's, of a line.
    if (line.text === '' || /^\d{1,6}$/.test(line.text)) {
      this.#recent = [];
      return;
    }
    this.#order += 1;
    if (line.recorded) this.#recorded += 1;
    if (isFrame(line)) this.#framed = true;
    this.#facts.follow(line, this.#order);
    const step = this.#steps.read(line);
    const named = phaseOfLine(line.text.slice(0, 2000));
    if (named) {
      this.#phases.add(named);
      this.#section = named;
      if (step && !((named === 'pull' || named === 'run') && this.#steps.phaseOf(step) === 'build'))
        this.#steps.setPhase(step, named);
    }
    this.#stageName = stageOf(line.text) ?? this.#stageName;
    this.#retrieving = retrievedBy(line.text) ?? this.#retrieving;
    const said = successOf(line.text);
    // Old versions of pack say that they built an image after they said that they failed to.
    const success =
      said === 'build' && this.#failures.all.some(({ text }) => isFailedBuild(text)) ? undefined : said;
    if (success) this.#successes.set(success, this.#order);
    if (this.#shape && success) this.#shape.success = success;
    if (success === 'pull') this.#settlePull(line.text);
    if (success || isWork(line)) {
      this.#worked = this.#order;
      if (this.#shape) this.#shape.worked = true;
    }

    if (ignoresTheLast(line)) this.#settleLast();
    const phase = this.#phaseOf(line, named, step);
    if (!isPassing(line) && !asideLook.test(line.text)) {
      this.#compose(line, line.text, 0, phase, step);
      if (or) this.#compose(or, or.text, 0, phase, step);
      for (const piece of pieces) this.#compose(piece, piece.text, 0, phase, step, true);
    }
    if (line.level !== 'normal') {
      for (const joined of joinsOf(line, this.#recent)) {
        this.#compose(line, joined.text, joined.at, phaseOfLine(joined.text) ?? phase, step);
      }
    }
    if (pieces.length > 0) this.#signsOf(pieces, step);
    else if (isFailure(line)) this.#remember(line, step, this.#order);
    this.#recent = [...this.#recent.slice(1 - MOST_WRAPPED), line];
  }

  /** Keeps what the text states; of a joined one only what stands across the seam. */
  #compose(
    line: CleanLine,
    text: string,
    seam: number,
    phase: Phase | undefined,
    step: string | undefined,
    piece = false,
  ): void {
    const tool =
      (step ? this.#commands.get(step) : undefined) ??
      (isOfAnotherLogger(text) ? undefined : this.#stillSpeaking());
    const { statements, speaker, starts }: Composed = compose(text, this.#book, {
      ...(tool && { tool }),
      ...(phase && { phase }),
    });
    if (seam === 0) {
      if (speaker) this.#speaker = { tool: speaker, order: this.#order };
      if (speaker?.phase && speaker.name !== 'shell') this.#usual.add(speaker.phase);
      if (starts && step && isShellCommand(text)) this.#commands.set(step, starts);
      else if (starts && isShellCommand(text)) this.#speaker = { tool: starts, order: this.#order };
    }
    if (line.level === 'normal' && !/back-?off|evict/i.test(text)) return;
    if (isCommandLine(text)) return;
    for (const { at, length, who, means, named, ...stated } of statements) {
      if (seam > 0 && (at >= seam || at + length <= seam)) continue;
      const { level } = line;
      this.#facts.add({
        ...stated,
        ...(who && { who: who.name }),
        ...(who?.phase && { usual: who.phase }),
        ...(means !== undefined && { phrase: means }),
        named: { ...namesIn(text), ...named },
        line: neighbourhood(text, at, length),
        lineNumber: line.number,
        order: this.#order,
        joined: seam > 0,
        piece,
        before: this.#recent.slice(-2).map((one) => one.text),
        after: [],
        ...(level && { level }),
        ...(phase && { phase }),
        ...(step && { step }),
      });
    }
  }

  /** What a piece says came after what the ones before it say. */
  #signsOf(pieces: readonly CleanLine[], step: string | undefined): void {
    for (const [at, piece] of pieces.entries()) {
      const order = this.#order + at / 100;
      const success = successOf(piece.text);
      if (success) this.#successes.set(success, order);
      if (success === 'pull') this.#settlePull(piece.text);
      if (isFailure(piece)) this.#remember(piece, step, order);
    }
  }

  /** What the line says itself; a step of a build that pulls its base image is still one of the build. */
  #phaseOf({ built }: CleanLine, named: Phase | undefined, step: string | undefined): Phase | undefined {
    const ofStep = step ? this.#steps.phaseOf(step) : undefined;
    if ((named === 'pull' || named === 'run') && ofStep === 'build') return 'build';
    return named ?? ofStep ?? (built ? 'build' : this.#section);
  }

  #stillSpeaking(): Tool | undefined {
    const last = this.#speaker;
    return last && this.#order - last.order <= STILL_SPEAKING ? last.tool : undefined;
  }

  /** A text that ends in telling of a failure, if only as a warning, does not end well. */
  #endInFailure(): void {
    const last = this.#recent.at(-1);
    if (
      last &&
      this.#failures.all.at(-1)?.order !== this.#order &&
      endsInFailure(last, this.#successes.size > 0)
    )
      this.#remember(last, undefined, this.#order);
  }

  #remember(line: CleanLine, step: string | undefined, order: number): void {
    this.#failures.add({
      text: cut(line.text),
      lineNumber: line.number,
      order,
      ...(step && { step }),
    });
    if (this.#shape) this.#shape.failed = true;
  }

  /** What the line before said is no failure after all. */
  #settleLast(): void {
    this.#facts.removeWhere(({ order }) => order === this.#order - 1);
    this.#failures.removeWhere(({ order }) => order === this.#order - 1);
  }

  /** A pull that succeeds in the end settles the failed tries before it. */
  #settlePull(text: string): void {
    const image = /(?:image|for) "?([^\s"]{3,400})"?/i.exec(text)?.[1]?.replace(/[.,:]$/, '');
    this.#facts.removeWhere(
      ({ line, phase }) =>
        phase === 'pull' &&
        (image === undefined || line.includes(image) || !/[\w-]{2}[/:][\w-]{2}/.test(line)),
    );
    this.#failures.removeWhere(({ text: failure }) => image !== undefined && failure.includes(image));
  }
}
