-- How a survey invites by mail.
create table survey_invitation (
  survey_id uuid primary key,
  revision bigint not null,
  settings jsonb not null,
  -- The last day for which people were chosen who are asked regularly.
  recurred_on date
);

-- A list of invitations that was posted at once.
create table sending (
  id uuid primary key,
  workspace_id uuid not null,
  survey_id uuid not null,
  status text not null check (status in ('RUNNING', 'PAUSED', 'STOPPED')),
  row_count int not null,
  skips jsonb not null,
  started_at timestamptz not null,
  started_by text not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create index sending_survey on sending (survey_id, id desc);

-- One person asked once. The id is that of the response.
create table invitation (
  id uuid primary key,
  workspace_id uuid not null,
  survey_id uuid not null,
  sending_id uuid,
  person_id uuid,
  -- The case after which somebody is asked again.
  case_id uuid,
  -- The sender's own name for it.
  key text,
  email text not null,
  address text not null,
  respondent text,
  name text,
  locale text,
  zone text,
  attributes jsonb not null,
  touchpoint text,
  subject text,
  test boolean not null,
  status text not null check (status in ('SCHEDULED', 'SENT', 'OPENED', 'ANSWERED', 'EXPIRED', 'BOUNCED',
    'UNSUBSCRIBED', 'SKIPPED', 'CANCELLED')),
  skip_rule text,
  skip_until timestamptz,
  created_at timestamptz not null,
  -- When the next mail goes out; null when none does.
  due_at timestamptz,
  expires_at timestamptz not null,
  mail_count int not null,
  last_mail_at timestamptz,
  sent_at timestamptz,
  opened_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  -- Of what the figures know: 0 nothing, 1 that it was made, 2 that it was sent.
  counted int not null
);

create unique index invitation_key on invitation (survey_id, key) where key is not null;
create index invitation_newest on invitation (survey_id, id desc);
create index invitation_due on invitation (due_at) where due_at is not null;
create index invitation_expires on invitation (expires_at) where status in ('SCHEDULED', 'SENT', 'OPENED');
create index invitation_uncounted on invitation (id) where counted = 0 or (counted = 1 and sent_at is not null);
create index invitation_address on invitation (workspace_id, address, last_mail_at);
create index invitation_respondent on invitation (workspace_id, lower(respondent)) where respondent is not null;
create index invitation_sending on invitation (sending_id, status) where sending_id is not null;
create index invitation_person on invitation (person_id) where person_id is not null;
create index invitation_mailed on invitation (survey_id, last_mail_at) where last_mail_at is not null;

-- A mail of an invitation, under the id that it has in the outbox. Its link's token is stored hashed.
create table invitation_mail (
  id uuid primary key,
  invitation_id uuid not null,
  workspace_id uuid not null,
  token bytea not null unique,
  reminder int not null,
  at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  reason text,
  unclear boolean not null,
  -- What the mail server said when it took it, which may hold a name of its own for the mail.
  reply text
);

create index invitation_mail_invitation on invitation_mail (invitation_id);
create index invitation_mail_reply on invitation_mail (workspace_id, at desc) where reply is not null;
