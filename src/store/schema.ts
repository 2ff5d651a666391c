/** The tables, as the query layer sees them. `migrations/` makes them. */
import { sql as raw } from 'drizzle-orm';
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ProjectRef, WorkloadSubject } from '../diagnosis/model/subject';
import type {
  Affected,
  AuditEntry,
  Called,
  ChannelTrouble,
  Cursor,
  Incident,
  KeptEvidence,
  LookTrouble,
  NoticeContent,
  WatchedKind,
} from './port';

/** Milliseconds since 1970. */
const instant = (name: string) => bigint(name, { mode: 'number' });

export const channels = pgTable('channels', {
  id: text('id').primaryKey(),
  quiet: jsonb('quiet').$type<{ from: string; to: string }>(),
  timeZone: text('time_zone').notNull(),
  digestAt: text('digest_at'),
  nextDigestAt: instant('next_digest_at'),
  nextSendAt: instant('next_send_at').notNull().default(0),
  sendingUntil: instant('sending_until').notNull().default(0),
  trouble: jsonb('trouble').$type<ChannelTrouble>(),
  workspace: text('workspace').generatedAlwaysAs(raw`split_part(id, '/', 1)`),
});

export const installations = pgTable('installations', {
  workspace: text('workspace').primaryKey(),
  sealed: text('sealed').notNull(),
  installedAt: instant('installed_at').notNull(),
});

export const subscriptions = pgTable(
  'subscriptions',
  {
    channel: text('channel').notNull(),
    projectId: text('project_id').notNull(),
    kinds: jsonb('kinds').$type<readonly WatchedKind[]>().notNull(),
    name: text('name'),
    exclude: text('exclude'),
    minFailures: integer('min_failures').notNull(),
    summed: boolean('summed').notNull().default(false),
    notify: jsonb('notify').$type<readonly Called[]>(),
    remindAfter: instant('remind_after'),
    webhook: text('webhook'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.channel, table.projectId] })],
);

export const projects = pgTable('projects', {
  id: text('id').primaryKey(),
  ref: jsonb('ref').$type<ProjectRef>().notNull(),
  nextLookAt: instant('next_look_at').notNull(),
  lookedAt: instant('looked_at'),
  interval: integer('look_interval'),
  trouble: jsonb('trouble').$type<LookTrouble>(),
  leaseOwner: text('lease_owner'),
  leaseUntil: instant('lease_until').notNull().default(0),
});

export const cursors = pgTable('cursors', {
  projectId: text('project_id').primaryKey(),
  marks: jsonb('marks').$type<Cursor>().notNull(),
});

export const incidents = pgTable('incidents', {
  id: text('id').primaryKey(),
  channel: text('channel').notNull(),
  key: text('key').notNull(),
  state: text('state').$type<Incident['state']>().notNull(),
  cause: text('cause').notNull(),
  openedAt: instant('opened_at').notNull(),
  resolvedAt: instant('resolved_at'),
  dueAt: instant('due_at'),
  noticeId: text('notice_id'),
  body: jsonb('body').$type<Incident>().notNull(),
});

export const affected = pgTable(
  'affected',
  {
    incidentId: text('incident_id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    firstAt: instant('first_at').notNull(),
    recovered: boolean('recovered').notNull(),
    body: jsonb('body').$type<Affected>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.key] })],
);

export const mutes = pgTable(
  'mutes',
  {
    channel: text('channel').notNull(),
    /** Id of a cause, or key of a workload. */
    target: text('target').notNull(),
    subject: jsonb('subject').$type<WorkloadSubject>(),
    mutedBy: text('muted_by').notNull(),
    at: instant('at').notNull(),
    until: instant('until'),
  },
  (table) => [primaryKey({ columns: [table.channel, table.target] })],
);

export const notices = pgTable('notices', {
  id: text('id').primaryKey(),
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  channel: text('channel').notNull(),
  type: text('type').$type<NoticeContent['type']>().notNull(),
  content: jsonb('content').$type<NoticeContent>().notNull(),
  incidentId: text('incident_id'),
  parentId: text('parent_id'),
  state: text('state').$type<'pending' | 'sent' | 'absorbed' | 'dead'>().notNull(),
  version: integer('version').notNull().default(1),
  shownVersion: integer('shown_version').notNull().default(0),
  notBefore: instant('not_before').notNull(),
  held: boolean('held').notNull().default(false),
  attempts: integer('attempts').notNull().default(0),
  attemptAt: instant('attempt_at'),
  claimedBy: text('claimed_by'),
  claimedUntil: instant('claimed_until').notNull().default(0),
  ts: text('ts'),
  postedIn: text('posted_in'),
  createdAt: instant('created_at').notNull(),
  sentAt: instant('sent_at'),
  error: text('error'),
});

export const evidence = pgTable('evidence', {
  id: text('id').primaryKey(),
  incidentId: text('incident_id').notNull(),
  at: instant('at').notNull(),
  run: text('run'),
  body: jsonb('body').$type<KeptEvidence>().notNull(),
});

export const audit = pgTable('audit', {
  id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().primaryKey(),
  at: instant('at').notNull(),
  by: text('done_by').notNull(),
  channel: text('channel').notNull(),
  action: text('action').notNull(),
  about: text('about').notNull(),
  byName: text('by_name'),
  kind: text('kind').$type<AuditEntry['kind']>().notNull(),
  projectId: text('project_id'),
  project: text('project'),
  result: text('result').notNull(),
});

export const accessRules = pgTable('access_rules', {
  workspace: text('workspace').primaryKey(),
  yaml: text('yaml').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});

export const ledger = pgTable('ledger', {
  id: text('id').primaryKey(),
  at: instant('at').notNull(),
});

export const topics = pgTable(
  'topics',
  {
    place: text('place').notNull(),
    thread: text('thread').notNull(),
    command: text('command').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.place, table.thread] })],
);

export const defaultProjects = pgTable('default_projects', {
  place: text('place').primaryKey(),
  project: jsonb('project').$type<ProjectRef>().notNull(),
  setBy: text('set_by').notNull(),
  at: instant('at').notNull(),
});
