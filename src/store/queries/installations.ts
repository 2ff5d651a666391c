import { and, eq, inArray } from 'drizzle-orm';
import type { Sql } from '../database';
import type { InstallationQueries } from '../port';
import { channels, installations, notices, projects, subscriptions } from '../schema';

/** The queries of encrypted installations. */
export function installationQueries(sql: Sql): InstallationQueries {
  return {
    async saveInstallation(workspace, sealed, installedAt) {
      await sql
        .insert(installations)
        .values({ workspace, sealed, installedAt })
        .onConflictDoUpdate({ target: installations.workspace, set: { sealed, installedAt } });
    },

    async installation(workspace) {
      const [row] = await sql
        .select({ sealed: installations.sealed })
        .from(installations)
        .where(eq(installations.workspace, workspace));
      return row?.sealed;
    },

    async deleteInstallation(workspace) {
      await sql.delete(installations).where(eq(installations.workspace, workspace));
    },

    async watchesOfWorkspace(workspace) {
      return sql
        .select({ channel: subscriptions.channel, project: projects.ref })
        .from(subscriptions)
        .innerJoin(projects, eq(projects.id, subscriptions.projectId))
        .innerJoin(channels, eq(channels.id, subscriptions.channel))
        .where(eq(channels.workspace, workspace));
    },

    async dropNoticesOfWorkspace(workspace) {
      const own = sql.select({ id: channels.id }).from(channels).where(eq(channels.workspace, workspace));
      await sql
        .update(notices)
        .set({ state: 'dead', error: 'the app was removed from the workspace' })
        .where(and(inArray(notices.channel, own), inArray(notices.state, ['pending', 'sent'])));
    },
  };
}
