/** `explain TEXT`: what a pasted event, error or log means. */
import { type ExplainCommand, type Mistake, mistake } from '../command';
import { bare, withoutQuotes } from '../pasted';
import type { Verb } from '../verb';

const noText = mistake('There is no text to explain.', 'explain TEXT');

export const explain: Verb<ExplainCommand> = {
  words: ['explain'],
  usage: 'explain TEXT',
  options: [],
  // A text is read whole, before it is split into words.
  read: () => noText,
  // A fence keeps quotes that belong to the text.
  write: ({ text }) => ['explain', withoutQuotes(text) === text ? text : `\`\`\`${text}\`\`\``],
};

/** The command that explains `text`, without the quotes or the code fence around it. */
export function explained(text: string): ExplainCommand | Mistake {
  const inside = bare(text);
  return inside ? { do: 'explain', text: inside } : noText;
}
