-- Browsers leave out the port that a scheme has anyway; an origin with it allowed nobody.
update survey
set settings = jsonb_set(settings, '{allowedOrigins}', (
  select jsonb_agg(regexp_replace(origin, '^(?:(https://.*):0*443|(http://.*):0*80|(.*):)$', '\1\2\3') order by place)
  from jsonb_array_elements_text(settings -> 'allowedOrigins') with ordinality as listed (origin, place)))
where settings ->> 'allowedOrigins' ~ ':0*(443|80)?"';
