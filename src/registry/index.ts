/** The registry adapter: proves step by step whether an image can be pulled, and whether a build can push it. */
import type { Explain } from '../diagnosis/model/cause-id';
import { SourceError } from '../diagnosis/model/evidence';
import type { Exchange } from '../diagnosis/model/exchange';
import { notReached } from '../diagnosis/model/ladder';
import type { SecretSummary } from '../diagnosis/model/platform';
import {
  type ImageReference,
  type RegistryCheck,
  type RegistryStep,
  registrySteps,
} from '../diagnosis/model/registry-check';
import type { Masker } from '../diagnosis/model/secrets';
import type {
  Clock,
  CredentialSource,
  RegistryQuestion,
  RegistrySource,
  UploadedSource,
} from '../diagnosis/model/sources';
import type { ProjectRef } from '../diagnosis/model/subject';
import { forbiddenHost, notAsked } from '../net/addresses';
import { hostnameOf } from '../net/endpoint';
import { type Address, type Carrier, Transport } from '../net/transport';
import { openBundle } from './bundle';
import { checkImage } from './check';
import { asker, Hosts } from './hosts';
import type { IamIdentity } from './icr';
import { Memory } from './memory';
import { parseReference } from './reference';

export { parseReference } from './reference';

export interface RegistryOptions {
  readonly credentials: CredentialSource;
  /** Names and formats of a project's secrets: tells why a login cannot be read. */
  readonly secrets?: (ref: ProjectRef, signal: AbortSignal) => Promise<readonly SecretSummary[]>;
  /** Hosts that anybody may ask about, `host` or `host:port`; their addresses may be private. */
  readonly allowedHosts?: readonly string[];
  /** Host to the URL that is asked in its place, for mirrors and stand-ins. */
  readonly endpoints?: ReadonlyMap<string, string>;
  /** Registry to the hosts that belong to it: where it issues tokens, or keeps its layers. */
  readonly relatedHosts?: ReadonlyMap<string, readonly string[]>;
  /** Private certificate authorities in PEM, in addition to the public ones. */
  readonly ca?: string | readonly string[];
  readonly clock: Clock;
  /** Learns every password and token. */
  readonly masker: Masker;
  /** Who asks IBM Cloud Container Registry about quota, plan and trash; undefined: nobody may. */
  readonly iam?: (question: RegistryQuestion, signal: AbortSignal) => Promise<IamIdentity | undefined>;
  /** Names the cause in an answer's words, when neither status nor code tell. Without it: `unknown`. */
  readonly explain?: Explain;
  /** Milliseconds for one exchange. Default 5000. */
  readonly requestTimeoutMs?: number;
  readonly userAgent?: string;
  /** Told of every exchange that has ended. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Resolves a host name; the default asks the system. */
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
  /** Stands around the transport: sees every exchange, or answers in the world's place. */
  readonly carrier?: (ordinary: Carrier) => Carrier;
}

/**
 * Builds the adapter. Nothing is asked before the first question; `tidied` resolves when every upload that was opened is
 * given up, and `close` ends the open connections.
 */
export function createRegistry(
  options: RegistryOptions,
): Required<RegistrySource> & { tidied(): Promise<void>; close(): void } {
  const {
    allowedHosts = [],
    endpoints = new Map<string, string>(),
    requestTimeoutMs = 5000,
    userAgent = 'ce-image',
    clock,
  } = options;
  const hosts = new Hosts({
    allowedHosts,
    endpoints,
    ...(options.relatedHosts && { related: options.relatedHosts }),
  });
  const { carrier = (ordinary) => ordinary } = options;
  const transport = carrier(new Transport({ ...options, system: 'registry', requestTimeoutMs, userAgent }));
  const memory = new Memory();
  const context = { ...options, hosts, transport, memory };

  async function check(question: RegistryQuestion, signal: AbortSignal): Promise<RegistryCheck> {
    const parsed = parseReference(question.reference);
    if (!parsed.ok) {
      const detail = parsed.problem;
      return {
        ...unclimbed(question),
        outcome: 'failed',
        findings: [{ cause: 'invalid-image-name', detail }],
      };
    }
    const { image, remarks } = parsed;
    if (!hosts.mayAsk(image.registry, question.knownHosts)) return notAllowed(question, image);
    const checked = await checkImage(question, image, context, signal);
    return { ...checked, notes: [...checked.notes, ...remarks] };
  }

  return {
    async check(question, signal) {
      const start = clock.now();
      try {
        const checked = await check(question, signal);
        const known = signal.aborted ? unfinished(checked, clock.now() - start, requestTimeoutMs) : checked;
        if (known) return known;
      } catch (error) {
        if (!signal.aborted) throw asSourceError(error);
      }
      throw new SourceError(
        'timeout',
        'the registry check was not finished in time',
        'Try again; if it stays slow, look at the status page of the registry.',
      );
    },
    async open(question, look, signal) {
      const parsed = parseReference(question.reference);
      const secretName = question.secret;
      const credential = { kind: 'anonymous' as const, ...(secretName !== undefined && { secretName }) };
      if (!parsed.ok) return look({ credential, problem: parsed.problem });
      const { image } = parsed;
      if (!hosts.mayAsk(image.registry, question.knownHosts))
        return look({
          credential,
          problem: whyNotAsked(image),
        });
      let opened: UploadedSource;
      try {
        opened = await openBundle(question, image, context, signal);
      } catch (error) {
        throw asSourceError(error);
      }
      return look(opened);
    },
    async tidied() {
      await Promise.all(memory.closing);
    },
    close: () => transport.close(),
  };
}

/**
 * What a check knows that was given up: the steps that it reached. Undefined when it reached none.
 * @param tookMs milliseconds until it was given up.
 * @param requestTimeoutMs a step that failed sooner for want of time failed because the check was given up.
 */
function unfinished(
  checked: RegistryCheck,
  tookMs: number,
  requestTimeoutMs: number,
): RegistryCheck | undefined {
  const failed = checked.steps.find(({ status }) => status === 'failed');
  if (failed && !(ranOutOfTime(failed) && failed.ms < requestTimeoutMs)) return checked;
  if (!checked.steps.some(({ status }) => status === 'passed')) return undefined;
  const seconds = Math.max(1, Math.round(tookMs / 1000));
  return {
    ...checked,
    steps: checked.steps.map((step) =>
      step === failed ? { step: step.step, status: 'not-reached' as const, ms: 0 } : step,
    ),
    outcome: 'not-checked',
    notes: [
      `The check was not finished within ${seconds} s; the steps that were reached are shown.`,
      ...checked.notes,
    ],
  };
}

/** Whether a step failed for want of time: connecting, waiting for an answer, or for the name server. */
function ranOutOfTime({ cause, proof = '' }: RegistryStep): boolean {
  return cause === 'registry-unreachable-timeout' || proof.includes('(TIMEOUT)');
}

/** A check of which no step was climbed. */
function unclimbed(question: RegistryQuestion): Omit<RegistryCheck, 'outcome' | 'findings'> {
  return {
    reference: question.reference,
    credential: {
      kind: 'anonymous',
      ...(question.secret !== undefined && { secretName: question.secret, note: 'nothing was asked' }),
    },
    steps: registrySteps.map(notReached),
    notes: [],
  };
}

function notAllowed(question: RegistryQuestion, image: ImageReference): RegistryCheck {
  return {
    ...unclimbed(question),
    image,
    outcome: 'not-checked',
    findings: [],
    notes: [whyNotAsked(image)],
  };
}

function whyNotAsked({ registry }: ImageReference): string {
  const kind = forbiddenHost(hostnameOf(registry));
  return kind !== undefined
    ? notAsked(registry, kind, asker)
    : `${registry} was not asked: no workload or registry secret of the project names it. To allow it, add ${registry} to REGISTRY_ALLOWED_HOSTS.`;
}

function asSourceError(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  return new SourceError(
    'failed',
    'the registry check failed in a way that ce-image does not know',
    undefined,
    {
      cause: error,
    },
  );
}
