-- Set by the owner, and kept when the client amends: a marked response never counts.
alter table response add column mark text check (mark in ('SPAM', 'TEST'));

-- Nothing in it leads to a person any more, and nothing that comes later may.
alter table response add column anonymous boolean not null default false;

create index response_respondent on response (survey_id, respondent) where respondent is not null;
