/** The registry adapter as tests use it: real HTTP, a clock that may stand still, logins from a table. */
import { SourceError } from '../../src/diagnosis/model/evidence';
import type { SecretSummary } from '../../src/diagnosis/model/platform';
import type { RegistryCheck, RegistryStepName } from '../../src/diagnosis/model/registry-check';
import { Masker, Secret } from '../../src/diagnosis/model/secrets';
import type {
  Clock,
  RegistryQuestion,
  UploadedSource,
  UploadQuestion,
} from '../../src/diagnosis/model/sources';
import { createRegistry, type RegistryOptions } from '../../src/registry';

export const project = { id: 'p-1', name: 'shop', region: 'eu-de' };

export const systemClock: Clock = {
  now: () => Date.now(),
  deadline: (ms, parent) => {
    const timeout = AbortSignal.timeout(ms);
    return parent ? AbortSignal.any([timeout, parent]) : timeout;
  },
};

/** A login as a secret holds it. */
export interface Login {
  readonly server: string;
  readonly username: string;
  readonly password: string;
}

export interface AdapterOptions extends Partial<Omit<RegistryOptions, 'credentials' | 'secrets'>> {
  /** Logins by the name of their secret; an error is thrown in place of them. */
  readonly secrets?: Readonly<Record<string, readonly Login[] | SourceError>>;
  readonly summaries?: readonly SecretSummary[];
}

export interface Adapter {
  check(
    reference: string,
    question?: Partial<Omit<RegistryQuestion, 'reference'>>,
    signal?: AbortSignal,
  ): Promise<RegistryCheck>;
  /** Reads the upload that an image holds. */
  open<T>(
    question: Partial<UploadQuestion> & Pick<UploadQuestion, 'reference'>,
    look: (source: UploadedSource) => Promise<T>,
  ): Promise<T>;
  readonly masker: Masker;
  close(): void;
}

/** An adapter; the question's project is `project`, and no host is known. */
export function createAdapter(options: AdapterOptions = {}): Adapter {
  const { secrets = {}, summaries, masker = new Masker(), ...rest } = options;
  const registry = createRegistry({
    clock: systemClock,
    masker,
    ...rest,
    credentials: {
      async registryCredentials(_ref, secretName) {
        const found = secrets[secretName] ?? new SourceError('not-found', `there is no secret ${secretName}`);
        if (found instanceof SourceError) throw found;
        return found.map(({ server, username, password }) => ({
          secretName,
          server,
          username,
          password: new Secret(password),
        }));
      },
    },
    ...(summaries && { secrets: async () => summaries }),
  });
  return {
    masker,
    async check(reference, question = {}, signal = new AbortController().signal) {
      const asked = { reference, project, purpose: 'pull' as const, knownHosts: [], ...question };
      try {
        return await registry.check(asked, signal);
      } finally {
        await registry.tidied();
      }
    },
    open: (question, look) =>
      registry.open({ project, knownHosts: [], ...question }, look, new AbortController().signal),
    close: () => registry.close(),
  };
}

/** `step status` of every step, to be compared at once. */
export function steps(check: RegistryCheck): Readonly<Record<RegistryStepName, string>> {
  return Object.fromEntries(check.steps.map(({ step, status }) => [step, status])) as Readonly<
    Record<RegistryStepName, string>
  >;
}

/** The first failing step, as `step cause`. */
export function failure(check: RegistryCheck): string | undefined {
  const failed = check.steps.find(({ status }) => status === 'failed');
  return failed && `${failed.step} ${failed.cause}`;
}

export function proofOf(check: RegistryCheck, step: RegistryStepName): string {
  return check.steps.find((one) => one.step === step)?.proof ?? '';
}

/** The steps of a check that ended at `step`, nobody having asked for the push. */
export function endedAt(step: RegistryStepName, passed: Partial<Record<RegistryStepName, string>> = {}) {
  const order = ['dns', 'tcp', 'tls', 'api', 'auth', 'manifest', 'platform', 'config', 'blobs'] as const;
  const at = order.indexOf(step as (typeof order)[number]);
  return {
    ...Object.fromEntries(
      order.map((name, index) => [name, index < at ? 'passed' : index === at ? 'failed' : 'not-reached']),
    ),
    push: 'not-asked',
    ...passed,
  };
}
