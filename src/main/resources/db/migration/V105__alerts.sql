-- What is looked for in the figures of a survey, and what was seen.
create table alert (
  id uuid primary key,
  workspace_id uuid not null,
  survey_id uuid not null references survey on delete cascade,
  rule jsonb not null,
  author text not null,
  created_at timestamptz not null,
  revision bigint not null,
  -- Since when it is raised; null while it is quiet.
  raised_at timestamptz,
  -- Names the last period in which it was raised.
  raised_for text,
  seen jsonb not null
);

create index alert_workspace on alert (workspace_id, id);
create index alert_survey on alert (survey_id);

-- When alerts were raised and cleared, and what was seen then.
create table alert_event (
  id uuid primary key,
  alert_id uuid not null references alert on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('RAISED', 'CLEARED', 'ENDED', 'CHANGED')),
  actor text,
  finding jsonb
);

create index alert_event_newest on alert_event (alert_id, id desc);
