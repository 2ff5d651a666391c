/** What threads are about, and the project that a channel or a person means when none is named. */
export const sql = `
create table topics (
  place text not null,
  thread text not null,
  command text not null,
  at bigint not null,
  primary key (place, thread)
);
create index topics_by_time on topics (at);

create table default_projects (
  place text primary key,
  project jsonb not null,
  set_by text not null,
  at bigint not null
);
`;
