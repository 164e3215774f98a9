-- Orders, within a survey, what was stored, amended, marked and erased: numbers are taken
-- while the survey's state is locked, so that their order is that of the commits.
create sequence row_sequence cache 1;

-- The response is written once more as a whole: texts get a column of their own, so that
-- counting doesn't read them, and it keeps when somebody was asked for it.
alter table response
  add column sequence bigint not null default 0,
  add column changed_at timestamptz,
  add column comments jsonb,
  add column asked_at timestamptz,
  add column asked_channel text,
  add column asked_touchpoint text;

drop index response_newest;
drop index response_respondent;

update response r set
  changed_at = k.received_at,
  -- Most have no texts, which is found three times as fast as they are taken apart.
  answers = case when k.answers @? 'strict $.* ? (@.type() == "string")' then
    coalesce((select jsonb_object_agg(a.key, a.value) from jsonb_each(k.answers) a
      where jsonb_typeof(a.value) <> 'string'), '{}') else k.answers end,
  comments = case when k.answers @? 'strict $.* ? (@.type() == "string")' then
    (select jsonb_object_agg(a.key, a.value) from jsonb_each(k.answers) a
      where jsonb_typeof(a.value) = 'string') end,
  asked_at = s.shown_at, asked_channel = s.channel, asked_touchpoint = s.touchpoint
from response k
left join shown s on s.survey_id = k.survey_id and s.id = k.id and s.shown_at <= k.submitted_at
where r.survey_id = k.survey_id and r.id = k.id;

alter table response alter column changed_at set not null;
-- Most responses are amended once, half a minute after they came, and then rest. Each
-- amendment gets another sequence number, which is indexed: so it can't stay on its page
-- without new index entries, and room kept free on pages would only be lost (fillfactor
-- 100, the default). What it leaves lies on the newest pages, which vacuum reads alone, but
-- with all of each index: so once in twenty parts, and not more often.
alter table response set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);

-- Their conditions hold for every row. They keep these indexes from statements that don't
-- ask for the second column: where nothing is known of a table's size, PostgreSQL would
-- take any index that begins with the survey for as good as the key.
create index response_newest on response (survey_id, submitted_at desc, id desc) where submitted_at is not null;
create index response_sequence on response (survey_id, sequence) where sequence is not null;
create index response_respondent on response (survey_id, respondent) where respondent is not null;

-- Who was asked, and how far: one row for each stage of an id, amended by marks alone.
alter table shown rename column shown_at to at;
alter table shown
  add column stage text not null default 'SHOWN' check (stage in ('INVITED', 'SENT', 'SHOWN', 'DISMISSED')),
  add column received_at timestamptz,
  add column source text,
  add column asked boolean not null default true,
  add column mark text check (mark in ('SPAM', 'TEST')),
  add column sequence bigint not null default 0;
update shown set received_at = at;
alter table shown drop constraint shown_pkey;
alter table shown add primary key (survey_id, id, stage);
insert into shown (survey_id, id, stage, at, received_at, channel, touchpoint, dismissed, asked)
select survey_id, id, 'DISMISSED', at, at, channel, touchpoint, true, false from shown where dismissed;
alter table shown alter column stage drop default, alter column received_at set not null,
  alter column asked drop default, alter column sequence drop default, drop column dismissed;
create index shown_at on shown (survey_id, at) where at is not null;
create index shown_sequence on shown (survey_id, sequence) where sequence is not null;

alter table erased add column sequence bigint not null default 0,
  add column changed_at timestamptz not null default now();
alter table erased alter column sequence drop default, alter column changed_at drop default;
create index erased_sequence on erased (survey_id, sequence) where sequence is not null;

-- What a row counted before it was amended, marked, anonymised or erased, without texts,
-- until the tallies have caught up.
create table superseded (
  survey_id uuid not null,
  id uuid not null,
  -- The row had the first of these sequence numbers until another took its place.
  was bigint not null,
  became bigint not null,
  -- Of a record of asking; null for a response.
  stage text,
  at timestamptz not null,
  channel text,
  touchpoint text,
  counts boolean not null,
  asked boolean not null,
  version integer,
  finished boolean,
  locale text,
  attributes jsonb,
  answers jsonb,
  asked_at timestamptz,
  asked_channel text,
  asked_touchpoint text
);
create index superseded_became on superseded (survey_id, became);
-- Emptied by each tallying, so that its size says nothing of how much was deleted.
alter table superseded set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

-- Tallies as earlier versions kept them, until those of purged days are converted.
alter table tally rename to tally_before;
alter table segment_value rename to segment_value_before;
drop table tally_difference;
drop table rebuild;

-- Locked by whoever writes tallies. Names no row of a response.
create table tally_state (
  survey_id uuid primary key,
  -- The tallies hold what has a sequence number up to this one.
  tallied_to bigint not null default 0,
  -- Rises with every building, rebuild and purge: figures may then change.
  revision bigint not null default 0,
  -- The last id that a series got: none is used again.
  last_series integer not null default 0,
  -- How many rows of tallies were written last time.
  last_rows integer not null default 0,
  -- The first local day of which it is known who was asked; null where of all.
  asked_from date,
  -- By which rules of its zone local days were told apart: their fingerprint and version.
  zone_rules text,
  zone_version text
) with (fillfactor = 50);

create table tally_series (
  survey_id uuid not null,
  id integer not null,
  question_id uuid not null,
  segment text not null,
  -- The first local day that is counted. Goes back as the series is built.
  covers_from date not null,
  -- Whether it holds what was counted of purged days.
  holds_purged boolean not null default false,
  -- Whether figures are read from it, or from the one that it is built beside.
  serving boolean not null default true,
  -- The values that may have a name, as the survey said when it was begun; null for any.
  allowed text[],
  primary key (survey_id, id)
);

-- The names of values, in the order in which they were first counted.
create table segment_value (
  survey_id uuid not null,
  series integer not null,
  id integer not null,
  value text not null,
  primary key (survey_id, series, id)
);

create table tally (
  survey_id uuid not null,
  series integer not null,
  day date not null,
  -- Values numbered 0 to 63 stand in part 0, 64 to 127 in part 1 …
  part smallint not null,
  cells bytea not null,
  primary key (survey_id, series, day, part)
) with (fillfactor = 90, toast_tuple_target = 4080);

create table rebuild (
  survey_id uuid not null,
  id uuid not null,
  status text not null check (status in ('RUNNING', 'DONE', 'FAILED')),
  requested_at timestamptz not null,
  -- Days from this one on are done.
  before date,
  names boolean not null default false,
  checked bigint not null default 0,
  corrected bigint not null default 0,
  primary key (survey_id, id)
);
create unique index rebuild_running on rebuild (survey_id) where status = 'RUNNING';

insert into tally_state (survey_id) select survey_id from survey_state;

-- Responses of local days before this one are gone, and none dated so is taken in.
alter table survey_state add column purged_before date;

-- Spreads a row of tallies, for those who look at them with psql.
create function cells(packed bytea) returns table (value integer, score integer, count bigint)
language plpgsql immutable parallel safe as $$
declare
  at integer := 0;
  place bigint := -1;
  number bigint;
  shift integer;
  is_place boolean := true;
begin
  while at < length(packed) loop
    number := 0;
    shift := 0;
    loop
      number := number | (cast(get_byte(packed, at) & 127 as bigint) << shift);
      shift := shift + 7;
      at := at + 1;
      exit when get_byte(packed, at - 1) < 128;
    end loop;
    if is_place then
      place := place + number;
    else
      value := place / 16;
      score := place % 16;
      count := number;
      return next;
    end if;
    is_place := not is_place;
  end loop;
end
$$;
