-- Makes ids that nobody can guess who doesn't know it. Bytes of two random UUIDs, as the
-- database makes them without extensions: at least 244 random bits.
alter table workspace add column secret bytea;

do $$
declare
  each record;
  made bytea;
begin
  for each in select id from workspace loop
    made := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    update workspace set secret = made where id = each.id;
  end loop;
end
$$;

alter table workspace alter column secret set not null;
