-- A mail that the server may have taken, though its reply was lost, is sent once more and then given up.
alter table outbox
  add column under_way boolean not null default false,
  add column unclear int not null default 0;
