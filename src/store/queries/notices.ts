import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  sql as raw,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Sql } from '../database';
import type { ClaimedNotice, Notice, NoticeContent, NoticeQueries } from '../port';
import { channels, incidents, notices } from '../schema';

/** A claim that ends further ahead than this many lengths was made before the clock was set back. */
const CREDIBLE_CLAIMS = 10;
/**
 * Waits that are longer were planned before the clock was set back, milliseconds. A pause after a failure is
 * shorter than the one; quiet hours end within the other.
 */
const LONGEST_PAUSE = 20 * 60_000;
const LONGEST_QUIET = 26 * 3_600_000;

/** The queries of the outbox. */
export function noticeQueries(sql: Sql): NoticeQueries {
  const parents = alias(notices, 'parents');
  const toPost = eq(notices.state, 'pending');
  const toEdit = and(eq(notices.state, 'sent'), gt(notices.version, notices.shownVersion));
  const ready = or(isNull(notices.parentId), isNotNull(parents.ts));
  const claimed = (owner: string, id: string) => and(eq(notices.id, id), eq(notices.claimedBy, owner));

  const freeChannel = (channel: string) =>
    sql.update(channels).set({ sendingUntil: 0 }).where(eq(channels.id, channel));

  /** The newest of the incident that nobody has begun to send. */
  const untried = async (incidentId: string, type: 'note' | 'webhook') => {
    const [row] = await sql
      .select()
      .from(notices)
      .where(
        and(
          eq(notices.incidentId, incidentId),
          eq(notices.type, type),
          toPost,
          isNull(notices.attemptAt),
          eq(notices.claimedUntil, 0),
        ),
      )
      .orderBy(desc(notices.seq))
      .limit(1)
      .for('update');
    return row && toNotice(row);
  };

  return {
    async addNotice({ id, channel, content, parentId, notBefore, held = false, createdAt }) {
      await sql.insert(channels).values({ id: channel, timeZone: 'UTC' }).onConflictDoNothing();
      await sql.insert(notices).values({
        id,
        channel,
        type: content.type,
        content,
        incidentId: 'incidentId' in content ? content.incidentId : null,
        parentId: parentId ?? null,
        state: 'pending',
        notBefore,
        held,
        createdAt,
      });
    },

    async notice(id) {
      const [row] = await sql.select().from(notices).where(eq(notices.id, id));
      return row && toNotice(row);
    },

    async touchNotice(id) {
      await sql
        .update(notices)
        .set({ version: raw`${notices.version} + 1` })
        .where(eq(notices.id, id));
    },

    async replaceContent(id, content) {
      await sql
        .update(notices)
        .set({ content, version: raw`${notices.version} + 1` })
        .where(eq(notices.id, id));
    },

    async cardsSince(channel, since) {
      const [row] = await sql
        .select({ cards: count() })
        .from(notices)
        .where(
          and(
            eq(notices.channel, channel),
            eq(notices.type, 'incident'),
            inArray(notices.state, ['pending', 'sent']),
            gte(notices.createdAt, since),
          ),
        );
      return row?.cards ?? 0;
    },

    async heldCards(channel, now) {
      const [row] = await sql
        .select({ cards: count() })
        .from(notices)
        .where(
          and(eq(notices.channel, channel), eq(notices.type, 'incident'), toPost, gt(notices.notBefore, now)),
        );
      return row?.cards ?? 0;
    },

    async growingDigest(channel, reason, now) {
      const [row] = await sql
        .select()
        .from(notices)
        .where(
          and(
            eq(notices.channel, channel),
            eq(notices.type, 'digest'),
            inArray(notices.state, ['pending', 'sent']),
            raw`${notices.content} ->> 'reason' = ${reason}`,
            raw`(${notices.content} ->> 'until')::bigint > ${now}`,
          ),
        )
        .orderBy(desc(notices.seq))
        .limit(1);
      return row && toNotice(row);
    },

    async absorbCards(channel, digestId) {
      const taken = await sql
        .update(notices)
        .set({ state: 'absorbed' })
        .where(
          and(
            eq(notices.channel, channel),
            eq(notices.type, 'incident'),
            toPost,
            isNull(notices.attemptAt),
            eq(notices.claimedUntil, 0),
          ),
        )
        .returning({ id: notices.id });
      const ids = taken.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await sql.update(notices).set({ parentId: digestId }).where(inArray(notices.parentId, ids));
      await sql
        .update(incidents)
        .set({
          noticeId: digestId,
          body: raw`jsonb_set(${incidents.body}, '{noticeId}', to_jsonb(${digestId}::text))`,
        })
        .where(inArray(incidents.noticeId, ids));
      return ids.length;
    },

    pendingNote: (incidentId) => untried(incidentId, 'note'),
    pendingEvent: (incidentId) => untried(incidentId, 'webhook'),

    async openTroubles(channel) {
      const rows = await sql
        .select()
        .from(notices)
        .where(
          and(
            eq(notices.channel, channel),
            eq(notices.type, 'watch-trouble'),
            inArray(notices.state, ['pending', 'sent']),
            raw`not (${notices.content} ? 'endedAt')`,
          ),
        );
      return rows.map(toNotice);
    },

    async claimNotice(owner, now, leaseMs, paceMs, to = 'slack') {
      return sql.transaction(async (tx) => {
        const free = or(
          lte(notices.claimedUntil, now),
          gt(notices.claimedUntil, now + leaseMs * CREDIBLE_CLAIMS),
        );
        const [found] = await tx
          .select({ notice: notices })
          .from(notices)
          .innerJoin(channels, eq(channels.id, notices.channel))
          .leftJoin(parents, eq(parents.id, notices.parentId))
          .where(
            and(
              or(toPost, toEdit),
              to === 'slack' ? ne(notices.type, 'webhook') : eq(notices.type, 'webhook'),
              or(
                lte(notices.notBefore, now),
                gt(
                  notices.notBefore,
                  raw`${now}::bigint + case when ${notices.held} then ${LONGEST_QUIET}::bigint else ${LONGEST_PAUSE}::bigint end`,
                ),
              ),
              free,
              ready,
              or(lte(channels.nextSendAt, now), gt(channels.nextSendAt, now + LONGEST_PAUSE)),
              or(lte(channels.sendingUntil, now), gt(channels.sendingUntil, now + leaseMs * CREDIBLE_CLAIMS)),
            ),
          )
          // New cards before edits and threads: many that count up would hold them up.
          .orderBy(raw`${notices.state} = 'sent' or ${notices.parentId} is not null`, asc(notices.seq))
          .limit(1)
          .for('update', { of: [notices, channels], skipLocked: true });
        if (!found) return undefined;
        const { notice: row } = found;
        const claimedUntil = now + leaseMs;
        await tx
          .update(channels)
          .set({ nextSendAt: now + paceMs, sendingUntil: claimedUntil })
          .where(eq(channels.id, row.channel));
        await tx
          .update(notices)
          .set({
            claimedBy: owner,
            claimedUntil,
            attemptAt: row.attemptAt ?? now,
            attempts: row.attempts + 1,
          })
          .where(eq(notices.id, row.id));
        const [parent] = row.parentId
          ? await tx.select().from(notices).where(eq(notices.id, row.parentId))
          : [undefined];
        const claim: ClaimedNotice = {
          ...toNotice(row),
          unclean: row.state === 'pending' && row.attemptAt !== null,
          claimedUntil,
          ...(parent?.ts && { parent: { ts: parent.ts, channel: parent.postedIn ?? parent.channel } }),
        };
        return claim;
      });
    },

    async nextNoticeAt(now) {
      const rows = await sql.execute<{ next: string | number | null }>(raw`
        select min(greatest(n.not_before, n.claimed_until, c.next_send_at, c.sending_until)) as next
        from ${notices} n join ${channels} c on c.id = n.channel left join ${notices} p on p.id = n.parent_id
        where (n.state = 'pending' or (n.state = 'sent' and n.version > n.shown_version))
          and (n.parent_id is null or p.ts is not null)`);
      const next = (rows as unknown as { rows: { next: string | number | null }[] }).rows[0]?.next;
      return next === null || next === undefined ? undefined : Math.max(now, Number(next));
    },

    async noticeShown(owner, id, { version, at, ts, postedIn, quietUntil }) {
      const rows = await sql
        .update(notices)
        .set({
          state: 'sent',
          shownVersion: version,
          ts,
          postedIn,
          sentAt: raw`coalesce(${notices.sentAt}, ${at})`,
          notBefore: quietUntil,
          held: false,
          attemptAt: null,
          attempts: 0,
          claimedBy: null,
          claimedUntil: 0,
          error: null,
        })
        .where(claimed(owner, id))
        .returning({ channel: notices.channel });
      for (const { channel } of rows) await freeChannel(channel);
      return rows.length > 0;
    },

    async noticeFailed(owner, id, { error, uncertain, retryAt, channelUntil, dead }) {
      const rows = await sql
        .update(notices)
        .set({
          error,
          notBefore: retryAt,
          held: false,
          claimedBy: null,
          claimedUntil: 0,
          ...(!uncertain && { attemptAt: null }),
          ...(dead && { state: 'dead' as const }),
        })
        .where(claimed(owner, id))
        .returning({ channel: notices.channel });
      for (const { channel } of rows) {
        await sql
          .update(channels)
          .set({
            sendingUntil: 0,
            ...(channelUntil !== undefined && {
              nextSendAt: raw`greatest(${channels.nextSendAt}, ${channelUntil})`,
            }),
          })
          .where(eq(channels.id, channel));
      }
    },

    async noticeUneditable(owner, id, now) {
      const rows = await sql
        .update(notices)
        .set({
          state: 'pending',
          ts: null,
          postedIn: null,
          notBefore: now,
          attemptAt: null,
          claimedBy: null,
          claimedUntil: 0,
        })
        .where(claimed(owner, id))
        .returning({ channel: notices.channel });
      for (const { channel } of rows) await freeChannel(channel);
    },

    async waitingIn(channel) {
      const [row] = await sql
        .select({ waiting: count() })
        .from(notices)
        .where(and(eq(notices.channel, channel), toPost));
      return row?.waiting ?? 0;
    },
  };
}

/** A row of the outbox, as the alerts know it. */
export function toNotice(row: typeof notices.$inferSelect): Notice {
  return {
    id: row.id,
    channel: row.channel,
    content: row.content as NoticeContent,
    state: row.state,
    version: row.version,
    shownVersion: row.shownVersion,
    notBefore: row.notBefore,
    attempts: row.attempts,
    createdAt: row.createdAt,
    ...(row.parentId !== null && { parentId: row.parentId }),
    ...(row.attemptAt !== null && { attemptAt: row.attemptAt }),
    ...(row.ts !== null && { ts: row.ts }),
    ...(row.postedIn !== null && { postedIn: row.postedIn }),
    ...(row.sentAt !== null && { sentAt: row.sentAt }),
    ...(row.error !== null && { error: row.error }),
  };
}
