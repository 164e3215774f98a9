-- People are found by their respondent, whatever its case ...
drop index response_respondent;
create index response_respondent on response (survey_id, lower(respondent)) where respondent is not null;

-- ... and by addresses among the attributes, where there are any.
create index response_addresses on response
  using gin (jsonb_to_tsvector('pg_catalog.simple', attributes, '["string"]'))
  where nullif(nullif(attributes ->> 'contact', ''), 'false') is not null or attributes::text like '%@%';
