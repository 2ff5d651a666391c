/** Whom a watch calls, reminds and tells besides; mutes of one workload, and mutes that end by themselves. */
export const sql = `
alter table subscriptions
  add column notify jsonb,
  add column remind_after bigint,
  add column webhook text;

-- The id of a cause, or the key of a workload, which has its subject beside it.
alter table mutes rename column cause to target;
alter table mutes
  add column subject jsonb,
  add column until bigint;
create index mutes_by_end on mutes (until) where until is not null;
`;
