/** Can this image be pulled, or pushed? */
import { withHost } from '../../diagnosis/model/image-host';
import type { ImageSubject, ProjectRef } from '../../diagnosis/model/subject';
import { whichLoginCard } from '../cards/located';
import { reportCard } from '../cards/report';
import type { ImageCommand } from '../question/command';
import { type Answerer, aside, toAll } from './answerer';

/** What is asked of an image. */
export function imageSubject(
  { reference, secret, anonymous, push }: ImageCommand,
  project: ProjectRef | undefined,
): ImageSubject {
  return {
    kind: 'image',
    reference,
    ...(project ? { project } : {}),
    ...(secret === undefined ? {} : { secret }),
    ...(anonymous ? { anonymous } : {}),
    ...(push ? { push } : {}),
  };
}

export const image: Answerer<ImageCommand, 'project-if-known'> = {
  needs: 'project-if-known',
  slow: true,
  async answer(command, { project, inquiry }) {
    const subject = imageSubject(command, project);
    const { secrets, through } = await inquiry.imageLogins(subject);
    // Which of several logins is meant, nobody else can tell.
    if (secrets.length > 1) {
      const { reference } = command;
      const named = through === undefined ? command : { ...command, reference: withHost(reference, through) };
      return aside(whichLoginCard(secrets, named, project));
    }
    return toAll(reportCard(await inquiry.investigate(subject)));
  },
};
