/** Names the cause that a text shows. */
import type { CauseId, Phase, Stage } from '../causes/index';
import type { Confidence } from '../report';

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

/** Explains a text. `phase`: the part of the work it comes from, where that is known. */
export function explain(_text: string, _options: { readonly phase?: Phase } = {}): TextFinding {
  return { cause: 'unknown', stage: 'platform', confidence: 'unknown', telling: [], captured: {} };
}
