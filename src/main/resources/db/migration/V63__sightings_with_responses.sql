-- Whether responses came from there: such hosts are kept before others.
alter table sighting add column responded boolean not null default false;
