/** The command that asks about something again. */
import type { ImageSubject, SourceSubject, WorkloadSubject } from '../../diagnosis/model/subject';
import type { DiagnoseCommand, ImageCommand, Scope, SourceCommand } from './command';
import { isRegion } from './regions';

/** Its project is named by id. */
export function commandFor(subject: WorkloadSubject): DiagnoseCommand;
export function commandFor(subject: ImageSubject): ImageCommand;
export function commandFor(
  subject: WorkloadSubject | ImageSubject | SourceSubject,
): DiagnoseCommand | ImageCommand | SourceCommand;
export function commandFor(
  subject: WorkloadSubject | ImageSubject | SourceSubject,
): DiagnoseCommand | ImageCommand | SourceCommand {
  if (subject.kind === 'source') return sourceCommand(subject);
  const scope = subject.project ? scopeIn(subject.project) : {};
  if (subject.kind !== 'image') return { do: 'diagnose', kind: subject.kind, name: subject.name, ...scope };
  return {
    do: 'image',
    reference: subject.reference,
    ...(subject.secret === undefined ? {} : { secret: subject.secret }),
    ...(subject.anonymous ? { anonymous: true } : {}),
    ...(subject.push ? { push: true } : {}),
    ...scope,
  };
}

/** The scope that names this project and no other. */
export function scopeIn({ id, region }: { readonly id: string; readonly region: string }): Scope {
  return { project: id, ...(isRegion(region) ? { region } : {}) };
}

function sourceCommand({ of, project }: SourceSubject): DiagnoseCommand | SourceCommand {
  if ('build' in of) return { ...commandFor(of.build), check: true };
  return { do: 'source', ...of, ...(project ? scopeIn(project) : {}) };
}
