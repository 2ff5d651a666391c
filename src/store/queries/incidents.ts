import { and, asc, count, desc, eq, gte, inArray, isNull, lt, lte, ne, or, sql as raw } from 'drizzle-orm';
import type { Sql } from '../database';
import type { IncidentQueries } from '../port';
import { affected, incidents } from '../schema';

/** The queries of incidents, and of what is muted. */
export function incidentQueries(sql: Sql): IncidentQueries {
  const unresolved = ne(incidents.state, 'resolved');

  return {
    async lockChannels(channels) {
      // In one order everywhere, so that two transactions never wait for each other. `offset` keeps the order that the
      // inner query has until the locks are taken.
      const inOrder = JSON.stringify([...new Set(channels)].sort());
      await sql.execute(raw`
        select pg_advisory_xact_lock(hashtextextended(channel, 5319)) from (
          select channel from jsonb_array_elements_text(${inOrder}::jsonb) with ordinality as given (channel, place)
          order by place offset 0) as ordered`);
    },

    async incident(id) {
      const [row] = await sql.select({ body: incidents.body }).from(incidents).where(eq(incidents.id, id));
      return row?.body;
    },

    async brokenAmong(affectedKeys) {
      if (affectedKeys.length === 0) return [];
      const rows = await sql
        .selectDistinct({ key: affected.key })
        .from(affected)
        .innerJoin(incidents, eq(affected.incidentId, incidents.id))
        .where(and(unresolved, inArray(affected.key, [...affectedKeys])));
      return rows.map(({ key }) => key);
    },

    async saveIncident(incident) {
      const values = {
        channel: incident.channel,
        key: incident.key,
        state: incident.state,
        cause: incident.cause,
        openedAt: incident.openedAt,
        resolvedAt: incident.resolvedAt ?? null,
        dueAt: incident.dueAt ?? null,
        noticeId: incident.noticeId ?? null,
        body: incident,
      };
      await sql
        .insert(incidents)
        .values({ id: incident.id, ...values })
        .onConflictDoUpdate({ target: incidents.id, set: values });
    },

    async affected(incidentId) {
      const rows = await sql
        .select({ body: affected.body })
        .from(affected)
        .where(eq(affected.incidentId, incidentId))
        .orderBy(asc(affected.firstAt), asc(affected.key));
      return rows.map(({ body }) => body);
    },

    async affectedCounts(incidentIds) {
      if (incidentIds.length === 0) return new Map();
      const rows = await sql
        .select({ id: affected.incidentId, broken: count() })
        .from(affected)
        .where(inArray(affected.incidentId, [...incidentIds]))
        .groupBy(affected.incidentId);
      return new Map(rows.map(({ id, broken }) => [id, broken]));
    },

    async saveAffected(incidentId, one) {
      const values = {
        name: one.subject.name,
        firstAt: one.firstAt,
        recovered: one.recoveredAt !== undefined,
        body: one,
      };
      await sql
        .insert(affected)
        .values({ incidentId, key: one.key, ...values })
        .onConflictDoUpdate({ target: [affected.incidentId, affected.key], set: values });
    },

    async incidentsDue(now) {
      const rows = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(and(lte(incidents.dueAt, now), unresolved))
        .orderBy(asc(incidents.dueAt))
        .limit(50);
      return rows.map(({ body }) => body);
    },

    async unresolvedIncidents(channel) {
      const rows = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(and(eq(incidents.channel, channel), unresolved))
        .orderBy(asc(incidents.openedAt));
      return rows.map(({ body }) => body);
    },

    async openIncidents(channel) {
      const rows = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(and(eq(incidents.channel, channel), eq(incidents.state, 'open')))
        .orderBy(asc(incidents.openedAt));
      return rows.map(({ body }) => body);
    },

    async incidentsOfNotice(noticeId) {
      const rows = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(eq(incidents.noticeId, noticeId))
        .orderBy(asc(incidents.openedAt));
      return rows.map(({ body }) => body);
    },

    async incidentsBetween(channel, from, to) {
      const rows = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(
          and(
            eq(incidents.channel, channel),
            ne(incidents.state, 'tracking'),
            lt(incidents.openedAt, to),
            or(isNull(incidents.resolvedAt), gte(incidents.resolvedAt, from)),
          ),
        )
        .orderBy(desc(incidents.openedAt));
      return rows.map(({ body }) => body);
    },
  };
}
