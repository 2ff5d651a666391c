import { and, eq, gte, inArray } from 'drizzle-orm';
import type { Sql } from '../database';
import type { ConversationQueries } from '../port';
import { defaultProjects, incidents, notices, topics } from '../schema';
import { isOfWorkspace } from './places';

/** The queries of what a thread was about. */
export function conversationQueries(sql: Sql): ConversationQueries {
  return {
    async saveTopic(place, thread, command, at) {
      await sql
        .insert(topics)
        .values({ place, thread, command, at })
        .onConflictDoUpdate({ target: [topics.place, topics.thread], set: { command, at } });
    },

    async topic(place, thread, since) {
      const [row] = await sql
        .select({ command: topics.command })
        .from(topics)
        .where(and(eq(topics.place, place), eq(topics.thread, thread), gte(topics.at, since)));
      return row?.command;
    },

    async subjectOfMessage(channel, ts) {
      const [row] = await sql
        .select({ body: incidents.body })
        .from(notices)
        .innerJoin(incidents, eq(incidents.id, notices.incidentId))
        .where(and(eq(notices.channel, channel), eq(notices.ts, ts)));
      return row?.body.subject;
    },

    async saveDefaultProject(place, project, by, at) {
      if (!project) {
        await sql.delete(defaultProjects).where(eq(defaultProjects.place, place));
        return;
      }
      await sql
        .insert(defaultProjects)
        .values({ place, project, setBy: by, at })
        .onConflictDoUpdate({ target: defaultProjects.place, set: { project, setBy: by, at } });
    },

    async defaultProjects(places) {
      const rows = await sql
        .select({ place: defaultProjects.place, project: defaultProjects.project })
        .from(defaultProjects)
        .where(inArray(defaultProjects.place, [...places]));
      return new Map(rows.map(({ place, project }) => [place, project]));
    },

    async dropConversationsOfWorkspace(workspace) {
      await sql.delete(topics).where(isOfWorkspace(topics.place, workspace));
      await sql.delete(defaultProjects).where(isOfWorkspace(defaultProjects.place, workspace));
    },
  };
}
