/** Messages with the right answer: the project's examples, and corpora in files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CauseId, catalogue } from '../src/diagnosis/causes/index';

export interface Message {
  readonly id: string;
  readonly text: string;
  readonly cause: CauseId;
  /** Other answers that a second reader could defend. */
  readonly also: readonly string[];
}

export const examplesFolder = join(__dirname, '../src/diagnosis/causes/examples');

/** Every example; a file a cause, messages between lines of four dashes. */
export function readExamples(): readonly Message[] {
  return readdirSync(examplesFolder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => {
      const cause = file.replace(/\.txt$/, '');
      if (!catalogue.has(cause as CauseId)) throw new Error(`${file} is named after no cause`);
      return examplesOf(cause as CauseId).map((text, at) => ({
        id: `${cause}#${at + 1}`,
        text,
        cause: cause as CauseId,
        also: [],
      }));
    });
}

/** The examples of one cause; none when it has no file. */
export function examplesOf(cause: CauseId): readonly string[] {
  let content: string;
  try {
    content = readFileSync(join(examplesFolder, `${cause}.txt`), 'utf8');
  } catch {
    return [];
  }
  return content.split(/^----\n/m).map((text) => text.trimEnd());
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
