/**
 * What a batch of observations changes, in memory: read from the store at once, answered from here, and written at once.
 * A thousand failures of one secret are one incident that is written once, not a thousand times.
 */
import type { CauseId } from '../../diagnosis/model/cause-id';
import type {
  Affected,
  AffectedBy,
  AlertQueries,
  BatchScope,
  Channel,
  Incident,
  KeptEvidence,
  Muting,
  NewNotice,
  Notice,
  NoticeContent,
} from '../../store/port';
import { muteName } from '../incident/mutes';
import type { Records } from '../outbox/records';

/** Within a transaction that holds the channels, so that nobody else changes meanwhile what was read. */
export class Batch implements Records {
  readonly #channels = new Map<string, Channel>();
  /** By channel and target. */
  readonly #mutes = new Map<string, Muting>();
  readonly #incidents = new Map<string, Incident>();
  /** Ids of the incidents that have, or had in this batch, a key in a channel. */
  readonly #byKey = new Map<string, Set<string>>();
  /** What each incident breaks, of this batch's workloads. */
  readonly #affected = new Map<string, Map<string, Affected>>();
  /** Ids of the incidents that break a workload. */
  readonly #byAffected = new Map<string, Set<string>>();
  #othersBroken: ReadonlyMap<string, number> = new Map();
  /** In the order in which they were written. */
  readonly #notices = new Map<string, Notice>();
  /** Thread lines, and events of webhooks, that nobody has begun to send. */
  readonly #pendingNotes = new Map<string, Notice>();

  /** What is to be written, each in the order of its last change. */
  readonly #changed = {
    incidents: new Set<string>(),
    affected: new Map<string, AffectedBy>(),
    evidence: [] as KeptEvidence[],
    newNotices: new Map<string, NewNotice>(),
    notices: new Map<string, { id: string; content?: NoticeContent }>(),
  };

  private constructor(
    private readonly tx: AlertQueries,
    private readonly scope: BatchScope,
  ) {}

  static async begin(tx: AlertQueries, scope: BatchScope): Promise<Batch> {
    const batch = new Batch(tx, scope);
    await batch.#read();
    return batch;
  }

  /** Writes what changed. */
  async end(): Promise<void> {
    const { incidents, affected, evidence, newNotices, notices } = this.#changed;
    const all = [...incidents].map((id) => this.#incidents.get(id) as Incident);
    await this.tx.writeBatch({
      // What ends gives its key free for what begins.
      incidents: [
        ...all.filter(({ state }) => state === 'resolved'),
        ...all.filter(({ state }) => state !== 'resolved'),
      ],
      affected: [...affected.values()],
      evidence,
      newNotices: [...newNotices.values()],
      changedNotices: [...notices.values()],
    });
  }

  async #read(): Promise<void> {
    const state = await this.tx.readBatch(this.scope);
    for (const each of state.channels) this.#channels.set(each.id, each);
    for (const { channel, target, ...muting } of state.mutes) {
      this.#mutes.set(`${channel}\n${muteName(target)}`, muting);
    }
    for (const each of state.incidents) this.#keep(each);
    for (const each of state.affected) this.#keepAffected(each);
    this.#othersBroken = state.othersBroken;
    for (const each of state.notices) this.#notices.set(each.id, each);
    for (const each of state.pendingNotes) this.#pendingNotes.set(each.id, each);
  }

  /** The mute of this cause or of this workload; of both, the one that lasts longer. */
  mutedBy(channel: string, cause: CauseId, workloadKey: string): Muting | undefined {
    const end = ({ until }: Muting) => until ?? Number.POSITIVE_INFINITY;
    return [cause, workloadKey]
      .map((target) => this.#mutes.get(`${channel}\n${target}`))
      .filter((each) => each !== undefined)
      .sort((a, b) => end(b) - end(a))[0];
  }

  /** The channel's open or tracked incident of this key, else the one resolved last that may come back. */
  incidentOf(channel: string, key: string): Incident | undefined {
    const found = [...(this.#byKey.get(`${channel}\n${key}`) ?? [])]
      .map((id) => this.#incidents.get(id))
      .filter((each) => each?.key === key);
    const resolvedAt = (each: Incident | undefined) => each?.resolvedAt ?? Number.POSITIVE_INFINITY;
    return found.sort((a, b) => resolvedAt(b) - resolvedAt(a))[0];
  }

  /** Open and tracked incidents of the channel that break this workload, the oldest first. */
  incidentsBreaking(channel: string, affectedKey: string): readonly Incident[] {
    return [...(this.#byAffected.get(affectedKey) ?? [])]
      .map((id) => this.#incidents.get(id))
      .filter((each) => each !== undefined)
      .filter((each) => each.channel === channel && each.state !== 'resolved')
      .sort((a, b) => a.openedAt - b.openedAt);
  }

  affectedOne(incidentId: string, affectedKey: string): Affected | undefined {
    return this.#affected.get(incidentId)?.get(affectedKey);
  }

  /** Whether another workload of the incident did not succeed since. */
  othersBroken(incidentId: string, affectedKey: string): boolean {
    if ((this.#othersBroken.get(incidentId) ?? 0) > 0) return true;
    for (const each of this.#affected.get(incidentId)?.values() ?? []) {
      if (each.key !== affectedKey && each.recoveredAt === undefined) return true;
    }
    return false;
  }

  saveEvidence(evidence: KeptEvidence): void {
    this.#changed.evidence.push(evidence);
  }

  async saveIncident(incident: Incident): Promise<void> {
    this.#keep(incident);
    this.#changed.incidents.delete(incident.id);
    this.#changed.incidents.add(incident.id);
  }

  async saveAffected(incidentId: string, affected: Affected): Promise<void> {
    this.#keepAffected({ incidentId, affected });
    this.#changed.affected.set(`${incidentId}\n${affected.key}`, { incidentId, affected });
  }

  async channel(id: string): Promise<Channel | undefined> {
    return this.#channels.get(id);
  }

  async notice(id: string): Promise<Notice | undefined> {
    return this.#notices.get(id);
  }

  async addNotice(added: NewNotice): Promise<void> {
    const { held: _, ...rest } = added;
    const notice: Notice = { ...rest, state: 'pending', version: 1, shownVersion: 0, attempts: 0 };
    this.#notices.set(notice.id, notice);
    const { type } = notice.content;
    if (type === 'note' || type === 'webhook') this.#pendingNotes.set(notice.id, notice);
    this.#changed.newNotices.set(notice.id, added);
  }

  async touchNotice(id: string): Promise<void> {
    // A new one is sent as it is then.
    if (this.#changed.newNotices.has(id)) return;
    this.#changed.notices.set(id, this.#changed.notices.get(id) ?? { id });
  }

  async replaceContent(id: string, content: NoticeContent): Promise<void> {
    for (const known of [this.#notices, this.#pendingNotes]) {
      const notice = known.get(id);
      if (notice) known.set(id, { ...notice, content });
    }
    const added = this.#changed.newNotices.get(id);
    if (added) this.#changed.newNotices.set(id, { ...added, content });
    else this.#changed.notices.set(id, { id, content });
  }

  async pendingNote(incidentId: string): Promise<Notice | undefined> {
    return [...this.#pendingNotes.values()].findLast(
      ({ content }) => content.type === 'note' && content.incidentId === incidentId,
    );
  }

  async pendingEvent(incidentId: string): Promise<Notice | undefined> {
    return [...this.#pendingNotes.values()].findLast(
      ({ content }) => content.type === 'webhook' && content.incidentId === incidentId,
    );
  }

  async growingDigest(channel: string, reason: 'storm' | 'quiet', at: number): Promise<Notice | undefined> {
    return [...this.#notices.values()].findLast(
      ({ channel: place, state, content }) =>
        place === channel &&
        (state === 'pending' || state === 'sent') &&
        content.type === 'digest' &&
        content.reason === reason &&
        content.until > at,
    );
  }

  async cardsSince(channel: string, since: number): Promise<number> {
    return this.#cards(channel, ({ createdAt }) => createdAt >= since);
  }

  async heldCards(channel: string, now: number): Promise<number> {
    return this.#cards(channel, ({ state, notBefore }) => state === 'pending' && notBefore > now);
  }

  /** Only the store knows which of them nobody has begun to send. Once a storm. */
  async absorbCards(channel: string, digestId: string): Promise<number> {
    await this.end();
    const { incidents, affected, evidence, newNotices, notices } = this.#changed;
    for (const each of [incidents, affected, newNotices, notices]) each.clear();
    evidence.length = 0;
    const absorbed = await this.tx.absorbCards(channel, digestId);
    this.#notices.clear();
    this.#pendingNotes.clear();
    await this.#read();
    return absorbed;
  }

  #cards(channel: string, counts: (notice: Notice) => boolean): number {
    return [...this.#notices.values()].filter(
      (each) =>
        each.channel === channel &&
        each.content.type === 'incident' &&
        (each.state === 'pending' || each.state === 'sent') &&
        counts(each),
    ).length;
  }

  #keep(incident: Incident): void {
    this.#incidents.set(incident.id, incident);
    added(this.#byKey, `${incident.channel}\n${incident.key}`, incident.id);
  }

  #keepAffected({ incidentId, affected }: AffectedBy): void {
    const all = this.#affected.get(incidentId) ?? new Map<string, Affected>();
    this.#affected.set(incidentId, all.set(affected.key, affected));
    added(this.#byAffected, affected.key, incidentId);
  }
}

function added(index: Map<string, Set<string>>, key: string, id: string): void {
  index.set(key, (index.get(key) ?? new Set()).add(id));
}
