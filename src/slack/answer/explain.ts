/** What a pasted text means. */
import { reportCard } from '../cards/report';
import { whichCard } from '../cards/which';
import type { ExplainCommand } from '../question/command';
import { symptomIn } from '../question/terms';
import { type Answerer, aside, toAll } from './answerer';
import { defaultScope } from './default-scope';

/** A text of so many words that says nothing is a symptom rather than a log. */
const MOST_WORDS = 8;

export const explain: Answerer<ExplainCommand, 'nothing'> = {
  needs: 'nothing',
  async answer({ text }, { inquiry, asker, permission }) {
    const report = await inquiry.investigate({ kind: 'text', text });
    const isShort = text.trim().split(/\s+/).length <= MOST_WORDS;
    const symptom = isShort
      ? (symptomIn(text) ?? (report.cause === 'unknown' ? text.trim() : undefined))
      : undefined;
    if (symptom === undefined) return toAll(reportCard(report));
    const project = await inquiry.project(await defaultScope(asker, permission));
    const overview =
      'found' in project ? project : await inquiry.overview({ project: project.id, region: project.region });
    return 'found' in overview ? toAll(reportCard(report)) : aside(whichCard(overview, { symptom }));
  },
};
