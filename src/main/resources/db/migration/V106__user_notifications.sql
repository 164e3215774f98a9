-- Which mails users want; no row for those who never chose.
create table user_notification (
  user_id uuid primary key,
  workspace_id uuid not null,
  messages jsonb not null,
  digest jsonb not null,
  digest_due_at timestamptz
);

create index user_notification_workspace on user_notification (workspace_id);
create index user_notification_due on user_notification (digest_due_at) where digest_due_at is not null;

-- What users are to be told of, until they are.
create table user_message (
  id uuid primary key,
  workspace_id uuid not null,
  user_id uuid not null,
  survey_id uuid not null,
  -- The case or the response.
  subject uuid not null,
  kind text not null check (kind in ('ASSIGNED', 'OVERDUE', 'REOPENED', 'OPENED', 'RESPONSE')),
  bundled boolean not null,
  due_at timestamptz not null,
  unique (user_id, subject, kind)
);

create index user_message_due on user_message (due_at);
create index user_message_subject on user_message (subject);

-- What ends a user's digest by one click: the SHA-256 of the secret in the mail.
create table unsubscribe_token (
  hash bytea primary key,
  user_id uuid not null,
  created_at timestamptz not null
);

create index unsubscribe_token_user on unsubscribe_token (user_id);
