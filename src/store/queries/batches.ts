import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNull,
  ne,
  notInArray,
  or,
  sql as raw,
  type SQL,
} from 'drizzle-orm';
import { union } from 'drizzle-orm/pg-core';
import type { Sql } from '../database';
import type { BatchQueries, BatchScope } from '../port';
import { affected, channels, evidence, incidents, mutes, notices } from '../schema';
import { toMute } from './mutes';
import { toNotice } from './notices';
import { toChannel } from './subscriptions';

/** The queries of a whole look: one statement a table, whatever its size. */
export function batchQueries(sql: Sql): BatchQueries {
  return {
    async readBatch(scope) {
      const places = [...scope.channels];
      const workloads = [...scope.affectedKeys];
      const known = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(incidentsOf(sql, scope))
        .orderBy(asc(incidents.openedAt));
      const ids = known.map(({ body }) => body.id);
      const broken = await sql
        .select({ incidentId: affected.incidentId, affected: affected.body })
        .from(affected)
        .where(and(inArray(affected.incidentId, ids), inArray(affected.key, workloads)));
      const others = await sql
        .select({ id: affected.incidentId, broken: count() })
        .from(affected)
        .where(
          and(
            inArray(affected.incidentId, ids),
            eq(affected.recovered, false),
            notInArray(affected.key, workloads),
          ),
        )
        .groupBy(affected.incidentId);
      const messages = await sql
        .select()
        .from(notices)
        .where(
          noticesOf(
            scope,
            known.map(({ body }) => body.noticeId),
          ),
        )
        .orderBy(asc(notices.seq));
      const pendingNotes = await sql
        .select()
        .from(notices)
        .where(
          and(
            inArray(notices.incidentId, ids),
            inArray(notices.type, ['note', 'webhook']),
            eq(notices.state, 'pending'),
            isNull(notices.attemptAt),
            eq(notices.claimedUntil, 0),
          ),
        )
        .orderBy(asc(notices.seq))
        .for('update');
      return {
        channels: (await sql.select().from(channels).where(inArray(channels.id, places))).map(toChannel),
        mutes: (await sql.select().from(mutes).where(inArray(mutes.channel, places))).map((row) => ({
          ...toMute(row),
          channel: row.channel,
        })),
        incidents: known.map(({ body }) => body),
        affected: broken,
        othersBroken: new Map(others.map((each) => [each.id, each.broken])),
        notices: messages.map(toNotice),
        pendingNotes: pendingNotes.map(toNotice),
      };
    },

    async writeBatch(changes) {
      // One parameter for all rows: a statement takes 65,535 of them at most.
      const write = async (statement: (given: SQL) => SQL, rows: readonly unknown[]) => {
        if (rows.length > 0)
          await sql.execute(statement(raw`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`));
      };
      await write(
        (given) => raw`
          insert into ${incidents} (id, channel, key, state, cause, opened_at, resolved_at, due_at, notice_id, body)
          select * from ${given} as given (id text, channel text, key text, state text, cause text, opened_at bigint,
            resolved_at bigint, due_at bigint, notice_id text, body jsonb)
          on conflict (id) do update set channel = excluded.channel, key = excluded.key, state = excluded.state,
            cause = excluded.cause, opened_at = excluded.opened_at, resolved_at = excluded.resolved_at,
            due_at = excluded.due_at, notice_id = excluded.notice_id, body = excluded.body`,
        changes.incidents.map((body) => ({
          id: body.id,
          channel: body.channel,
          key: body.key,
          state: body.state,
          cause: body.cause,
          opened_at: body.openedAt,
          resolved_at: body.resolvedAt,
          due_at: body.dueAt,
          notice_id: body.noticeId,
          body,
        })),
      );
      await write(
        (given) => raw`
          insert into ${affected} (incident_id, key, name, first_at, recovered, body)
          select * from ${given} as given (incident_id text, key text, name text, first_at bigint, recovered boolean,
            body jsonb)
          on conflict (incident_id, key) do update set name = excluded.name, first_at = excluded.first_at,
            recovered = excluded.recovered, body = excluded.body`,
        changes.affected.map(({ incidentId, affected: body }) => ({
          incident_id: incidentId,
          key: body.key,
          name: body.subject.name,
          first_at: body.firstAt,
          recovered: body.recoveredAt !== undefined,
          body,
        })),
      );
      await write(
        (given) => raw`
          insert into ${evidence} (id, incident_id, at, run, body)
          select * from ${given} as given (id text, incident_id text, at bigint, run text, body jsonb)
          on conflict do nothing`,
        changes.evidence.map((body) => ({
          id: body.id,
          incident_id: body.incidentId,
          at: body.at,
          run: body.run,
          body,
        })),
      );
      const places = [...new Set(changes.newNotices.map(({ channel }) => channel))];
      await write(
        (given) => raw`
          insert into ${channels} (id, time_zone) select id, 'UTC' from ${given} as given (id text)
          on conflict do nothing`,
        places.map((id) => ({ id })),
      );
      await write(
        (given) => raw`
          insert into ${notices} (id, channel, type, content, incident_id, parent_id, state, not_before, held, created_at)
          select * from ${given} as given (id text, channel text, type text, content jsonb, incident_id text,
            parent_id text, state text, not_before bigint, held boolean, created_at bigint)`,
        changes.newNotices.map(({ content, ...each }) => ({
          id: each.id,
          channel: each.channel,
          type: content.type,
          content,
          incident_id: 'incidentId' in content ? content.incidentId : null,
          parent_id: each.parentId,
          state: 'pending',
          not_before: each.notBefore,
          held: each.held ?? false,
          created_at: each.createdAt,
        })),
      );
      await write(
        (given) => raw`
          update ${notices} set version = version + 1, content = coalesce(given.content, ${notices.content})
          from ${given} as given (id text, content jsonb) where ${notices.id} = given.id`,
        changes.changedNotices,
      );
    },
  };
}

/** Those of the keys and those that break the workloads, in the channels, that have not ended. */
function incidentsOf(sql: Sql, { channels: places, incidentKeys, affectedKeys, resolvedAfter }: BatchScope) {
  const ofKeys = sql
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(inArray(incidents.channel, [...places]), inArray(incidents.key, [...incidentKeys])));
  const breaking = sql
    .select({ id: affected.incidentId })
    .from(affected)
    .where(inArray(affected.key, [...affectedKeys]));
  return and(
    inArray(incidents.id, union(ofKeys, breaking)),
    inArray(incidents.channel, [...places]),
    or(ne(incidents.state, 'resolved'), gt(incidents.resolvedAt, resolvedAfter)),
  );
}

/** Messages that show the incidents, digests that still grow, cards that count. */
function noticesOf(
  { channels: places, cardsSince, seenAt, now }: BatchScope,
  shown: readonly (string | undefined)[],
) {
  const waiting = and(eq(notices.state, 'pending'), gt(notices.notBefore, now));
  return or(
    inArray(notices.id, [...new Set(shown.filter((id) => id !== undefined))]),
    and(
      inArray(notices.channel, [...places]),
      inArray(notices.state, ['pending', 'sent']),
      or(
        and(eq(notices.type, 'incident'), or(gte(notices.createdAt, cardsSince), waiting)),
        and(
          eq(notices.type, 'digest'),
          raw`(${notices.content} ->> 'until')::bigint > ${Math.min(seenAt, now)}`,
        ),
      ),
    ),
  );
}
