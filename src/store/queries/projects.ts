import { and, asc, eq, gt, inArray, lte, or, sql as raw } from 'drizzle-orm';
import type { Sql } from '../database';
import type { ProjectQueries, WatchedProject } from '../port';
import { cursors, projects } from '../schema';

/** A lease that ends further ahead than this many lengths was made before the clock was set back. */
const CREDIBLE_LEASES = 10;

/** The queries of what a watched project looked like last. */
export function projectQueries(sql: Sql): ProjectQueries {
  const owned = (owner: string, projectId: string) =>
    and(eq(projects.id, projectId), eq(projects.leaseOwner, owner));

  return {
    async claimProjects(owner, now, leaseMs, most, mostInterval) {
      // A look planned further ahead than the longest interval was planned before the clock was set back.
      const due = or(lte(projects.nextLookAt, now), gt(projects.nextLookAt, now + mostInterval));
      const free = or(
        lte(projects.leaseUntil, now),
        gt(projects.leaseUntil, now + leaseMs * CREDIBLE_LEASES),
      );
      return sql.transaction(async (tx) => {
        const found = await tx
          .select({ id: projects.id })
          .from(projects)
          .where(and(due, free))
          .orderBy(asc(projects.nextLookAt))
          .limit(most)
          .for('update', { skipLocked: true });
        if (found.length === 0) return [];
        const rows = await tx
          .update(projects)
          .set({ leaseOwner: owner, leaseUntil: now + leaseMs })
          .where(
            inArray(
              projects.id,
              found.map(({ id }) => id),
            ),
          )
          .returning();
        return rows.map(toProject);
      });
    },

    async renewProjects(owner, projectIds, until) {
      if (projectIds.length === 0) return;
      await sql
        .update(projects)
        .set({ leaseUntil: until })
        .where(and(inArray(projects.id, [...projectIds]), eq(projects.leaseOwner, owner)));
    },

    async holdProject(owner, projectId, now) {
      const [row] = await sql
        .select({ leaseUntil: projects.leaseUntil })
        .from(projects)
        .where(owned(owner, projectId))
        .for('update');
      return row !== undefined && row.leaseUntil > now;
    },

    async finishLook(owner, projectId, { nextLookAt, lookedAt, interval, trouble }, plannedAt) {
      await sql
        .update(projects)
        .set({
          nextLookAt: raw`case when ${projects.nextLookAt} = ${plannedAt}::bigint then ${nextLookAt}::bigint
            else least(${projects.nextLookAt}, ${nextLookAt}::bigint) end`,
          ...(lookedAt !== undefined && { lookedAt }),
          ...(interval !== undefined && { interval }),
          trouble: trouble ?? null,
          leaseOwner: null,
          leaseUntil: 0,
        })
        .where(owned(owner, projectId));
    },

    async watchedProjects() {
      return (await sql.select().from(projects).orderBy(asc(projects.id))).map(toProject);
    },

    async watchedProject(projectId) {
      const [row] = await sql.select().from(projects).where(eq(projects.id, projectId));
      return row && toProject(row);
    },

    async requestLook(projectId, now) {
      const rows = await sql
        .update(projects)
        .set({ nextLookAt: now })
        .where(eq(projects.id, projectId))
        .returning({ id: projects.id });
      return rows.length > 0;
    },

    async cursor(projectId) {
      const [row] = await sql.select().from(cursors).where(eq(cursors.projectId, projectId));
      return row?.marks;
    },

    async saveCursor(projectId, marks) {
      await sql
        .insert(cursors)
        .values({ projectId, marks })
        .onConflictDoUpdate({ target: cursors.projectId, set: { marks } });
    },
  };
}

function toProject(row: typeof projects.$inferSelect): WatchedProject {
  return {
    project: row.ref,
    nextLookAt: row.nextLookAt,
    ...(row.lookedAt !== null && { lookedAt: row.lookedAt }),
    ...(row.interval !== null && { interval: row.interval }),
    ...(row.trouble !== null && { trouble: row.trouble }),
  };
}
