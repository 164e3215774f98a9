-- Deleted surveys are hidden first; this one's rows are being removed.
alter table survey add column removing boolean not null default false;
update survey set removing = true where deleted_at is not null;
