-- When rows of a list were last read; null when all are. Until then nothing of it is sent.
alter table sending add column reading_at timestamptz;
