/** Can this image be pulled, or pushed? */
import { reportCard } from '../cards/report';
import type { ImageCommand } from '../question/command';
import { type Answerer, toAll } from './answerer';

export const image: Answerer<ImageCommand, 'project-if-known'> = {
  needs: 'project-if-known',
  slow: true,
  async answer({ reference, secret, push }, { project, inquiry }) {
    const report = await inquiry.investigate({
      kind: 'image',
      reference,
      ...(project ? { project } : {}),
      ...(secret === undefined ? {} : { secret }),
      ...(push ? { push } : {}),
    });
    return toAll(reportCard(report));
  },
};
