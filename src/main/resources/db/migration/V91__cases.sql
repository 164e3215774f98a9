-- The rules of a survey that open cases, in order: the first that matches a response does.
create table follow_up (
  survey_id uuid primary key references survey on delete cascade,
  revision bigint not null,
  rules jsonb not null
);

create sequence case_number;

-- What is done about a response. One for each response at most, ever.
create table survey_case (
  survey_id uuid not null,
  id uuid not null,
  response_id uuid not null,
  workspace_id uuid not null,
  number bigint not null,
  -- The rule as it was when it opened the case; null for a case that was opened by hand.
  rule jsonb,
  status text not null check (status in ('NEW', 'OPEN', 'WAITING', 'CLOSED')),
  owner uuid,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  -- When it was recorded that the due time had passed.
  overdue_at timestamptz,
  -- When it goes to whom its rule names, if it is still overdue then.
  hand_over_at timestamptz,
  first_action_at timestamptz,
  waiting_since timestamptz,
  wait_until timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('SATISFIED_AGAIN', 'RESOLVED', 'UNREACHABLE', 'NO_ACTION', 'VOID')),
  cause text,
  -- What it was before its response was marked or erased, and to which it may return.
  before_void jsonb,
  revision bigint not null,
  primary key (survey_id, id),
  unique (survey_id, response_id)
);

-- Open cases by due time, with what counts of them need; and all, the newest first.
create index survey_case_due on survey_case (workspace_id, due_at, id) include (owner, status)
  where status <> 'CLOSED';
create index survey_case_newest on survey_case (workspace_id, opened_at desc, id desc) include (status);
create index survey_case_closed on survey_case (workspace_id, closed_at) where status = 'CLOSED';
create index survey_case_owner on survey_case (owner) where owner is not null;
create index survey_case_waiting on survey_case (wait_until) where status = 'WAITING';
create index survey_case_hand_over on survey_case (hand_over_at) where hand_over_at is not null;
create index survey_case_late on survey_case (due_at) where status in ('NEW', 'OPEN') and overdue_at is null;

-- What happened to a case, never changed but for the words, which an erasure removes.
create table case_event (
  survey_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  user_id uuid,
  actor text,
  facts jsonb,
  words jsonb,
  primary key (survey_id, case_id, id)
);
