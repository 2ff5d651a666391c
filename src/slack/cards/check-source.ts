/** *Check source*: what a build makes of its repository, looked at below the card. */
import type { Report } from '../../diagnosis/model/report';
import type { WorkloadSubject } from '../../diagnosis/model/subject';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { button } from './blocks';

/** The build that a report is about, by itself or by a run of it. */
export function buildOf({ subject, build }: Pick<Report, 'subject' | 'build'>): WorkloadSubject | undefined {
  const name = build?.build?.name ?? build?.run?.buildName;
  const isBuild = subject.kind === 'build' || subject.kind === 'buildrun';
  return isBuild && name !== undefined ? { kind: 'build', name, project: subject.project } : undefined;
}

/** Of a build whose source is in a repository, or was uploaded. */
export function checkSourceButton(report: Report): ReturnType<typeof button> {
  const build = buildOf(report);
  const { sourceType, sourceUrl } = report.build?.build ?? report.build?.run ?? {};
  if (!build || (!sourceUrl && sourceType !== 'local')) return undefined;
  const value = formatCommand(commandFor({ kind: 'source', of: { build } }));
  return button('Check source', `${actionIds.openItem}:0`, { value });
}
