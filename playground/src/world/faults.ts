/** Things that go wrong with a service itself, switchable while the world runs. */

export type Service = 'iam' | 'code-engine' | 'kubernetes' | 'vpc' | 'logs';

export type FaultEffect =
  /** Answers late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'drop' }
  /** Answers with a status and the service's own form of an error body. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    }
  /** Answers 200 with JSON that ends in the middle. */
  | { readonly kind: 'malformed' };

export interface Fault {
  readonly services: readonly Service[];
  /** Only requests whose path holds this text; absent: all. */
  readonly path?: string;
  readonly effect: FaultEffect;
  /** How many requests are hit before it heals by itself; absent: until it is switched off. */
  readonly times?: number;
}

const everywhere: readonly Service[] = ['code-engine', 'kubernetes'];

/** The faults that a person can switch on by name. */
const faultPresets = {
  'slow-api': { services: everywhere, effect: { kind: 'slow', milliseconds: 3_000 } },
  'hanging-api': { services: everywhere, effect: { kind: 'hang' } },
  'broken-connection': { services: everywhere, effect: { kind: 'drop' } },
  'api-errors': {
    services: everywhere,
    effect: { kind: 'status', status: 503, code: 'service_unavailable', message: 'Service Unavailable' },
  },
  'rate-limited': {
    services: everywhere,
    effect: {
      kind: 'status',
      status: 429,
      code: 'too_many_requests',
      message: 'Too many requests.',
      retryAfterSeconds: 2,
    },
  },
  'malformed-json': { services: everywhere, effect: { kind: 'malformed' } },
  'iam-down': {
    services: ['iam'],
    effect: { kind: 'status', status: 503, code: 'BXNIM0501E', message: 'Service temporarily unavailable.' },
  },
  'slow-iam': { services: ['iam'], effect: { kind: 'slow', milliseconds: 5_000 } },
  'events-forbidden': {
    services: ['kubernetes'],
    path: '/events',
    effect: { kind: 'status', status: 403, code: 'Forbidden', message: 'events is forbidden' },
  },
  'logs-broken': {
    services: ['kubernetes'],
    path: '/log',
    effect: { kind: 'status', status: 500, code: 'InternalError', message: 'an error on the server' },
  },
  'kubernetes-down': {
    services: ['kubernetes'],
    effect: { kind: 'status', status: 502, code: 'BadGateway', message: 'Bad Gateway' },
  },
  'runs-not-found': {
    services: ['code-engine'],
    path: '/build_runs/',
    effect: { kind: 'status', status: 404, code: 'resource_not_found', message: 'Resource not found.' },
  },
} as const satisfies Record<string, Fault>;

export type FaultPreset = keyof typeof faultPresets;

/** The faults that are on now. */
export class Faults {
  readonly #on = new Map<string, { readonly fault: Fault; left: number }>();

  /** Switches a fault on under a name of one's own, or a preset under its own name. */
  on(name: FaultPreset): void;
  on(name: string, fault: Fault): void;
  on(name: string, fault: Fault = faultPresets[name as FaultPreset]): void {
    if (fault === undefined) throw new RangeError(`no fault is called ${name}`);
    this.#on.set(name, { fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  off(name: string): void {
    this.#on.delete(name);
  }

  clear(): void {
    this.#on.clear();
  }

  active(): readonly string[] {
    return [...this.#on.keys()];
  }

  /** The effects that hit a request; counts it. */
  hit(service: Service, path: string): readonly FaultEffect[] {
    const effects: FaultEffect[] = [];
    for (const [name, entry] of this.#on) {
      if (!entry.fault.services.includes(service)) continue;
      if (entry.fault.path !== undefined && !path.includes(entry.fault.path)) continue;
      effects.push(entry.fault.effect);
      entry.left -= 1;
      if (entry.left <= 0) this.#on.delete(name);
    }
    return effects;
  }
}
