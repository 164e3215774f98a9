-- Small tables: ordinary rows, written rarely, with foreign keys among themselves.

create table workspace (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null
);

create table api_key (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  name text not null,
  hash bytea not null unique,
  scopes text not null,
  created_at timestamptz not null,
  expires_at timestamptz
);

create index api_key_workspace on api_key (workspace_id);

create table survey (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  name text not null,
  zone text not null,
  default_locale text not null,
  status text not null check (status in ('DRAFT', 'LIVE', 'PAUSED', 'CLOSED')),
  version integer not null check (version > 0),
  -- Rises with every change of the survey: answers judged by an older one are judged again.
  revision bigint not null,
  settings jsonb not null,
  sample boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  stopped_at timestamptz,
  deleted_at timestamptz
);

create index survey_workspace on survey (workspace_id, id desc) where deleted_at is null;
create index survey_deleted on survey (id) where deleted_at is not null;

-- A published row never changes key, type, scale or orientation: an edit that does makes
-- a new row under the same key, so that scales never mix in a figure.
create table question (
  id uuid primary key,
  survey_id uuid not null references survey on delete cascade,
  key text not null,
  type text not null check (type in ('NPS', 'CSAT', 'CES', 'RATING', 'CHOICE', 'TEXT')),
  scale_min integer,
  scale_max integer,
  orientation text,
  multiple boolean not null,
  since_version integer not null,
  until_version integer,
  position integer not null,
  wording jsonb not null,
  unique (survey_id, key, since_version)
);
