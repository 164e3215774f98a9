-- What happened on a day, for those who read the figures.
create table note (
  id uuid primary key,
  survey_id uuid not null references survey on delete cascade,
  day date not null,
  text text not null,
  created_at timestamptz not null
);

create index note_survey on note (survey_id, day);
