/** The faults that a person can switch on, by name: of IBM Cloud, of the registry, of Slack. */
import type { RegistryStandIn } from '../registry';
import type { SlackStandIn } from '../slack';
import { type FaultPreset, trouble, type World } from '../world';
import type { WireSwitch } from './wire';

const cloudFaults: readonly { readonly id: FaultPreset; readonly title: string }[] = [
  { id: 'iam-down', title: 'IAM is down' },
  { id: 'slow-api', title: 'The API takes 3 seconds' },
  { id: 'hanging-api', title: 'The API never answers' },
  { id: 'api-errors', title: 'The API answers 503' },
  { id: 'rate-limited', title: 'The API answers 429' },
  { id: 'malformed-json', title: 'The API answers broken JSON' },
  { id: 'events-forbidden', title: 'Events are forbidden (403)' },
  { id: 'logs-broken', title: 'Logs cannot be read' },
  { id: 'kubernetes-down', title: 'The Kubernetes API is down' },
];

const registryFaults = [
  { id: 'registry-down', title: 'de.icr.io answers 503', kind: 'server-error' },
  { id: 'registry-drops', title: 'de.icr.io drops connections', kind: 'connection-reset' },
] as const;

const certificateExpired = { id: 'registry-tls', title: 'The registries’ certificate has expired' };
const slackRateLimited = { id: 'slack-429', title: 'Slack refuses posts (429)' };

/** Switches faults on and off, and knows which are on. */
export class FaultSwitches {
  readonly #troubles = new Map<string, () => void>();
  #slackLimited = false;

  constructor(
    private readonly world: World,
    private readonly slack: SlackStandIn,
    private readonly registry: RegistryStandIn,
  ) {}

  list(): WireSwitch[] {
    const active = this.world.faults.active();
    return [
      ...cloudFaults.map((fault) => ({ ...fault, on: active.includes(fault.id) })),
      ...registryFaults.map(({ id, title }) => ({ id, title, on: this.#troubles.has(id) })),
      { ...certificateExpired, on: this.registry.expired },
      { ...slackRateLimited, on: this.#slackLimited },
    ];
  }

  /** False when there is no such fault. */
  set(name: string, on: boolean): boolean {
    const ofCloud = cloudFaults.find(({ id }) => id === name);
    const ofRegistry = registryFaults.find(({ id }) => id === name);
    if (ofCloud) {
      if (on) this.world.faults.on(ofCloud.id);
      else this.world.faults.off(ofCloud.id);
    } else if (ofRegistry) {
      this.#troubles.get(name)?.();
      this.#troubles.delete(name);
      if (on) this.#troubles.set(name, trouble(this.world, { host: 'de.icr.io', kind: ofRegistry.kind }));
    } else if (name === certificateExpired.id) {
      this.registry.expired = on;
    } else if (name === slackRateLimited.id) {
      this.slack.faults.clear();
      this.#slackLimited = on;
      if (on) {
        for (const method of ['chat.postMessage', 'chat.update'])
          this.slack.faults.add({ method, answer: { status: 429, retryAfter: 1 } });
      }
    } else return false;
    return true;
  }

  clear(): void {
    for (const { id, on } of this.list()) if (on) this.set(id, false);
  }
}
