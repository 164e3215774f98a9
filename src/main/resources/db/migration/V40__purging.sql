-- Whole answers dated before this midnight (UTC) are gone, or go with the next steps: none
-- dated so is taken in, and what was counted of them stays as it is.
alter table survey_state add column raw_from timestamptz;

-- Nobody is named any more in answers dated before. An answer that comes later moves it back.
alter table survey_state add column forgotten_before timestamptz;
