/** Takes events to webhooks: at least once, in the order in which they happened, each webhook by itself. */
import type { Follow } from '../../diagnosis/model/follow';
import type { AlertStore, ClaimedNotice, NoticeContent } from '../../store/port';
import type { AlertRules } from '../rules';
import type { Time } from '../time';
import type { Audience } from './audience';
import { bareEvent } from './bare';
import { webhookEvent } from './event';
import { pause } from './pauses';
import { WebhookError, type Webhooks } from './webhooks';

export interface CourierOptions {
  readonly store: AlertStore;
  readonly webhooks: Webhooks;
  readonly rules: AlertRules;
  readonly time: Time;
  readonly owner: string;
  readonly audience: Audience;
  readonly follow: Follow;
  readonly onProblem: (what: string, error: unknown) => void;
}

type Content = Extract<NoticeContent, { type: 'webhook' }>;

const FIRST_PAUSE = 5000;
/** A receiver that asks for more waits no longer than this. */
const LONGEST_WAIT = 15 * 60_000;
/** An event that is refused so often is not sent again: it must not hold up those behind it. */
const MOST_REFUSALS = 5;

export class Courier {
  constructor(private readonly options: CourierOptions) {}

  /** Sends everything that may be sent now. Returns how many events were dealt with. */
  async sendDue(signal: AbortSignal): Promise<number> {
    let sent = 0;
    while (!signal.aborted && (await this.#sendOne(signal))) sent += 1;
    return sent;
  }

  async #sendOne(signal: AbortSignal): Promise<boolean> {
    const { store, rules, time, owner } = this.options;
    const claim = await store.claimNotice(owner, time.now(), rules.lease, 0, 'webhooks');
    if (claim?.content.type !== 'webhook') return false;
    try {
      const { content } = claim;
      await this.options.follow('webhook', async ({ tell }) => {
        tell({ event: String(content.event.type) });
        await this.#deliver(claim, content, signal);
      });
    } catch (error) {
      // Anything else, above all the database: the claim ends by itself, and it is sent again. Its id is the same.
      if (!(error instanceof WebhookError)) throw error;
      await this.#failed(claim, claim.content, error);
    }
    return true;
  }

  async #deliver(claim: ClaimedNotice, { webhook, event }: Content, signal: AbortSignal): Promise<void> {
    const { store, webhooks, audience, owner, time } = this.options;
    const whole = webhookEvent.parse(event);
    const { channel, workload } = whole.incident;
    // Rights that changed count for what waits as well: what its channel does not see is told to nobody.
    const told = await audience(channel, workload.project);
    if (told === 'nothing') return this.#give(claim, 'not allowed');
    const body = JSON.stringify(told === 'all' ? event : bareEvent(whole));
    await webhooks.send(webhook, { id: claim.id, body }, signal);
    const now = time.now();
    await store.noticeShown(owner, claim.id, {
      version: claim.version,
      at: now,
      ts: String(now),
      postedIn: claim.channel,
      quietUntil: now,
    });
    await this.#trouble(claim.channel, undefined);
  }

  async #failed(claim: ClaimedNotice, { webhook }: Content, error: WebhookError): Promise<void> {
    const { store, time, owner, rules, onProblem } = this.options;
    const now = time.now();
    await this.#trouble(claim.channel, error.word);
    const isOver =
      error.kind === 'gone' ||
      error.kind === 'unknown' ||
      (error.kind === 'refused' && claim.attempts + 1 >= MOST_REFUSALS) ||
      now - claim.createdAt > rules.webhookPatience;
    if (isOver) {
      onProblem(`the webhook ${webhook} did not take an event (${error.word}); it is given up`, error);
      return this.#give(claim, error.word);
    }
    if (claim.attempts % 10 === 0)
      onProblem(`the webhook ${webhook} did not take an event (${error.word}); it is sent again`, error);
    const wait = Math.min(error.retryAfterMs ?? pause(claim.attempts, FIRST_PAUSE), LONGEST_WAIT);
    const retryAt = now + wait;
    // Those behind it wait as well: an end must not arrive before its beginning.
    await store.noticeFailed(owner, claim.id, {
      error: error.word,
      uncertain: false,
      retryAt,
      channelUntil: retryAt,
    });
  }

  #give(claim: ClaimedNotice, error: string): Promise<void> {
    const { store, time, owner } = this.options;
    return store.noticeFailed(owner, claim.id, {
      error,
      uncertain: false,
      retryAt: time.now(),
      dead: true,
    });
  }

  /** For the list of watches: since when it takes no events. */
  async #trouble(place: string, reason: string | undefined): Promise<void> {
    const { store, time } = this.options;
    const known = await store.channel(place);
    if (reason === undefined && !known?.trouble) return;
    const { trouble: before, ...well } = known ?? { id: place, timeZone: 'UTC' };
    await store.saveChannel(
      reason === undefined
        ? well
        : {
            ...well,
            trouble: {
              reason,
              since: before?.since ?? time.now(),
              attempts: (before?.attempts ?? 0) + 1,
              told: false,
            },
          },
    );
  }
}
