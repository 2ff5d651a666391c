/** A pasted text -> the report on it. */
import { causeOf } from '../../causes/index';
import type { CauseId } from '../../model/cause-id';
import type { Finding, Report } from '../../model/report';
import type { Subject } from '../../model/subject';
import { namesInText } from '../../reading/names-in-text';
import type { RemedyFacts } from '../../remedy/facts';
import { textFacts } from '../../remedy/fill-facts';
import { withTarget } from '../../remedy/fix-steps';
import { clauseOf, headline } from '../headline';
import { explain } from './explain';

/** What is told of a text that shows neither trouble nor work. */
export const noLog =
  'This does not look like a log: it shows neither a failure nor work that goes well. Paste the lines around the error.';

/** A cause that a text shows, with the line that shows it. */
function findingOfText(
  cause: CauseId,
  confidence: Finding['confidence'],
  proof: { readonly line: string; readonly lineNumber: number } | undefined,
  facts: RemedyFacts,
): Finding {
  const { title, stage, meaning, fix, doc } = causeOf(cause);
  const proofs: Finding['proof'] = proof
    ? [{ source: 'text', text: proof.line, where: `line ${proof.lineNumber}` }]
    : [];
  return {
    cause,
    title,
    headline: clauseOf(cause, facts, { proof: proofs }),
    stage,
    confidence,
    proof: proofs,
    explanation: meaning,
    fix: withTarget(fix(facts), facts),
    doc,
  };
}

/** The report on a pasted text. */
export function concludeText(
  subject: Extract<Subject, { kind: 'text' }>,
  timing: Pick<Report, 'at' | 'tookMs'>,
): Report {
  const found = explain(subject.text);
  const healthy = found.cause === 'healthy-no-problem';
  const facts = textFacts(found.captured, found.telling, namesInText(subject.text));
  const named = findingOfText(found.cause, found.confidence, found.proof, facts);
  const nothing = found.cause === 'unknown' && found.telling.length === 0;
  const finding: Finding = nothing ? { ...named, explanation: noLog } : named;
  // Where two causes are close, both are named, each with its line.
  const second = found.close ? [findingOfText(found.close.cause, 'possible', found.close.proof, facts)] : [];
  const state = healthy ? 'healthy' : found.cause === 'unknown' ? 'unknown' : 'failed';
  const standing = healthy ? 'well' : state === 'failed' ? 'failed' : 'unknown';
  return {
    subject,
    state,
    standing,
    headline: headline(subject, standing, found.cause, {
      clause: finding.headline,
      confidence: found.confidence,
    }),
    cause: found.cause,
    confidence: healthy ? 'likely' : found.confidence,
    findings: healthy ? [] : [finding, ...second],
    disagreements: [],
    ruledOut: [],
    missing: [],
    facts: [],
    events: [],
    ...(found.telling.length > 0 && { log: { where: 'the text', lines: found.telling } }),
    ...timing,
  };
}
