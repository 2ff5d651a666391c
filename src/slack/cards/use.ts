/** The project of a channel or a person. */
import type { KnownBlock } from '@slack/types';
import type { ProjectRef } from '../../diagnosis/model/subject';
import { scopeIn } from '../question/about';
import { formatCommand } from '../question/verbs';
import { actionIds } from './action-ids';
import { actions, button, type Card, context, present, section } from './blocks';
import { code, escapeMrkdwn, line } from './text';

/** @param project undefined: none any more */
export function usesCard(project: ProjectRef | undefined, of: 'channel' | 'person'): Card {
  const whose = of === 'channel' ? 'In this channel' : 'For you';
  const unset = of === 'channel' ? 'use none' : 'use none --me';
  if (!project) {
    const text = `${whose}, no project is set any more: the bot’s own default is meant.`;
    return { text, blocks: [section(text)] };
  }
  return {
    text: escapeMrkdwn(`${whose}, project ${line(project.name, 80)} is meant from now on`),
    blocks: [
      section(
        `${whose}, project ${code(project.name, 80)} (${code(project.region, 20)}) is meant from now on when a question names none.`,
      ),
      context(`\`${unset}\` takes it back; \`--project NAME\` asks elsewhere`),
    ],
  };
}

/** Offered once, below an answer. */
export function offerUse(project: ProjectRef, of: 'channel' | 'person'): KnownBlock[] {
  const value = formatCommand({ do: 'use', ...scopeIn(project) });
  const label = of === 'channel' ? `Use ${project.name} in this channel` : `Use ${project.name} from now on`;
  return [
    context(`Is ${code(project.name, 80)} the usual project here? Then nobody has to name it any more.`),
    actions(present(button(label, `${actionIds.openItem}:99`, { value }))),
  ];
}
