/** What a log of a pod says. */
import type { Phase } from '../../model/cause-id';
import type { LogExcerpt } from '../../model/platform';
import { explain, type TextFinding } from './explain';

/** By log, as long as it is at hand. */
const known = new WeakMap<LogExcerpt, Map<Phase, TextFinding>>();

/** As {@link explain}, once for each log: it may have a megabyte, and several rules want to know. */
export function explainLog(log: LogExcerpt, phase: Phase): TextFinding {
  const findings = known.get(log) ?? new Map<Phase, TextFinding>();
  known.set(log, findings);
  const finding = findings.get(phase) ?? explain(log.text, { phase });
  findings.set(phase, finding);
  return finding;
}
