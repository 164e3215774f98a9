-- The end of the days of the last digest: where a clock is set back, these days aren't sent again.
alter table user_notification add digest_until date;
