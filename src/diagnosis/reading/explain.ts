/** Names the cause that a text shows. */

import { causeOf } from '../causes/index';
import type { CauseId, Phase, Stage } from '../model/cause-id';
import type { Confidence } from '../model/report';
import { decide } from './decide';
import { Reader } from './reader';

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
}

export interface ExplainOptions {
  /** The part of the work that the text comes from, where that is known. */
  readonly phase?: Phase;
}

/** Explains a text that is at hand as a whole. */
export function explain(text: string, options: ExplainOptions = {}): TextFinding {
  return explainChunks([text], options);
}

/** Explains a text that comes in pieces; memory does not grow with its length. */
export function explainChunks(chunks: Iterable<string>, options: ExplainOptions = {}): TextFinding {
  const reader = new Reader();
  for (const chunk of chunks) reader.push(chunk);
  return conclude(reader, options);
}

/** Explains a stream of text; memory does not grow with its length. */
export async function explainStream(
  chunks: AsyncIterable<string>,
  options: ExplainOptions = {},
): Promise<TextFinding> {
  const reader = new Reader();
  for await (const chunk of chunks) reader.push(chunk);
  return conclude(reader, options);
}

function conclude(reader: Reader, { phase }: ExplainOptions): TextFinding {
  const verdict = decide(reader.end(), phase);
  return { ...verdict, stage: causeOf(verdict.cause).stage };
}
