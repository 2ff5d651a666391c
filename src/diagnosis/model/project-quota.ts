/** What the resource quota of a project counts, in people's words. */
import type { ResourceQuota } from './platform';
import { quantity } from './quantity';

/** Groups of commands that list and delete what is counted. */
export type CountedGroup =
  | 'buildrun'
  | 'build'
  | 'jobrun'
  | 'job'
  | 'revision'
  | 'app'
  | 'function'
  | 'fleet'
  | 'configmap'
  | 'secret';

interface Counted {
  readonly match: RegExp;
  readonly name: string;
  /** Absent: CPU, memory, disk or instances, which whatever runs takes together. */
  readonly group?: CountedGroup;
}

/** The names are those of Kubernetes: `count/buildruns.shipwright.io`, `limits.memory`, `pods`. */
const counted: readonly Counted[] = [
  { match: /\bbuildruns\b/, name: 'build runs', group: 'buildrun' },
  { match: /\bbuilds\b/, name: 'builds', group: 'build' },
  { match: /\bjobruns\b/, name: 'job runs', group: 'jobrun' },
  { match: /\bjob(?:definition)?s\b/, name: 'jobs', group: 'job' },
  { match: /\brevisions\b/, name: 'app revisions', group: 'revision' },
  { match: /\bservices\.serving\b|\bapps\b/, name: 'apps', group: 'app' },
  { match: /\bfunctions\b/, name: 'functions', group: 'function' },
  { match: /\bconfigmaps\b/, name: 'config maps', group: 'configmap' },
  { match: /\bsecrets\b/, name: 'secrets', group: 'secret' },
  { match: /\bpods\b/, name: 'instances' },
  { match: /\bcpu\b/, name: 'vCPU' },
  { match: /\bmemory\b/, name: 'memory' },
  { match: /\bephemeral-storage\b/, name: 'ephemeral storage' },
];

const countedAs = (resource: string) => counted.find(({ match }) => match.test(resource));

/** `100 of 100 build runs`, `512G of 512G of memory`; an unknown resource keeps its name. */
export function usage({ resource, used, hard }: ResourceQuota): string {
  const known = countedAs(resource);
  if (!known) return `${used} of ${hard} ${resource}`;
  const amount = known.name === 'memory' || known.name === 'ephemeral storage';
  return `${used} of ${hard} ${amount ? 'of ' : ''}${known.name}`;
}

/** `8G of memory`, `1 app revision`: how much of a resource somebody asks for. */
export function amountOf(resource: string, amount: string): string {
  const { name = resource } = countedAs(resource) ?? {};
  if (name === 'memory' || name === 'ephemeral storage') return `${amount} of ${name}`;
  return `${amount} ${amount === '1' ? name.replace(/s$/, '') : name}`;
}

/** Whether nothing is left of it. */
export function isUsedUp({ used, hard }: ResourceQuota): boolean {
  const limit = quantity(hard);
  return limit !== undefined && limit > 0 && (quantity(used) ?? 0) >= limit;
}

/** People's word for what is listed and deleted, for example `app revisions`. */
export function pluralOf(group: CountedGroup): string {
  return counted.find((one) => one.group === group)?.name ?? '';
}

/** What to list and delete to make room; undefined for what cannot be counted singly. */
export function groupOf(resource: string): CountedGroup | undefined {
  return countedAs(resource)?.group;
}
