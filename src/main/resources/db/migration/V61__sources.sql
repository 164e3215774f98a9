-- What a response came through. Those stored before say only whether it was the public API.
alter table response drop constraint response_door_check;
alter table response rename column door to source;
alter table response add constraint response_source_check
  check (source in ('PAGE', 'PUBLIC', 'FORM', 'KEY', 'BATCH'));
