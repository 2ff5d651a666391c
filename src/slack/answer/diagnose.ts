/** Why a resource does not work. */
import type { Subject, WorkloadSubject } from '../../diagnosis/model/subject';
import { withoutLogs } from '../../diagnosis/model/without-logs';
import { reportCard } from '../cards/report';
import { changesCard } from '../cards/report-changes';
import type { DiagnoseCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

/** Of a build whose source is to be checked the source. */
export function lookedAt(subject: WorkloadSubject, check: boolean | undefined): Subject {
  return check && subject.kind === 'build'
    ? { kind: 'source', of: { build: subject }, project: subject.project }
    : subject;
}

export const diagnose: Answerer<DiagnoseCommand, 'resource'> = {
  needs: 'resource',
  slow: true,
  async answer({ check, changes }, { subject, inquiry, permission }) {
    const whole = await inquiry.investigate(lookedAt(subject, check), { history: true });
    const report = permission.logs(subject.project) === 'asker' ? withoutLogs(whole) : whole;
    return toAll(changes ? changesCard(report) : reportCard(report));
  },
};
