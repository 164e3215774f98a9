-- On whose pages a survey's widget was shown, and when last. Hosts alone: nothing of visitors.
create table sighting (
  survey_id uuid not null,
  host text not null,
  last_seen_at timestamptz not null,
  primary key (survey_id, host)
);
