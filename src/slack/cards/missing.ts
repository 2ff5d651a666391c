/** What could not be learned, and what helps. */

import type { Report } from '../../diagnosis/model/report';
import { capitalised } from '../../diagnosis/model/text';
import { missingWords } from './wording';

/** A sentence for each reason; sources that fail for the same one share it. */
export function missingSentences(missing: Report['missing']): readonly string[] {
  const groups = new Map<string, Report['missing'][number][]>();
  for (const each of missing) {
    const key = each.cure ? `${each.reason} ${each.cure}` : `${each.reason} ${each.detail} ${each.source}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const sources = group.map(({ source }) => source).join(', ');
    const details = new Set(group.map(({ detail }) => detail));
    const [first] = group as [Report['missing'][number]];
    const why = (details.size === 1 && first.detail) || missingWords[first.reason].toLowerCase();
    return `${capitalised(sources)}: ${why}${first.cure ? ` → ${first.cure}` : ''}`;
  });
}
