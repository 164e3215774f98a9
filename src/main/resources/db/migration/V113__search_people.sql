-- People are found by how words of their names, addresses and respondents begin.
update person set words = regexp_replace(words, '[^[:alnum:]]+', ' ', 'g');
alter table person add column search tsvector generated always as (to_tsvector('pg_catalog.simple', words)) stored;
create index person_search on person using gin (search);
drop index person_newest;
create index person_newest on person (workspace_id, id desc);
