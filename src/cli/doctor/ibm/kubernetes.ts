import type { Check } from '../check';
import { passed } from '../outcome';
import { inProject, NOBODY } from './cloud';

/** The project's Kubernetes API, which pods, logs and events come from, is reached and shows pods. */
export const ibmKubernetes: Check = {
  part: 'ibm',
  name: 'Kubernetes API',
  run: ({ ibm }) =>
    inProject(ibm, async (ref, { core: { codeEngine }, signal }) => {
      const { server, by } = await codeEngine.kubernetesRoute(ref, signal());
      await codeEngine.pods(ref, { app: NOBODY }, signal());
      return passed(`of ${ref.name}, at ${new URL(server).host}, with ${words[by]}`);
    }),
};

const words = { kubeconfig: 'the project’s kubeconfig', 'IAM token': 'the IAM token' } as const;
