import { GitContent } from '../git';
import { instant, WorldClock } from './clock';
import { Faults } from './faults';
import type { LogArchiveContent } from './log-archive';
import { Names } from './names';
import type { Collection, Project } from './project';
import type { RegistryContent } from './registry-content';
import type { FunctionRuntime } from './resources';
import type { VpcContent } from './vpc-content';

export type Role = 'Reader' | 'Writer' | 'Manager';

/** Who may ask, proven by an API key or, for a trusted profile, by a compute resource token. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly apiKey?: string;
  /** Trusted profiles only. */
  readonly profile?: { readonly id: string; readonly name: string; readonly computeToken: string };
  /** Service role in every project that `roles` does not name. */
  readonly role: Role;
  /** `none`: no role on VPC Infrastructure Services; absent: Viewer. */
  readonly vpc?: 'none';
  /** `none`: no role on IBM Cloud Logs; absent: Reader. */
  readonly logs?: 'none';
  /** Service role by project name; `none`: the project is listed and its content is refused. */
  readonly roles?: Readonly<Record<string, Role | 'none'>>;
}

export interface Change {
  readonly project?: string;
  /** Collection or subject that changed, for example `buildRuns`. */
  readonly what: string;
  readonly name?: string;
}

export interface WorldOptions {
  readonly seed?: string;
  readonly clock?: WorldClock;
}

/**
 * Everything that the simulated cloud knows. It is filled by scenarios, changed by the functions beside this
 * file, and read by the HTTP servers. Nothing in it waits: what is due happens when `catchUp` is called.
 */
export class World {
  readonly clock: WorldClock;
  readonly names: Names;
  readonly accountId: string;
  readonly projects = new Map<string, Project>();
  readonly identities: Identity[] = [];
  readonly faults = new Faults();
  readonly functionRuntimes: FunctionRuntime[] = [];
  readonly registry: RegistryContent = { repositories: [], logins: [], accounts: [], troubles: [] };
  readonly git = new GitContent();
  readonly vpc: VpcContent = { vpcs: [], subnets: [], endpointGateways: [] };
  readonly logs: LogArchiveContent = { instances: [] };
  /** Whether the API shows the values of secrets or `REDACTED` in their place: the documentation leaves it open. */
  secretValues: 'readable' | 'redacted' = 'readable';

  readonly #canaries = new Set<string>();
  readonly #listeners = new Set<(change: Change) => void>();
  #due: { readonly at: number; readonly order: number; readonly action: (at: number) => void }[] = [];
  #order = 0;
  #tag = 1_000_000_000;

  constructor(options: WorldOptions = {}) {
    this.clock = options.clock ?? new WorldClock();
    this.names = new Names(options.seed ?? 'playground');
    this.accountId = this.names.hex(32, 'account');
  }

  /** Takes everything away that was put in; the clock, and who listens, stay. */
  clear(): void {
    this.projects.clear();
    this.identities.length = 0;
    this.functionRuntimes.length = 0;
    for (const list of Object.values(this.registry)) list.length = 0;
    for (const list of Object.values(this.vpc)) list.length = 0;
    this.logs.instances.length = 0;
    this.git.clear();
    this.faults.clear();
    this.#due = [];
  }

  /** A secret value that can be found again in whatever it leaks into. */
  canary(name: string): string {
    return this.plant(`canary-${name}-${this.names.hex(12, 'canary', name)}`);
  }

  /** Remembers a value that must never be seen outside. */
  plant(value: string): string {
    this.#canaries.add(value);
    return value;
  }

  get canaries(): readonly string[] {
    return [...this.#canaries];
  }

  /** World time now, as the API writes it. */
  instant(offset = 0): string {
    return instant(this.clock.now() + offset);
  }

  /** A fresh entity tag. */
  entityTag(): string {
    this.#tag += 1;
    return String(this.#tag);
  }

  /** @throws RangeError when there is none of that name */
  project(name: string): Project {
    for (const project of this.projects.values()) if (project.name === name) return project;
    throw new RangeError(`no project is called ${name}`);
  }

  /** Adds or replaces a resource and tells the listeners. */
  put<C extends Collection>(
    project: Project,
    collection: C,
    resource: Project[C] extends Map<string, infer R> ? R : never,
  ): void {
    const named = resource as { name: string };
    (project[collection] as Map<string, { name: string }>).set(named.name, named);
    this.changed({ project: project.name, what: collection, name: named.name });
  }

  remove(project: Project, collection: Collection, name: string): boolean {
    const removed = project[collection].delete(name);
    if (removed) this.changed({ project: project.name, what: collection, name });
    return removed;
  }

  /** Tells of every change from now on; the result ends it. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Lets something happen at an instant of world time; `action` is told that instant. */
  at(instantOfWorld: number, action: (at: number) => void): void {
    this.#order += 1;
    this.#due.push({ at: instantOfWorld, order: this.#order, action });
    this.#due.sort((a, b) => a.at - b.at || a.order - b.order);
  }

  /** Does what is due by now, in order. The servers call it before they answer. */
  catchUp(): void {
    for (let next = this.#due[0]; next && next.at <= this.clock.now(); next = this.#due[0]) {
      this.#due.shift();
      next.action(next.at);
    }
  }
}
