/** The one sentence that opens a card and is its notification: its sign, what, how it stands, and why. */
import type { Report } from '../../diagnosis/model/report';
import { standingWords } from '../../diagnosis/verdict/standing';
import { limits } from './blocks';
import { excerpt, line } from './text';
import { named, standingSigns, subjectName } from './wording';

/** The sign of the standing, and the sentence that says what is wrong. */
export function headline(report: Report): string {
  return `${standingSigns[report.standing]} ${sentenceOf(report)}`;
}

/** The headline as a header takes it: whole, or its first sentence, or without its middle. */
export function headerText(report: Report): string {
  const whole = headline(report);
  if (whole.length <= limits.header) return whole;
  const [first = whole] = sentences(withoutRunName(whole, report));
  return excerpt(first.replace(/\.$/, ''), limits.header);
}

/** Of the build that failed before, the card names the run below. */
function withoutRunName(whole: string, { root }: Report): string {
  return root
    ? whole.replace(` because ${named(root.kind, root.name)} failed`, ' because its build failed')
    : whole;
}

/** What the header does not say of the headline; empty when it says all. */
export function unsaidHeadline(report: Report): string {
  const whole = headline(report);
  const said = headerText(report);
  return whole.startsWith(said) ? whole.slice(said.length).replace(/^\./, '').trim() : sentenceOf(report);
}

function sentenceOf({ headline, subject, standing }: Report): string {
  return line(headline, 1000) || `${subjectName(subject)} ${standingWords(subject, standing)}`;
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
}
