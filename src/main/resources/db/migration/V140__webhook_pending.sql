-- What happened to responses and is not yet a delivery for each of them: a row for each batch that the intake stores,
-- which costs it little. What is told is read from the responses when the deliveries are made.
create table webhook_pending (
  webhook_id uuid not null,
  id uuid not null,
  event text not null,
  survey_id uuid not null,
  responses uuid[] not null,
  -- Whether it renews deliveries that wait for responses to settle, and makes none.
  renews boolean not null,
  created_at timestamptz not null,
  primary key (webhook_id, id)
);

-- Random ids don't compress.
alter table webhook_pending alter column responses set storage external;

create index webhook_pending_survey on webhook_pending (survey_id);
