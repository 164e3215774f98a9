-- Addresses that are told what happens. What the settings are is the user's; all else is written by the deliveries.
create table webhook (
  id uuid primary key,
  workspace_id uuid not null,
  settings jsonb not null,
  secret text not null,
  -- It signs too, until then.
  old_secret text,
  old_secret_until timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz,
  disabled_reason text,
  -- Since when every attempt has failed, and how many did.
  failing_since timestamptz,
  failures int not null,
  last_failure text,
  paused_until timestamptz,
  -- Which node sends, and until when it may: one at a time.
  holder uuid,
  held_until timestamptz,
  revision bigint not null
);

create index webhook_workspace on webhook (workspace_id);

-- An event for one of them, written in the transaction of what it tells of.
create table webhook_delivery (
  webhook_id uuid not null,
  id uuid not null,
  event text not null,
  survey_id uuid,
  -- The response that it holds, by which an erasure finds it, and when that was submitted.
  response_id uuid,
  response_at timestamptz,
  -- Null once it is erased.
  content text,
  status text not null check (status in ('WAITING', 'DELIVERED', 'FAILED')),
  -- How many attempts there were since it was last to be sent: a result is written under the number before it.
  attempts int not null,
  tries jsonb not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  primary key (webhook_id, id)
);

create index webhook_delivery_due on webhook_delivery (webhook_id, due_at, id) where status = 'WAITING';
create index webhook_delivery_response on webhook_delivery (survey_id, response_id);
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;
