-- Keys that had all scopes have all scopes.
update api_key set scopes = scopes || ' people' where scopes = 'responses:write read manage cases';

-- The people whom a workspace may ask.
create table person (
  id uuid primary key,
  workspace_id uuid not null,
  respondent text,
  -- As it is written to, and as addresses are compared.
  email text,
  address text,
  name text,
  locale text,
  zone text,
  attributes jsonb not null,
  consent text,
  consent_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  -- What a search looks through.
  words text not null
);

create unique index person_respondent on person (workspace_id, respondent) where respondent is not null;
create index person_any_case on person (workspace_id, lower(respondent)) where respondent is not null;
create unique index person_nameless on person (workspace_id, address) where respondent is null;
create index person_address on person (workspace_id, address) where address is not null;
create index person_newest on person (workspace_id, id desc) include (words);

-- Addresses that are not written to. The hash is keyed by the workspace's secret, and
-- outlives an erasure; the address itself doesn't.
create table suppression (
  id uuid primary key,
  workspace_id uuid not null,
  hash bytea not null,
  kind text not null check (kind in ('UNSUBSCRIBED', 'COMPLAINED', 'BOUNCED', 'MANUAL')),
  at timestamptz not null,
  email text,
  reason text,
  unique (workspace_id, hash, kind)
);

create index suppression_newest on suppression (workspace_id, id desc);
