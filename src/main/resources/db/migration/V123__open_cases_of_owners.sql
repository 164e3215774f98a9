-- One's own open cases, the first due first; a case without an owner is not in it.
create index survey_case_of_owner on survey_case (owner, due_at, id) where status <> 'CLOSED' and owner is not null;
