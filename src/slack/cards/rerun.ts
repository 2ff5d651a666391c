/** What *Re-run build* looks like, and what is told when it was pressed. */
import type { AlreadyRuns } from '../../alerts';
import type { Report } from '../../diagnosis/model/report';
import type { WorkloadSubject } from '../../diagnosis/model/subject';
import { commandFor } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { actions, button, type Card, confirmed, header, present, section } from './blocks';
import { code, escapeMrkdwn, line } from './text';

/** Starting a run costs, and pushes an image: it is asked for once more. */
export function rerunButton(actionId: string, value: string, build: string) {
  return confirmed(button('Re-run build', actionId, { value }), {
    title: 'Re-run the build?',
    text: `A new run of build ${line(build, 80)} starts, and pushes its image when it succeeds.`,
    confirm: 'Run it',
  });
}

/** Source that is uploaded goes with the run, and a button has none. */
export function isUploaded({ build }: Pick<Report, 'build'>): boolean {
  return (build?.build ?? build?.run)?.sourceType === 'local';
}

/** The run has been started. */
export function rerunStartedCard(build: WorkloadSubject, run: string): Card {
  const text = `▶️ Build ${line(build.name, 80)} runs again`;
  return {
    text: escapeMrkdwn(text),
    blocks: [header(text), section(`The run is ${code(run, 80)}.`), lookAt(build, run)],
  };
}

function lookAt({ project }: WorkloadSubject, run: string) {
  const value = formatCommand(commandFor({ kind: 'buildrun', name: run, project }));
  return actions(present(button('Look at it', `${actionIds.openItem}:0`, { value })));
}

/** With a way to the run that is under way. */
export function alreadyRunsCard({ message, build, run }: AlreadyRuns): Card {
  return {
    text: escapeMrkdwn(message),
    blocks: [
      header('⏳ No second run was started'),
      section(escapeMrkdwn(message)),
      ...(run ? [lookAt(build, run)] : []),
    ],
  };
}
