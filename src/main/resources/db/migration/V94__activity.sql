-- The activity log, as pages and API call it.
alter table trail rename to activity;
alter index trail_workspace rename to activity_workspace;
