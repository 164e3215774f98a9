-- The texts from which people begin replies, of a workspace.
create table reply_templates (
  workspace_id uuid primary key references workspace (id),
  revision bigint not null,
  templates jsonb not null
);
