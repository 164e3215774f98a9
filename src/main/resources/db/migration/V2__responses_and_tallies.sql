-- Tables that grow: survey_id leads every key, and nothing refers from one to another, so
-- that they can be distributed by survey_id.

-- Locked, in order of survey_id, by every transaction that writes answers or tallies.
create table survey_state (
  survey_id uuid primary key,
  definition bigint not null,
  changes bigint not null,
  -- Segments declared after answers had come in, whose tallies are still being made.
  building text[] not null
) with (fillfactor = 50);

create table response (
  survey_id uuid not null,
  id uuid not null,
  version integer not null,
  revision integer not null,
  content_hash uuid not null,
  submitted_at timestamptz not null,
  received_at timestamptz not null,
  channel text,
  touchpoint text,
  locale text,
  respondent text,
  attributes jsonb,
  answers jsonb not null,
  finished boolean not null,
  test boolean not null,
  door text not null check (door in ('PUBLIC', 'KEY')),
  primary key (survey_id, id)
);

create index response_newest on response (survey_id, submitted_at desc, id desc);

-- The values under which a response stands in a segment: several for a multiple choice,
-- (none) where it has no value.
create function segment_values(r response, segment text, choice boolean) returns setof text
language sql immutable parallel safe as $$
  select coalesce(nullif(s.value, ''), '(none)')
  from (
    select case segment
             when 'channel' then r.channel
             when 'touchpoint' then r.touchpoint
             when 'locale' then r.locale
             else r.attributes ->> segment
           end as value
    where not choice
    union all
    select null where choice and jsonb_typeof(r.answers -> segment) is distinct from 'array'
    union all
    select jsonb_array_elements_text(r.answers -> segment)
    where choice and jsonb_typeof(r.answers -> segment) = 'array'
  ) s
$$;

create table erased (
  survey_id uuid not null,
  response_id uuid not null,
  primary key (survey_id, response_id)
);

-- Who was asked: shown or dismissed, under the id that the answer has or would have.
create table shown (
  survey_id uuid not null,
  id uuid not null,
  shown_at timestamptz not null,
  dismissed boolean not null,
  channel text,
  touchpoint text,
  primary key (survey_id, id)
);

-- One row per question, segment value and period; n0 counts the lowest score of the scale.
-- The rows whose question_id is the survey's own id count the reach: n0 shown, n1 started,
-- n2 finished.
create table tally (
  survey_id uuid not null,
  question_id uuid not null,
  segment text not null,
  granularity text not null check (granularity in ('DAY', 'QUARTER_HOUR')),
  period_start timestamptz not null,
  segment_value text not null,
  n0 bigint not null default 0,
  n1 bigint not null default 0,
  n2 bigint not null default 0,
  n3 bigint not null default 0,
  n4 bigint not null default 0,
  n5 bigint not null default 0,
  n6 bigint not null default 0,
  n7 bigint not null default 0,
  n8 bigint not null default 0,
  n9 bigint not null default 0,
  n10 bigint not null default 0,
  primary key (survey_id, question_id, segment, granularity, period_start, segment_value)
) with (fillfactor = 70);

-- The values that stand under their own name in a segment. Append-only: an answer is found
-- again where it was counted.
create table segment_value (
  survey_id uuid not null,
  segment text not null,
  value text not null,
  primary key (survey_id, segment, value)
);

-- What a rebuild under way found and has not yet added to the tallies.
create table tally_difference (like tally including defaults);
create index tally_difference_survey on tally_difference (survey_id);

create table rebuild (
  survey_id uuid not null,
  id uuid not null,
  status text not null check (status in ('RUNNING', 'DONE', 'FAILED')),
  requested_at timestamptz not null,
  checked bigint not null default 0,
  corrected bigint not null default 0,
  primary key (survey_id, id)
);

create unique index rebuild_running on rebuild (survey_id) where status = 'RUNNING';

-- Answers spread to one row per question, for recounts and searches.
create view answer as
select r.survey_id, r.id as response_id, q.id as question_id, q.key, q.type, q.scale_min,
       r.submitted_at, a.value
from response r
cross join lateral jsonb_each(r.answers) a
join question q on q.survey_id = r.survey_id and q.key = a.key
  and q.since_version <= r.version and (q.until_version is null or r.version < q.until_version);
