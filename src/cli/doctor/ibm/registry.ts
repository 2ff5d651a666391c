import { hostOf } from '../../../diagnosis/model/image-host';
import type { RegistryCheck } from '../../../diagnosis/model/registry-check';
import type { Activity, RegistryQuestion } from '../../../diagnosis/model/sources';
import type { ProjectRef } from '../../../diagnosis/model/subject';
import type { Check } from '../check';
import { failed, type Outcome, passed, skipped } from '../outcome';
import { inProject } from './cloud';

/** Registries that are asked. */
const MOST_HOSTS = 4;

/** The registries that the project uses can be reached from here. Whether an image is there is a question for `why`. */
export const ibmRegistry: Check = {
  part: 'ibm',
  name: 'Registries',
  run: ({ ibm }) =>
    inProject(ibm, async (ref, cloud) => {
      const questions = questionsOf(ref, await cloud.activity(ref)).slice(0, MOST_HOSTS);
      if (questions.length === 0) {
        return skipped(`no app or run of ${ref.name} names an image`, 'Name another project with --project.');
      }
      const { registry } = cloud.core;
      return Promise.all(
        questions.map(async (question) => lineOf(question, await registry.check(question, cloud.signal()))),
      );
    }),
};

/** One image of each registry, with the secret that it is pulled with; those with a secret first. */
function questionsOf(
  project: ProjectRef,
  { apps = [], jobRuns = [] }: Activity,
): readonly RegistryQuestion[] {
  const byHost = new Map<string, RegistryQuestion>();
  const named = [...apps, ...jobRuns].toSorted(
    (a, b) => Number(b.imageSecret !== undefined) - Number(a.imageSecret !== undefined),
  );
  for (const { imageReference: reference, imageSecret: secret } of named) {
    const host = reference === undefined ? undefined : hostOf(reference);
    if (reference === undefined || host === undefined || byHost.has(host)) continue;
    byHost.set(host, {
      reference,
      project,
      ...(secret !== undefined && { secret }),
      purpose: 'pull',
      knownHosts: [host],
    });
  }
  return [...byHost.values()];
}

function lineOf({ reference, secret }: RegistryQuestion, check: RegistryCheck): Outcome {
  const host = hostOf(reference);
  const state = (name: string) => check.steps.find(({ step }) => step === name);
  if (state('api')?.status === 'passed') {
    const login =
      secret === undefined || check.credential.kind === 'anonymous'
        ? 'asked without a login'
        : state('auth')?.status === 'passed'
          ? `signed in with secret ${secret}`
          : `secret ${secret} is not taken (npm run -s why -- image ${reference} --secret ${secret})`;
    const unread = check.icr?.missing.filter(({ cure }) => cure !== undefined) ?? [];
    const [first] = unread;
    return passed(
      `${host} answers; ${login}${first ? `; not read: ${unread.map(({ what }) => what).join(', ')}` : ''}`,
      first?.cure,
    );
  }
  const broken = check.steps.find(({ status }) => status === 'failed');
  if (!broken) return skipped(check.notes[0] ?? `${host} was not asked`);
  return failed(
    `${host}: ${broken.proof ?? `the step ${broken.step} failed`}`,
    'Check name resolution, firewall and proxy between ce-image and the registry; for a private certificate authority set REGISTRY_CA_FILE.',
  );
}
