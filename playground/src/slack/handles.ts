/** The short-lived handles that Slack gives an app: trigger ids and response URLs. */
import type { RefusalWord } from './web-api/refusal';
import type { Message, Workspace } from './workspace';

/** A trigger opens one modal, within three seconds. Source: docs.slack.dev/interactivity/handling-user-interaction. */
const TRIGGER_MS = 3000;
/** A response_url takes five answers within thirty minutes. Source: the same page. */
const RESPONSE_MS = 30 * 60 * 1000;
const RESPONSE_USES = 5;

export class Triggers {
  readonly #known = new Map<string, { readonly user: string; readonly until: number; used: boolean }>();

  constructor(private readonly workspace: Workspace) {}

  issue(user: string): string {
    const id = `${this.workspace.clock.now()}.${this.workspace.id('t')}`;
    this.#known.set(id, { user, until: this.workspace.clock.now() + TRIGGER_MS, used: false });
    return id;
  }

  /** The person whose trigger it is, or the word with which Slack refuses it. */
  redeem(id: unknown): { readonly user: string } | { readonly error: RefusalWord } {
    const trigger = typeof id === 'string' ? this.#known.get(id) : undefined;
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (this.workspace.clock.now() > trigger.until) return { error: 'expired_trigger_id' };
    trigger.used = true;
    return { user: trigger.user };
  }
}

export interface ResponseHandle {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed; absent for a slash command, where nothing can be replaced. */
  readonly original?: Message;
  readonly until: number;
  left: number;
}

export class ResponseUrls {
  readonly #known = new Map<string, ResponseHandle>();

  constructor(private readonly workspace: Workspace) {}

  /** The path of a new response URL. */
  issue(handle: Pick<ResponseHandle, 'user' | 'channel' | 'original'>): string {
    const path = `/response/${this.workspace.team.id}/${this.workspace.id('R')}`;
    this.#known.set(path, {
      ...handle,
      until: this.workspace.clock.now() + RESPONSE_MS,
      left: RESPONSE_USES,
    });
    return path;
  }

  /** Uses the URL once; the word with which Slack refuses it otherwise. */
  use(path: string): ResponseHandle | 'no_such_url' | 'expired_url' | 'used_url' {
    const handle = this.#known.get(path);
    if (!handle) return 'no_such_url';
    if (this.workspace.clock.now() > handle.until) return 'expired_url';
    if (handle.left === 0) return 'used_url';
    handle.left -= 1;
    return handle;
  }
}
