-- Since when an alert is quiet, and the last times at which it was raised.
alter table alert add column quiet_since timestamptz, add column raisings jsonb not null default '[]';
update alert set quiet_since = coalesce(
  (select max(at) from alert_event where alert_id = alert.id and kind <> 'RAISED'), created_at);
alter table alert alter column quiet_since set not null;
