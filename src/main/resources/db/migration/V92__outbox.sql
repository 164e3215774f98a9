-- What is to be sent, written in the transaction of what it tells of. Sent after the commit.
create table outbox (
  id uuid primary key,
  workspace_id uuid not null,
  -- What it is about: what is erased is erased here by it.
  topic uuid not null,
  status text not null check (status in ('WAITING', 'SENT', 'FAILED')),
  mail jsonb not null,
  -- The number of the attempt under way or made last: a result is written under its own alone.
  attempts int not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  failure text
);

create index outbox_due on outbox (due_at) where status = 'WAITING';
create index outbox_ended on outbox (ended_at) where ended_at is not null;
create index outbox_topic on outbox (topic);
