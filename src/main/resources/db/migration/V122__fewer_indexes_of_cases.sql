-- Each case that is opened is written to every index. What is not closed is found through
-- one: by due time, late, or of an owner; all, the newest first, read backwards.
create index survey_case_open on survey_case (workspace_id, due_at, id) include (owner, status, overdue_at)
  where status <> 'CLOSED';
create index survey_case_opened on survey_case (workspace_id, opened_at, id);

drop index survey_case_due;
drop index survey_case_newest;
drop index survey_case_owner;
drop index survey_case_late;
