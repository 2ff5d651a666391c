/**
 * Sends what was written down. A message is claimed before it is sent; when the end of an attempt is not known,
 * because the process died or Slack did not answer, Slack is searched for the message before it is posted again.
 */
import { randomUUID } from 'node:crypto';
import type { AlertStore, ClaimedNotice, Note, NoticeContent } from '../../store/port';
import type { AlertRules } from '../rules';
import type { Time } from '../time';
import { type Audience, forAudience } from './audience';
import { DeliveryError, type Message, type Messenger, type Posted, type View } from './messenger';
import { pause } from './pauses';
import { Search } from './search';
import { viewOf } from './view';

export interface OutboxOptions {
  readonly store: AlertStore;
  readonly messenger: Messenger;
  readonly rules: AlertRules;
  readonly time: Time;
  readonly owner: string;
  readonly audience: Audience;
  readonly onProblem: (what: string, error: unknown) => void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Slack's clock and ours may differ by so much. */
const CLOCK_SKEW = 5 * MINUTE;
/** A silent post may still be on its way for so long. */
const SETTLE = 10 * SECOND;
/** The word for a message that cannot be drawn, as the store keeps it. */
const UNDRAWABLE = 'undrawable';
/** Whoever invites the bot again waits no longer than this for what was held back. */
const LONGEST_CLOSED = 2 * MINUTE;

export class Outbox {
  readonly #search: Search;

  constructor(private readonly options: OutboxOptions) {
    this.#search = new Search(options.messenger, () => options.time.now(), options.onProblem);
  }

  /** Sends everything that may be sent now. Returns how many messages were dealt with. */
  async sendDue(signal: AbortSignal): Promise<number> {
    let sent = 0;
    while (!signal.aborted && (await this.sendOne())) sent += 1;
    return sent;
  }

  /** Deals with one message. False: nothing may be sent now. */
  async sendOne(): Promise<boolean> {
    const { store, rules, time, owner } = this.options;
    const claim = await store.claimNotice(owner, time.now(), rules.lease, rules.pace);
    if (!claim) return false;
    try {
      await this.#deliver(claim);
    } catch (error) {
      if (error instanceof DeliveryError) await this.#failed(claim, error);
      // Anything else, above all the database: the claim ends by itself, and the message is looked for then.
      else throw error;
    }
    return true;
  }

  async #deliver(claim: ClaimedNotice): Promise<void> {
    const { store, messenger, time } = this.options;
    const { content } = claim;
    const made = await viewOf(store, claim, time.now(), this.options.audience);
    // A thread hangs on its incident's card.
    const about = 'incidentId' in content ? await store.incident(content.incidentId) : undefined;
    const hidden = about && (await this.options.audience(claim.channel, about.subject.project)) === 'nothing';
    const whole = made && !hidden ? await forAudience(made, claim.channel, this.options.audience) : undefined;
    if (!whole) return this.#give(claim, 'there is nothing to show any more');
    // What could not be drawn is tried without what comes from outside.
    const view = claim.error === UNDRAWABLE ? withoutReport(whole) : whole;
    const message: Message = {
      noticeId: claim.id,
      channel: claim.channel,
      ...('incidentId' in content && { incidentId: content.incidentId }),
      ...(claim.parent && { threadTs: claim.parent.ts, broadcast: isLoud(content) }),
      view,
    };
    if (claim.ts) {
      const at = { channel: postedIn(claim), ts: claim.ts };
      await messenger.update(message, at);
      return this.#shown(claim, at, claim.version);
    }
    if (claim.unclean && claim.attemptAt !== undefined) {
      const outcome = await this.#search.lookFor(message, claim.attemptAt - CLOCK_SKEW);
      // It is not known which version it shows: an edit follows.
      if (outcome !== 'to post' && 'found' in outcome) return this.#shown(claim, outcome.found, 0);
      // Only this message waits: the channel takes others.
      if (outcome !== 'to post') return this.#putOff(claim, outcome);
    }
    // Whoever was held up for so long that another may have taken over must not post.
    if (time.now() > claim.claimedUntil - this.options.rules.postTime) return;
    await this.#shown(claim, await messenger.post(message), claim.version);
  }

  async #putOff(claim: ClaimedNotice, { putOffMs, word }: { putOffMs: number; word: string }): Promise<void> {
    const { store, owner, time } = this.options;
    const retryAt = time.now() + putOffMs;
    await store.noticeFailed(owner, claim.id, { error: word, uncertain: true, retryAt });
  }

  async #shown(claim: ClaimedNotice, posted: Posted, version: number): Promise<void> {
    const { store, rules, time, owner } = this.options;
    const now = time.now();
    this.#search.forget(claim.id);
    await store.noticeShown(owner, claim.id, {
      version,
      at: now,
      ts: posted.ts,
      postedIn: posted.channel,
      quietUntil: now + rules.editPace,
    });
    if (!(await store.channel(claim.channel))?.trouble) return;
    await store.transaction(async (tx) => {
      await tx.lockChannels([claim.channel]);
      const channel = await tx.channel(claim.channel);
      if (!channel) return;
      const { trouble: _, ...well } = channel;
      await tx.saveChannel(well);
    });
  }

  async #give(claim: ClaimedNotice, error: string): Promise<void> {
    const { store, owner, time } = this.options;
    this.#search.forget(claim.id);
    await store.noticeFailed(owner, claim.id, { error, uncertain: false, retryAt: time.now(), dead: true });
  }

  async #failed(claim: ClaimedNotice, error: DeliveryError): Promise<void> {
    const { store, owner, time, rules, onProblem } = this.options;
    const now = time.now();
    const fail = (
      retryAt: number,
      more: { channelUntil?: number; dead?: boolean; uncertain?: boolean } = {},
    ) => store.noticeFailed(owner, claim.id, { error: error.word, uncertain: false, retryAt, ...more });
    switch (error.kind) {
      case 'limited': {
        const until = now + (error.retryAfterMs ?? MINUTE);
        return fail(until, { channelUntil: until, uncertain: claim.unclean });
      }
      case 'uncertain':
        this.#search.forget(claim.id);
        return fail(now + SETTLE + pause(claim.attempts, SECOND), { uncertain: claim.ts === undefined });
      case 'gone':
        // Somebody took the message away; it is not forced on them again.
        return this.#shown(claim, { channel: postedIn(claim), ts: claim.ts ?? '' }, claim.version);
      case 'uneditable':
        // The next attempt posts it as a message of its own, and goes on there.
        return store.noticeUneditable(owner, claim.id, now);
      case 'refused':
        onProblem(`Slack takes no such message (${claim.content.type}), not even as text`, error);
        // An edit that is refused leaves the message as it was.
        if (claim.ts) return this.#shown(claim, { channel: postedIn(claim), ts: claim.ts }, claim.version);
        return fail(now, { dead: true });
      case 'troubled':
        onProblem(`Slack did not take a message (${claim.content.type}); it is tried again`, error);
        if (now - claim.createdAt > rules.retention) return fail(now, { dead: true });
        return fail(now + pause(claim.attempts, 10 * SECOND), { uncertain: claim.unclean });
      case 'unauthorized': {
        onProblem(
          'Slack does not accept the bot’s token; alerts wait. Install the app again and set SLACK_BOT_TOKEN',
          error,
        );
        const until = now + pause(claim.attempts, MINUTE);
        return fail(until, { channelUntil: until, uncertain: claim.unclean });
      }
      case 'undrawable':
        onProblem(`a message (${claim.content.type}) could not be drawn`, error.cause);
        // Once more without its report, and then it must not hold up the others.
        if (claim.error !== UNDRAWABLE) return fail(now, { uncertain: claim.unclean });
        if (claim.ts) return this.#shown(claim, { channel: postedIn(claim), ts: claim.ts }, claim.version);
        return fail(now, { dead: true });
      case 'closed':
        return this.#closed(claim, error, now);
    }
  }

  /** The channel takes no messages: it is tried again, and after a while whoever subscribed is told. */
  async #closed(claim: ClaimedNotice, error: DeliveryError, now: number): Promise<void> {
    const { store, rules, owner } = this.options;
    if (claim.content.type === 'channel-trouble') return this.#give(claim, error.word);
    await store.transaction(async (tx) => {
      await tx.lockChannels([claim.channel]);
      const channel = (await tx.channel(claim.channel)) ?? { id: claim.channel, timeZone: 'UTC' };
      const attempts = (channel.trouble?.attempts ?? 0) + 1;
      const since = channel.trouble?.since ?? now;
      const until = now + Math.min(pause(attempts - 1, MINUTE), LONGEST_CLOSED);
      const late = !channel.trouble?.told && attempts > 1 && now - since >= rules.patience;
      await tx.saveChannel({
        ...channel,
        trouble: { reason: error.word, since, attempts, told: late || (channel.trouble?.told ?? false) },
      });
      if (late) {
        const people = new Set((await tx.subscriptionsIn(claim.channel)).map(({ createdBy }) => createdBy));
        const waiting = await tx.waitingIn(claim.channel);
        for (const user of people) {
          await tx.addNotice({
            id: randomUUID(),
            channel: user,
            content: { type: 'channel-trouble', channel: claim.channel, reason: error.word, waiting },
            notBefore: now,
            createdAt: now,
          });
        }
      }
      await tx.noticeFailed(owner, claim.id, {
        error: error.word,
        // A search that is turned down says nothing about the post before it.
        uncertain: claim.unclean,
        retryAt: until,
        channelUntil: until,
      });
    });
  }
}

/** What people must notice, although it is said in a thread. */
const loud: ReadonlySet<Note['what']> = new Set([
  'came-back',
  'cause-changed',
  'snooze-ended',
  'mute-ended',
  'flapping',
  'worse',
  'reminder',
]);

function isLoud(content: NoticeContent): boolean {
  if (content.type === 'digest-reminder') return true;
  return content.type === 'note' && content.notes.some(({ what }) => loud.has(what));
}

/** The report is all that comes from outside. */
function withoutReport(view: View): View {
  if (view.type !== 'incident') return view;
  const { report: _, incident, ...rest } = view;
  return {
    ...rest,
    incident: { ...incident, unseen: incident.unseen ?? 'What was seen could not be shown.' },
  };
}

function postedIn({ postedIn: channel, channel: asked }: ClaimedNotice): string {
  return channel ?? asked;
}
