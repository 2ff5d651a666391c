/** Who asked what, saw which log and pressed what, in which project, with which result; and rules of access without a file. */
export const sql = `
alter table audit
  add column by_name text,
  add column kind text not null default 'did',
  add column project_id text,
  add column project text,
  add column result text not null default 'done';
create index audit_by_time on audit (at);

create table access_rules (
  workspace text primary key,
  yaml text not null,
  changed_by text not null,
  changed_at bigint not null
);
`;
