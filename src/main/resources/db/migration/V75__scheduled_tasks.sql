-- The recurring jobs, a row for each, as db-scheduler wants it. Rows are updated at each run and
-- never grow in number: without further indexes an update stays within its page.
create table scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  primary key (task_name, task_instance)
) with (fillfactor = 50);
