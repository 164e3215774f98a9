-- Takes columns, as a whole row of a table is not one of its shards'.
drop function segment_values(response, text, boolean);

create function segment_values(channel text, touchpoint text, locale text, attributes jsonb, answers jsonb,
  segment text, choice boolean) returns setof text
language sql immutable parallel safe as $$
  select coalesce(nullif(s.value, ''), '(none)')
  from (
    select case segment
             when 'channel' then channel
             when 'touchpoint' then touchpoint
             when 'locale' then locale
             else attributes ->> segment
           end as value
    where not choice
    union all
    select null where choice and jsonb_typeof(answers -> segment) is distinct from 'array'
    union all
    select jsonb_array_elements_text(answers -> segment)
    where choice and jsonb_typeof(answers -> segment) = 'array'
  ) s
$$;
