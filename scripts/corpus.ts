/** Messages with the right answer: the project's examples, and corpora in files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cause, catalogue } from '../src/diagnosis/causes/index';
import type { CauseId } from '../src/diagnosis/model/cause-id';

export interface Message {
  readonly id: string;
  readonly text: string;
  readonly cause: CauseId;
  /** Other answers that a second reader could defend. */
  readonly also: readonly string[];
}

const folder = join(__dirname, '../src/diagnosis/causes');

/** Every example of the project. */
export function readExamples(): readonly Message[] {
  return [...catalogue.values()].flatMap(({ id, stage }) =>
    examplesOf({ id, stage }).map((text, at) => ({ id: `${id}#${at + 1}`, text, cause: id, also: [] })),
  );
}

/** The examples of one cause, from the file beside it, where lines of four dashes part them; none without a file. */
export function examplesOf({ id, stage }: Pick<Cause, 'id' | 'stage'>): readonly string[] {
  const file = join(folder, stage, `${id}.txt`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split(/^----\n/m)
    .map((text) => text.trimEnd());
}

/** A corpus of JSON lines with `id`, `text`, `cause` and perhaps `also`. */
export function readCorpus(path: string): readonly Message[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const { id, text, cause, also } = JSON.parse(line) as Message & { also?: readonly string[] };
      return { id, text, cause, also: also ?? [] };
    });
}
