export const sql = `
create table channels (
  id text primary key,
  quiet jsonb,
  time_zone text not null,
  digest_at text,
  next_digest_at bigint,
  next_send_at bigint not null default 0,
  sending_until bigint not null default 0,
  trouble jsonb
);

create table subscriptions (
  channel text not null references channels (id),
  project_id text not null,
  kinds jsonb not null,
  name text,
  exclude text,
  min_failures integer not null check (min_failures > 0),
  summed boolean not null default false,
  created_by text not null,
  created_at bigint not null,
  primary key (channel, project_id)
);
create index subscriptions_by_project on subscriptions (project_id);

create table projects (
  id text primary key,
  ref jsonb not null,
  next_look_at bigint not null,
  looked_at bigint,
  look_interval integer,
  trouble jsonb,
  lease_owner text,
  lease_until bigint not null default 0
);
create index projects_by_next_look on projects (next_look_at);

create table cursors (
  project_id text primary key references projects (id) on delete cascade,
  marks jsonb not null
);

create table incidents (
  id text primary key,
  channel text not null,
  key text not null,
  state text not null check (state in ('tracking', 'open', 'resolved')),
  cause text not null,
  opened_at bigint not null,
  resolved_at bigint,
  due_at bigint,
  notice_id text,
  body jsonb not null
);
-- One cause of one thing is one incident in a channel at a time.
create unique index incidents_unresolved on incidents (channel, key) where state <> 'resolved';
create index incidents_by_key on incidents (channel, key, resolved_at);
create index incidents_by_time on incidents (channel, opened_at);
create index incidents_by_notice on incidents (notice_id);
create index incidents_due on incidents (due_at) where due_at is not null;

create table affected (
  incident_id text not null references incidents (id) on delete cascade,
  key text not null,
  name text not null,
  first_at bigint not null,
  recovered boolean not null,
  body jsonb not null,
  primary key (incident_id, key)
);
create index affected_by_key on affected (key);

create table mutes (
  channel text not null,
  cause text not null,
  muted_by text not null,
  at bigint not null,
  primary key (channel, cause)
);

create table notices (
  id text primary key,
  seq bigint generated always as identity,
  channel text not null,
  type text not null,
  content jsonb not null,
  incident_id text,
  parent_id text,
  state text not null check (state in ('pending', 'sent', 'absorbed', 'dead')),
  version integer not null default 1,
  shown_version integer not null default 0,
  not_before bigint not null,
  held boolean not null default false,
  attempts integer not null default 0,
  attempt_at bigint,
  claimed_by text,
  claimed_until bigint not null default 0,
  ts text,
  posted_in text,
  created_at bigint not null,
  sent_at bigint,
  error text
);
create index notices_to_do on notices (seq) where state = 'pending' or (state = 'sent' and version > shown_version);
create index notices_by_channel on notices (channel, created_at);
create index notices_by_incident on notices (incident_id);

create table evidence (
  id text primary key,
  incident_id text not null references incidents (id) on delete cascade,
  at bigint not null,
  run text,
  body jsonb not null
);
create index evidence_by_incident on evidence (incident_id, at);

create table audit (
  id bigint generated always as identity primary key,
  at bigint not null,
  done_by text not null,
  channel text not null,
  action text not null,
  about text not null
);
create index audit_by_channel on audit (channel, id);

create table ledger (
  id text primary key,
  at bigint not null
);
create index ledger_by_time on ledger (at);
`;
