/** The opening of a report's card: what it means, where the root lies, and what proves it. */
import type { KnownBlock } from '@slack/types';
import type { Confidence, Finding, Proof, Report } from '../../diagnosis/model/report';
import { isWorkload, type Subject } from '../../diagnosis/model/subject';
import { bold, coded, plain, preformatted, prose, type RichPart, rich, run } from './blocks';
import type { Part } from './budget';
import { headerText, unsaidHeadline } from './headline';
import { platformReason } from './platform-word';
import { ALIKE, saidIn } from './said';
import { excerpt, line, sentence } from './text';
import { confidenceWords, named, proofWords } from './wording';

/** How a proof is introduced. */
const sureness: Readonly<Record<Confidence, string>> = {
  proven: 'Proven by',
  likely: 'Likely, from',
  possible: 'Possible, from',
  unknown: 'Not recognised, from',
};

const MOST_PROOFS = 2;
/** Characters. A proof that makes a longer line stands in a box of its own. */
const LONGEST_LINE = 90;
/** Characters. A shorter proof is never worth a box, and neither is a code. */
const SHORT_PROOF = 40;

/** Why it failed, with its proof, in versions from the fullest to the tersest. */
export function explanationPart(report: Report): Part | undefined {
  const [first] = report.findings;
  const meaning = first?.explanation || unsaidHeadline(report) || hintFor(report);
  if (!meaning) return undefined;
  const { root } = report;
  const unsaid = first ? withoutHeader(meaning, report) : meaning;
  const version = (longest: number, proofs: number): KnownBlock[] => {
    const opening = prose(sentence(unsaid, longest));
    const parts: RichPart[] = !unsaid
      ? []
      : [first && report.state === 'healthy' ? run(bold('Worth knowing: '), ...opening) : run(...opening)];
    if (root && !report.headline.includes(root.name)) {
      const kindAndName = line(named(root.kind, root.name), 120);
      parts.push(
        run(bold('Root: '), plain(`the ${kindAndName}, not the ${subjectWord(report.subject)} itself.`)),
      );
    }
    if (first && proofs > 0) parts.push(...proofParts(report, first, proofs));
    return parts.length > 0 ? [rich(...parts)] : [];
  };
  return { importance: 95, versions: [version(420, MOST_PROOFS), version(300, 1), version(280, 0)] };
}

/** The sentences that the header has not said already. */
function withoutHeader(meaning: string, report: Report): string {
  const header = headerText(report);
  const sentences = meaning.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return sentences.filter((each) => !saidIn([header], each)).join(' ');
}

/** Of a text that shows no failure: what to paste instead. */
function hintFor({ subject, findings }: Report): string | undefined {
  if (subject.kind !== 'text' || findings.length > 0) return undefined;
  return 'Nothing in it says that something failed. Paste the lines around the failure, or ask for the build, app or job by its name.';
}

/** The texts of the proofs that the card quotes. */
export function quotedProofs(report: Report): readonly string[] {
  const [first] = report.findings;
  return first ? toQuote(report, first).map(({ text }) => text) : [];
}

/** One line a proof. Of what the explanation has said the line only tells how it is known. */
function proofParts(report: Report, finding: Finding, most: number): RichPart[] {
  const [strongest] = finding.proof;
  if (!strongest) return [run(bold(`Confidence: ${confidenceWords[finding.confidence].toLowerCase()}`))];
  const quoted = toQuote(report, finding);
  const lead = (proof: Proof, end: string) => [
    bold(
      `${proof.consequence ? 'Its consequence, from' : sureness[finding.confidence]} ${proofWords[proof.source]}`,
    ),
    plain(`${whereWords(report, proof.where)}${end}`),
  ];
  const parts: RichPart[][] = isExplained(finding, strongest) ? [[run(...lead(strongest, '.'))]] : [];
  for (const proof of quoted) {
    const introduction = lead(proof, ': ');
    const words = excerpt(proof.text, 400);
    const length = introduction.reduce((sum, { text }) => sum + text.length, words.length);
    parts.push(
      words.length <= SHORT_PROOF || !words.includes(' ') || length <= LONGEST_LINE
        ? [run(...introduction, coded(words))]
        : [run(...introduction), preformatted(words)],
    );
  }
  return parts.slice(0, most).flat();
}

/** Whether title and explanation say it; what a machine wrote is quoted unless they quote it themselves. */
function isExplained({ title, headline, explanation }: Finding, { source, text }: Proof): boolean {
  // Of a file that was looked at, its path.
  const isPath = source === 'check' && !/\s/.test(text);
  if (isPath && [headline, explanation].some((each) => each?.includes(text))) return true;
  const share = source === 'check' || source === 'platform' ? ALIKE : 1;
  // The reason in front of an event's message is a code of the platform.
  return saidIn([title, headline, explanation, `${title} ${explanation}`], text.replace(/^\w+: /, ''), share);
}

/** What neither the explanation, nor another proof, nor the platform's status below says already. */
function toQuote(report: Report, finding: Finding): readonly Proof[] {
  const [strongest] = finding.proof;
  const named = strongest !== undefined && isExplained(finding, strongest);
  const most = named ? MOST_PROOFS - 1 : MOST_PROOFS;
  const quoted: Proof[] = [];
  for (const proof of finding.proof) {
    const texts = quoted.map(({ text }) => text);
    const said = isExplained(finding, proof) || saidIn(texts, proof.text);
    const proven = quoted.some(({ source }) => source === 'check') && listedBelow(report, proof);
    // The same, in more words or in fewer.
    const within = texts.some((text) => text.includes(proof.text) || saidIn([proof.text], text));
    if (!said && !proven && !within) quoted.push(proof);
  }
  const reason = platformReason(report);
  const telling = quoted.filter(({ source, text }) => source !== 'platform' || text !== reason);
  return (telling.length > 0 || named ? telling : quoted).slice(0, most);
}

/** What a check has proven need not be quoted from what the card lists anyway. */
function listedBelow({ events, log }: Report, { source, text }: Proof): boolean {
  if (source === 'event') {
    return events.some(({ message }) => saidIn([text], message) || saidIn([message], text));
  }
  return source === 'log' && (log?.lines ?? []).some((each) => saidIn([each], text));
}

/** ` (registry check)`: without what stands elsewhere on the card. */
function whereWords({ registry, log, subject, build, events }: Report, where = ''): string {
  const run = build?.run && named('buildrun', build.run.name);
  const whole = isWorkload(subject) ? [named(subject.kind, subject.name)] : [];
  const objects = events.map(({ object }) => object);
  if ([...whole, run, ...objects].includes(where)) return '';
  const [pod, container] = where.split('/');
  if (container && objects.includes(`Pod/${pod}`)) return ` (${line(container, 120)})`;
  const known = [registry?.reference, registry?.image?.canonical, log?.where.split(' of ')[1]];
  const shown = known.find((name) => name && where.endsWith(` of ${name}`));
  const short = shown ? where.slice(0, -` of ${shown}`.length) : where;
  return short ? ` (${line(short, 120)})` : '';
}

function subjectWord(subject: Subject): string {
  return isWorkload(subject) ? named(subject.kind, line(subject.name, 70)) : subject.kind;
}
