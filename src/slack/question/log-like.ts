/** Whether a text is a piece of a log, an event or an error message rather than something that a person says. */
import { explain } from '../../diagnosis/verdict/text/explain';
import { isPasted, withoutFence } from './pasted';

/** What lines of logs begin with or are made of. Each is linear in time. */
const SIGNS: readonly RegExp[] = [
  /^\s*(?:error|fatal|panic|warning|err|exception|failed|failure|caused by|traceback)\b[^?]{0,40}[:[(]/im,
  /^\s*(?:npm ERR!|npm error|yarn error|E:|ERR_|#\d+ |Step \d+\/\d+|STEP \d+|--->|=> (?:ERROR|CACHED|\[)|\[(?:error|warn|info|fatal|debug)\b|\+ |\$ |> )/im,
  /^\s*\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/m,
  /^\s*(?:[A-Z][a-z]{2} +\d{1,2} )?\d{2}:\d{2}:\d{2}\b/m,
  /^\s*(?:\{|\[\s*\{)\s*"?\w+"?\s*:/m,
  /^\s+at \S{1,200}\(|^\s+File "[^"\n]{1,200}", line \d/m,
  /\blevel=(?:error|fatal|warn|info)\b|"level"\s*:/i,
  /\b[A-Z]\w{2,40}(?:Error|Exception)\b: /,
  /\bexit (?:code|status):? \d+/i,
  // `ls: cannot access …`, `sh: 1: node: not found`
  /^\s*[\w./-]{1,40}: (?:\d+: )?(?:[^\n?]{1,200}: )?(?:cannot|can't|could not|command not found|not found|no such|permission denied|module|invalid|unknown|unable)\b/im,
  /^\s*(?:killed|terminated|aborted|segmentation fault|bus error|oomkilled|evicted)\b[\s.(]*(?:core dumped)?\)?$/im,
  /^(?:revision|container|pod|image|build ?run|Back-off|Failed to) .{0,200}(?:failed|error|unauthorized|denied|not found|pulling)/i,
];

/** Whether some line has the form of a log's. */
export function hasLogSigns(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text));
}

/** Whether the core knows what these words mean. */
export function isRecognised(text: string): boolean {
  const { cause } = explain(text);
  return cause !== 'unknown' && cause !== 'healthy-no-problem';
}

/** Lines and characters from which on nobody asks a question. */
const MOST_LINES = 8;
const MOST_CHARACTERS = 900;

/** Whether it was pasted: in a code fence, or in more lines than people write, or in lines of a log. */
export function isPastedLog(text: string): boolean {
  const inner = withoutFence(text.trim());
  if (inner !== text.trim()) return /\s/.test(inner);
  if (!isPasted(text)) return false;
  return hasLogSigns(text) || text.split('\n').length > MOST_LINES || text.length > MOST_CHARACTERS;
}
