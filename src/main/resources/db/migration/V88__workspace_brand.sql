-- What visitors see of the owner, and settings of the workspace to come.
alter table workspace add column revision bigint not null default 1;
alter table workspace add column settings jsonb not null default '{}';

create table logo (
  workspace_id uuid primary key references workspace (id),
  hash text not null,
  media_type text not null,
  width int not null,
  height int not null,
  content bytea not null
);

create index logo_hash on logo (hash);
