import { and, count, desc, eq, gte, lt, or, sql as raw } from 'drizzle-orm';
import type { Sql } from '../database';
import type { AuditEntry, AuditQueries } from '../port';
import { accessRules, audit } from '../schema';
import { isOfWorkspace } from './places';

/** The queries of the audit log. */
export function auditQueries(sql: Sql): AuditQueries {
  return {
    async audit({ project, ...entry }) {
      await sql
        .insert(audit)
        .values({ ...entry, ...(project && { projectId: project.id, project: project.name }) });
    },

    async auditOf({ workspace, user, project, since, most }) {
      const wanted = and(
        gte(audit.at, since),
        workspace === undefined ? undefined : isOfWorkspace(audit.channel, workspace),
        user === undefined
          ? undefined
          : or(eq(audit.by, user), raw`lower(${audit.byName}) = ${user.toLowerCase()}`),
        project === undefined
          ? undefined
          : // In any case, as projects are found everywhere; one that was deleted since is found as well.
            or(eq(audit.projectId, project), raw`lower(${audit.project}) = ${project.toLowerCase()}`),
      );
      const rows = await sql
        .select()
        .from(audit)
        .where(wanted)
        .orderBy(desc(audit.at), desc(audit.id))
        .limit(most);
      const [counted] = await sql.select({ total: count() }).from(audit).where(wanted);
      const entries = rows.map(
        ({ id: _id, byName, project: name, projectId, ...row }): AuditEntry => ({
          ...row,
          ...(byName !== null && { byName }),
          ...(projectId !== null && name !== null && { project: { id: projectId, name } }),
        }),
      );
      return { entries, total: counted?.total ?? 0 };
    },

    async pruneAudit(before) {
      return (await sql.delete(audit).where(lt(audit.at, before)).returning({ id: audit.id })).length;
    },

    async accessRules(workspace) {
      const [row] = await sql.select().from(accessRules).where(eq(accessRules.workspace, workspace));
      return row && { yaml: row.yaml, by: row.changedBy, at: row.changedAt };
    },

    async saveAccessRules(workspace, rules) {
      if (!rules) {
        await sql.delete(accessRules).where(eq(accessRules.workspace, workspace));
        return;
      }
      const set = { yaml: rules.yaml, changedBy: rules.by, changedAt: rules.at };
      await sql
        .insert(accessRules)
        .values({ workspace, ...set })
        .onConflictDoUpdate({ target: accessRules.workspace, set });
    },
  };
}
