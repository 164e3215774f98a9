-- Which responses mails to users quote, so that these mails go when a response is erased. Kept as long as the mails.
create table letter_mention (
  response_id uuid not null,
  -- That of the mails in the outbox.
  topic uuid not null,
  survey_id uuid not null,
  -- When the response was submitted.
  day date not null,
  created_at timestamptz not null,
  primary key (response_id, topic)
);

create index letter_mention_topic on letter_mention (topic);
create index letter_mention_day on letter_mention (survey_id, day);
create index letter_mention_created on letter_mention (created_at);
