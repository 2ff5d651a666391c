/**
 * Several Slack workspaces. A channel's id is `WORKSPACE/CHANNEL` where the app is installed to several, and `CHANNEL`
 * where it serves one: every row that belongs to a channel belongs to its workspace.
 */
export const sql = `
create table installations (
  workspace text primary key,
  sealed text not null,
  installed_at bigint not null
);

alter table channels add column workspace text
  generated always as (case when position('/' in id) > 0 then split_part(id, '/', 1) end) stored;
create index channels_by_workspace on channels (workspace) where workspace is not null;
`;
