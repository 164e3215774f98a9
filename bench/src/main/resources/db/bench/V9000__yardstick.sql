-- What the yardstick saves: a row per response and one per answer, as JPA's textbooks have it.
create sequence saved_answer_seq increment by 50;

create table saved_response (
  id uuid primary key,
  survey_id uuid not null,
  submitted_at timestamptz not null,
  received_at timestamptz not null,
  channel text,
  touchpoint text,
  locale text,
  respondent text,
  attributes text
);

create table saved_answer (
  id bigint primary key,
  response_id uuid not null references saved_response,
  question text not null,
  score integer,
  text text
);

create index saved_answer_response on saved_answer (response_id);
