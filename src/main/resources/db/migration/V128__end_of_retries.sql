-- Until when a mail is tried again; where nothing is said, some four days.
alter table outbox add column until timestamptz;
