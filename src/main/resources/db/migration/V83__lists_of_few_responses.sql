-- Few responses are tests or spam, or leave a contact: without these, a page of them would
-- read all others. The conditions are written as in the statements that list them.
create index response_void on response (survey_id, submitted_at desc, id desc) where test or mark is not null;
create index response_contact on response (survey_id, submitted_at desc, id desc)
  where nullif(nullif(attributes ->> 'contact', ''), 'false') is not null;
