import { and, asc, desc, eq, exists, inArray, like, lt, ne, or, sql as raw } from 'drizzle-orm';
import type { Sql } from '../database';
import type { Affected, EvidenceQueries } from '../port';
import { affected, evidence, incidents, notices, topics } from '../schema';

/** The queries of logs that were kept with an incident. */
export function evidenceQueries(sql: Sql): EvidenceQueries {
  return {
    async saveEvidence(one) {
      await sql
        .insert(evidence)
        .values({ id: one.id, incidentId: one.incidentId, at: one.at, run: one.run ?? null, body: one })
        .onConflictDoNothing();
    },

    async evidence(id) {
      const [row] = await sql.select({ body: evidence.body }).from(evidence).where(eq(evidence.id, id));
      return row?.body;
    },

    async history(channel, name, most) {
      const named = name
        ? exists(
            sql
              .select({ one: raw`1` })
              .from(affected)
              .where(and(eq(affected.incidentId, incidents.id), like(affected.name, likePattern(name)))),
          )
        : undefined;
      const found = await sql
        .select({ body: incidents.body })
        .from(incidents)
        .where(and(eq(incidents.channel, channel), ne(incidents.state, 'tracking'), named))
        .orderBy(desc(incidents.openedAt))
        .limit(most);
      const ids = found.map(({ body }) => body.id);
      if (ids.length === 0) return [];
      const broken = await sql
        .select({ incidentId: affected.incidentId, body: affected.body })
        .from(affected)
        .where(inArray(affected.incidentId, ids))
        .orderBy(asc(affected.firstAt), asc(affected.key));
      const seen = await sql
        .select({ incidentId: evidence.incidentId, id: evidence.id, at: evidence.at, run: evidence.run })
        .from(evidence)
        .where(inArray(evidence.incidentId, ids))
        .orderBy(desc(evidence.at));
      return found.map(({ body: incident }) => ({
        incident,
        affected: broken
          .filter(({ incidentId }) => incidentId === incident.id)
          .map(({ body }): Affected => body),
        evidence: seen
          .filter(({ incidentId }) => incidentId === incident.id)
          .map(({ id, at, run }) => ({ id, at, ...(run !== null && { run }) })),
      }));
    },

    async prune(before) {
      // One after the other: an incident takes its evidence with it, and on a server each statement has a connection
      // of its own.
      const removals = [
        // Evidence goes by its own age: an incident may stay open for longer than it is kept. Its card shows the last.
        () =>
          sql
            .delete(evidence)
            .where(
              and(
                lt(evidence.at, before),
                raw`not exists (select from ${incidents} where ${incidents.id} = ${evidence.incidentId}
                  and ${incidents.state} <> 'resolved' and ${incidents.body} ->> 'evidenceId' = ${evidence.id})`,
              ),
            )
            .returning({ id: evidence.id }),
        () =>
          sql
            .delete(incidents)
            .where(
              or(
                and(eq(incidents.state, 'resolved'), lt(incidents.resolvedAt, before)),
                // Too few failures, or muted: nobody was told, and nobody will be.
                and(
                  eq(incidents.state, 'tracking'),
                  raw`(${incidents.body} ->> 'lastFailureAt')::bigint < ${before}`,
                ),
              ),
            )
            .returning({ id: incidents.id }),
        () =>
          sql
            .delete(notices)
            .where(
              and(
                lt(notices.createdAt, before),
                raw`(${notices.incidentId} is null or not exists (select from ${incidents} where ${incidents.id} = ${notices.incidentId}))`,
                raw`not exists (select from ${incidents} where ${incidents.noticeId} = ${notices.id})`,
                raw`not (${notices.state} = 'pending')`,
              ),
            )
            .returning({ id: notices.id }),
        () => sql.delete(topics).where(lt(topics.at, before)).returning({ place: topics.place }),
      ];
      let removed = 0;
      for (const remove of removals) removed += (await remove()).length;
      return removed;
    },
  };
}

/** `*` and `?` of a glob in the words of SQL. */
function likePattern(glob: string): string {
  return glob
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%')
    .replaceAll('?', '_');
}
