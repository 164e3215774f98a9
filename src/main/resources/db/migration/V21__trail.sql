-- Who changed what. Nothing in it tells of respondents but their number.
create table trail (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null
);

create index trail_workspace on trail (workspace_id, id desc);
