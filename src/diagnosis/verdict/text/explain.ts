/** Names the cause that a text shows. */
import { catalogue } from '../../causes/index';
import { phrases } from '../../causes/phrases';
import type { CauseId, Phase, Stage } from '../../model/cause-id';
import type { Confidence } from '../../model/report';
import { Reader } from '../../reading/reader';
import { Rulebook } from '../../reading/rulebook';
import { decide } from './decide';

export interface TextFinding {
  readonly cause: CauseId;
  readonly stage: Stage;
  readonly confidence: Confidence;
  /** The deciding line, cleaned; absent for `healthy-no-problem` and an empty text. */
  readonly proof?: { readonly line: string; readonly lineNumber: number };
  /** The decisive lines with the context that a person needs, at most 12. */
  readonly telling: readonly string[];
  /** Named captures of the deciding pattern: image, host, package, file, command, limit … */
  readonly captured: Readonly<Record<string, string>>;
  /** The tool that spoke the deciding line, where its grammar tells. */
  readonly tool?: string;
  /** Whether the deciding line was read by its tool's grammar, and not only put together from its words. */
  readonly byGrammar: boolean;
  /** Another cause that the text shows nearly as plainly, with its line. */
  readonly close?: {
    readonly cause: CauseId;
    readonly proof: { readonly line: string; readonly lineNumber: number };
  };
}

export interface ExplainOptions {
  /** The part of the work that the text comes from, where that is known. */
  readonly phase?: Phase;
}

/** Every wording that is known, with the phrases of the catalogue. */
export const book = new Rulebook(phrases.map(({ match }, means) => ({ match, means })));

/** Explains a text that is at hand as a whole. */
export function explain(text: string, options: ExplainOptions = {}): TextFinding {
  return explainChunks([text], options);
}

/** Explains a text that comes in pieces; memory does not grow with its length. */
export function explainChunks(chunks: Iterable<string>, options: ExplainOptions = {}): TextFinding {
  const reader = new Reader(book);
  for (const chunk of chunks) reader.push(chunk);
  return conclude(reader, options);
}

/** So much is read at once before others are let in, characters. */
const PIECE = 256 * 1024;

/** Explains a stream of text; memory does not grow with its length, and the event loop is given up now and then. */
export async function explainStream(
  chunks: AsyncIterable<string>,
  options: ExplainOptions = {},
): Promise<TextFinding> {
  const reader = new Reader(book);
  let sinceBreak = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      reader.push(chunk.slice(at, at + PIECE));
      sinceBreak += PIECE;
      if (sinceBreak < 4 * PIECE) continue;
      // Others want to be served as well.
      await new Promise((resume) => setImmediate(resume));
      sinceBreak = 0;
    }
  }
  return conclude(reader, options);
}

function conclude(reader: Reader, { phase }: ExplainOptions): TextFinding {
  const verdict = decide(reader.end(), phase);
  return { ...verdict, stage: catalogue.get(verdict.cause)?.stage ?? 'build' };
}
