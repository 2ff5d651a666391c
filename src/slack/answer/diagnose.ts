/** Why a resource does not work. */
import { withoutLogs } from '../../diagnosis/model/without-logs';
import { reportCard } from '../cards/report';
import { changesCard } from '../cards/report-changes';
import type { DiagnoseCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const diagnose: Answerer<DiagnoseCommand, 'resource'> = {
  needs: 'resource',
  slow: true,
  async answer({ check, changes }, { subject, inquiry, permission }) {
    const isCheck = check && subject.kind === 'build';
    const whole = await inquiry.investigate(
      isCheck ? { kind: 'source', of: { build: subject }, project: subject.project } : subject,
      { history: true },
    );
    const report = permission.logs(subject.project) === 'asker' ? withoutLogs(whole) : whole;
    return toAll(changes ? changesCard(report) : reportCard(report));
  },
};
