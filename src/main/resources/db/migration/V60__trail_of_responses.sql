-- What else a change is about, so that it can be told in any language and linked to.
alter table trail add column survey_id uuid, add column responses bigint;

-- Keys and users have names that people chose, which may look like anything.
update trail set
  survey_id = cast(substring(subject from 'survey ([0-9a-f-]{36})') as uuid),
  responses = case when subject like 'response %' then 1
    else cast(substring(subject from '([0-9]+) responses') as bigint) end
where subject !~ '^(key|user) ';

update trail set
  action = case when subject like 'those who gave %' then 'forgotten' else action end,
  subject = case
    when subject like 'a respondent: %' then 'respondent'
    when subject like 'response %' then substring(subject from '^response [0-9a-f-]{36}')
    else 'survey ' || survey_id
  end
where survey_id is not null;
