/** Reads lines once, from first to last, and remembers what a decision needs. */

import { causeOf } from '../causes/index';
import type { Phase } from '../model/cause-id';
import { type CleanLine, cleanLine } from './clean';
import { type Hit, Hits } from './hits';
import { LineSplitter, type RawLine } from './lines';
import { rulesFor } from './rules';
import { isFailure, phaseOfLine, type Success, startsAnew, successOf } from './signs';
import { Steps } from './steps';
import { unfoldJson } from './structured';

/** What was read. */
export interface Reading {
  readonly hits: readonly Hit[];
  /** Plain signs of failure, whatever the cause. */
  readonly failures: readonly {
    readonly text: string;
    readonly lineNumber: number;
    readonly order: number;
    readonly step?: string;
  }[];
  /** The last time that each kind of success was seen, in order of lines. */
  readonly successes: ReadonlyMap<Success, number>;
  /** Parts of the work that were seen anywhere. */
  readonly phases: ReadonlySet<Phase>;
  /** Build steps that went on to succeed. */
  readonly succeeded: ReadonlySet<string>;
  /** Name of a stage that `COPY --from` or `FROM` asks for in an excerpt of the Dockerfile. */
  readonly stageName?: string;
  /** The base image that kaniko fetched last. */
  readonly retrieving?: string;
  readonly empty: boolean;
}

/** Longest line that may be a piece of a wrapped sentence. */
const LONGEST_WRAPPED = 400;
/** Shorter lines were not broken for want of room. */
const SHORTEST_WRAPPED = 32;
/** Lines that a broken sentence may run over. */
const MOST_WRAPPED = 5;
/** How much of a long line is kept around a match. */
const KEPT = 300;
const MOST_FAILURES = 12;

export class Reader {
  readonly #splitter = new LineSplitter((raw) => this.#line(raw));
  readonly #hits = new Hits();
  readonly #steps = new Steps();
  readonly #successes = new Map<Success, number>();
  readonly #phases = new Set<Phase>();
  #failures: Reading['failures'][number][] = [];
  #recent: CleanLine[] = [];
  #order = 0;
  #section: Phase | undefined;
  #stageName: string | undefined;
  #retrieving: string | undefined;

  push(chunk: string): void {
    this.#splitter.push(chunk);
  }

  end(): Reading {
    this.#splitter.end();
    return {
      hits: this.#hits.all,
      failures: this.#failures,
      successes: this.#successes,
      phases: this.#phases,
      succeeded: this.#steps.succeeded,
      ...(this.#stageName !== undefined && { stageName: this.#stageName }),
      ...(this.#retrieving !== undefined && { retrieving: this.#retrieving }),
      empty: this.#order === 0,
    };
  }

  #line(raw: RawLine): void {
    const unfolded = unfoldJson(raw);
    for (const one of unfolded ?? [raw]) this.#clean(cleanLine(one));
  }

  #clean(line: CleanLine): void {
    if (line.text === '') {
      this.#recent = [];
      return;
    }
    this.#order += 1;
    this.#hits.follow(line, this.#order);
    const step = this.#steps.read(line);
    const named = phaseOfLine(line.text.slice(0, 2000));
    if (named) {
      this.#phases.add(named);
      this.#section = named;
      if (line.step) this.#steps.setPhase(line.step, named);
    }
    this.#stageName = stageOf(line.text) ?? this.#stageName;
    this.#retrieving = retrievedBy(line.text) ?? this.#retrieving;
    const success = successOf(line.text);
    if (success) this.#successes.set(success, this.#order);
    if (success === 'pull') this.#settlePull(line.text);

    if (line.level !== 'normal' || /back-?off|evict/i.test(line.text)) {
      const phase = named ?? (line.step ? this.#steps.phaseOf(line.step) : undefined) ?? this.#section;
      this.#match(line, line.text, 0, phase, step);
      for (const joined of this.#joins(line))
        this.#match(line, joined.text, joined.at, phaseOfLine(joined.text) ?? phase, step);
      if (isFailure(line)) this.#remember(line, step);
    }
    this.#recent = [...this.#recent.slice(1 - MOST_WRAPPED), line];
  }

  /** Tries every rule on the text; in a joined one only matches across the seam count. */
  #match(
    line: CleanLine,
    text: string,
    seam: number,
    phase: Phase | undefined,
    step: string | undefined,
  ): void {
    for (const rule of rulesFor(text)) {
      if (this.#hits.isFull(rule)) continue;
      const found = rule.match.exec(text);
      if (!found || rule.unless?.test(text)) continue;
      if (seam > 0 && (found.index >= seam || found.index + found[0].length <= seam)) continue;
      const level = line.level;
      this.#hits.add({
        rule,
        line: neighbourhood(text, found.index, found[0].length),
        lineNumber: line.number,
        order: this.#order,
        captured: { ...captures(text), ...definedGroups(found.groups) },
        joined: seam > 0,
        before: this.#recent.slice(-2).map((one) => one.text),
        after: [],
        ...(level && { level }),
        ...(phase && { phase }),
        ...(step && { step }),
      });
    }
  }

  /** The line put together with those that it may continue. */
  *#joins(line: CleanLine): Generator<{ readonly text: string; readonly at: number }> {
    const start = startsAnew(line);
    if (start === 'surely' || (start === 'perhaps' && !this.#mayContinue())) return;
    if (line.text.length > LONGEST_WRAPPED) return;
    let text = '';
    for (let back = this.#recent.length - 1; back >= 0; back -= 1) {
      const before = this.#recent[back] as CleanLine;
      if (
        before.width < SHORTEST_WRAPPED ||
        before.text.length > LONGEST_WRAPPED ||
        before.level === 'normal'
      )
        return;
      text = text === '' ? before.text : `${before.text} ${text}`;
      yield { text: `${text} ${line.text}`, at: text.length + 1 };
      // A terminal breaks in the middle of a word.
      if (
        back === this.#recent.length - 1 &&
        /[\w/.:"-]$/.test(before.text) &&
        /^[\w/.:"-]/.test(line.text)
      ) {
        yield { text: text + line.text, at: text.length };
      }
      if (startsAnew(before)) return;
    }
  }

  /** A long line that ends without a full stop may go on with a word that elsewhere starts one. */
  #mayContinue(): boolean {
    const before = this.#recent.at(-1);
    return before !== undefined && before.width >= 60 && /[\w,:;"'([/-]$/.test(before.text);
  }

  #remember(line: CleanLine, step: string | undefined): void {
    const failure = {
      text: cut(line.text),
      lineNumber: line.number,
      order: this.#order,
      ...(step && { step }),
    };
    this.#failures.push(failure);
    // The first ones and the last ones.
    if (this.#failures.length > MOST_FAILURES) this.#failures.splice(MOST_FAILURES / 2, 1);
  }

  /** A pull that succeeds in the end settles the failed tries before it. */
  #settlePull(text: string): void {
    const image = /(?:image|for) "?([^\s"]{3,400})"?/i.exec(text)?.[1]?.replace(/[.,:]$/, '');
    this.#hits.removeWhere(
      ({ rule, line }) =>
        causeOf(rule.cause).stage === 'pull' &&
        (image === undefined || line.includes(image) || !/[\w-]{2}[/:][\w-]{2}/.test(line)),
    );
    this.#failures = this.#failures.filter(
      ({ text: failure }) => image === undefined || !failure.includes(image),
    );
  }
}

/** Name of a stage that `COPY --from` asks for, or that kaniko found no stage for. */
function stageOf(text: string): string | undefined {
  return /\b(?:COPY --from=|Found extra base image stage )([a-z][\w-]{0,60})(?:\s|$)/i.exec(text)?.[1];
}

function retrievedBy(text: string): string | undefined {
  return /\bRetrieving image (?:manifest )?([\w./:@-]{1,300})/.exec(text)?.[1];
}

function definedGroups(groups: Record<string, string | undefined> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const wellKnown: readonly (readonly [string, RegExp])[] = [
  [
    'image',
    /(?:image|manifest for|metadata for|reference|solve:|access denied for) "?((?:[a-z0-9][\w.-]{0,200}(?::\d{2,5})?\/)?[a-z0-9][\w./-]{1,300}(?::[\w.-]{1,128})?(?:@sha256:[0-9a-f]{6,64})?)/,
  ],
  ['host', /(?:https?:\/\/|lookup |resolve host:? ?'?)([A-Za-z0-9][\w.-]{1,250})/],
  ['secret', /[Ss]ecret:? ["'\\]{0,3}([a-z0-9][\w.-]{1,252})["'\\]{1,3}/],
];

/** Names in the line that a remedy may use. */
function captures(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, pattern] of wellKnown) {
    const value = pattern.exec(text)?.[1];
    if (value) found[name] = value.replace(/[.:]$/, '');
  }
  return found;
}

function neighbourhood(text: string, index: number, length: number): string {
  if (text.length <= 2 * KEPT) return text;
  const from = Math.max(0, index - KEPT / 2);
  const to = Math.min(text.length, index + Math.min(length, KEPT) + KEPT);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

function cut(text: string): string {
  return text.length <= 2 * KEPT ? text : `${text.slice(0, 2 * KEPT)}…`;
}
