/** What is told where not everybody may read logs: no line of a log, and no sentence that repeats one. */
import type { Overview } from './diagnosis';
import type { Finding, Report } from './report';

/** Characters of two words in a row that make a quote. A single word is a name: the log and the platform have it in common. */
const QUOTE_CHARACTERS = 12;

/** The report without a word of any log: what quotes one is left to its category. */
export function withoutLogs(given: Report): Report {
  const { log: _, history: __, ...report } = given;
  const quotes = quoteOf(given);
  const unquoted = (text: string) =>
    text
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => !quotes(sentence))
      .join(' ');
  const findings = report.findings.map((finding): Finding => {
    const { headline, title, explanation, proof, fix } = finding;
    return {
      ...finding,
      headline: quotes(headline) ? title : headline,
      explanation: unquoted(explanation) || `${title}.`,
      proof: proof
        .filter(({ source }) => source !== 'log')
        .map((each) => ({ ...each, text: withoutTail(each.text) })),
      fix: fix.map((step) => ({ ...step, text: unquoted(step.text) || 'Read the log of this failure.' })),
    };
  });
  const plain = (text: string) => !quotes(text);
  return {
    ...report,
    headline: withoutQuote(report.headline, given.findings, quotes),
    findings,
    disagreements: report.disagreements.filter(plain),
    ruledOut: report.ruledOut.filter(plain),
    facts: report.facts.filter(({ value }) => plain(value)),
    missing: report.missing.map((each) => ({ ...each, detail: unquoted(each.detail) })),
    events: report.events.map((event) => ({ ...event, message: withoutTail(event.message) })),
  };
}

/**
 * The platform puts the end of a container's log behind its own words: `ExitCode1: Container failed with: …`.
 * Source: knative/serving, pkg/apis/serving/v1/revision_helpers.go, RevisionContainerExitingMessage.
 */
const BEFORE_TAIL = /\bExitCode\d{1,3}: Container failed with:/;

function withoutTail(text: string): string {
  const found = BEFORE_TAIL.exec(text);
  return found ? `${text.slice(0, found.index)}${found[0]} the end of its log` : text;
}

/** The same of an overview. */
export function overviewWithoutLogs(overview: Overview): Overview {
  return {
    ...overview,
    failing: overview.failing.map((item) =>
      item.verdict?.bare === undefined
        ? item
        : { ...item, verdict: { ...item.verdict, headline: item.verdict.bare } },
    ),
  };
}

/** A report's headline ends with that of its first finding. */
function withoutQuote(
  headline: string,
  [first]: readonly Finding[],
  quotes: (text: string) => boolean,
): string {
  if (!first || !quotes(headline)) return headline;
  const at = headline.lastIndexOf(first.headline);
  const stands = at > 0 ? headline.slice(0, at) : `${headline.split(': ')[0]}: `;
  return `${quotes(stands) ? '' : stands}${first.title}`;
}

/** Tells whether a text repeats what a log says, and nothing else does. */
function quoteOf({ log, history, findings, events, platformState = '' }: Report): (text: string) => boolean {
  const proofs = findings.flatMap(({ proof }) => proof);
  const ofLog = [
    ...(log?.lines ?? []),
    ...(history ? [history.line] : []),
    ...proofs
      .filter(({ source, text }) => source === 'log' || BEFORE_TAIL.test(text))
      .map(({ text }) => text),
  ];
  const elsewhere = new Set(
    [
      platformState,
      ...proofs.filter(({ source }) => source !== 'log').map(({ text }) => withoutTail(text)),
      ...findings.map(({ title }) => title),
      ...events.flatMap(({ message, reason = '' }) => [withoutTail(message), reason]),
    ].flatMap(pairsOf),
  );
  const own = new Set(ofLog.flatMap(pairsOf).filter((pair) => !elsewhere.has(pair)));
  return (text) => pairsOf(text).some((pair) => own.has(pair));
}

/** Each two words that follow each other, long enough to be a quote. */
function pairsOf(text: string): readonly string[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(Boolean);
  return words
    .slice(1)
    .map((word, at) => `${words[at]} ${word}`)
    .filter((pair) => pair.length >= QUOTE_CHARACTERS);
}
