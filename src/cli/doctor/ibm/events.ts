import type { Check } from '../check';
import { passed } from '../outcome';
import { inProject, NOBODY } from './cloud';

/** System events of the project can be read. */
export const ibmEvents: Check = {
  part: 'ibm',
  name: 'System events',
  run: ({ ibm }) =>
    inProject(ibm, async (ref, { core: { codeEngine }, signal }) => {
      await codeEngine.events(ref, [NOBODY], signal());
      return passed(`of ${ref.name}`);
    }),
};
