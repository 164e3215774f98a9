-- The language of the pages as the user last read them, for mails. Null before.
alter table app_user add column language text;
