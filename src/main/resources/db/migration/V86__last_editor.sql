-- Who changed a survey last, so that somebody whose edit came later is told whom to ask.
alter table survey add column updated_by text;
