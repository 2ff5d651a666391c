/** Why a resource does not work. */
import { withoutLogs } from '../../diagnosis/model/report';
import { reportCard } from '../cards/report';
import type { DiagnoseCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const diagnose: Answerer<DiagnoseCommand, 'resource'> = {
  needs: 'resource',
  slow: true,
  async answer(_command, { subject, inquiry, permission }) {
    const report = await inquiry.investigate(subject);
    return toAll(reportCard(permission.logs(subject.project) === 'asker' ? withoutLogs(report) : report));
  },
};
