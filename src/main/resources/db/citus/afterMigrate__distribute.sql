-- Run after the migrations of every start with voce.data.citus, to do what is not yet done:
-- each statement by itself, as Citus copies filled tables, and by one node at a time.
select pg_advisory_lock(8625);

do $$
begin
  if exists (select from pg_dist_node) and not exists (select from pg_dist_node where groupid = 0) then
    -- Small tables are read on the coordinator, where a change is committed first.
    raise exception 'the coordinator is no node of its cluster yet: call citus_set_coordinator_host';
  end if;
end
$$;

-- Left on, what refers to a reference table would become a local table of Citus'.
set citus.enable_local_reference_table_foreign_keys = off;

select create_reference_table('workspace')
where not exists (select from pg_dist_partition where logicalrelid = 'workspace'::regclass and repmodel = 't');
select create_reference_table('survey')
where not exists (select from pg_dist_partition where logicalrelid = 'survey'::regclass and repmodel = 't');
select create_reference_table('question')
where not exists (select from pg_dist_partition where logicalrelid = 'question'::regclass and repmodel = 't');
select create_reference_table('api_key')
where not exists (select from pg_dist_partition where logicalrelid = 'api_key'::regclass and repmodel = 't');
select create_reference_table('app_user')
where not exists (select from pg_dist_partition where logicalrelid = 'app_user'::regclass and repmodel = 't');
select create_reference_table('activity')
where not exists (select from pg_dist_partition where logicalrelid = 'activity'::regclass and repmodel = 't');
select create_reference_table('note')
where not exists (select from pg_dist_partition where logicalrelid = 'note'::regclass and repmodel = 't');
select create_reference_table('logo')
where not exists (select from pg_dist_partition where logicalrelid = 'logo'::regclass and repmodel = 't');
select create_reference_table('sighting')
where not exists (select from pg_dist_partition where logicalrelid = 'sighting'::regclass and repmodel = 't');
select create_reference_table('follow_up')
where not exists (select from pg_dist_partition where logicalrelid = 'follow_up'::regclass and repmodel = 't');
select create_reference_table('reply_templates')
where not exists (select from pg_dist_partition where logicalrelid = 'reply_templates'::regclass and repmodel = 't');
select create_reference_table('alert')
where not exists (select from pg_dist_partition where logicalrelid = 'alert'::regclass and repmodel = 't');
select create_reference_table('alert_event')
where not exists (select from pg_dist_partition where logicalrelid = 'alert_event'::regclass and repmodel = 't');

select create_distributed_function('segment_values(text, text, text, jsonb, jsonb, text, boolean)')
where not exists (select from pg_dist_partition where logicalrelid = 'response'::regclass and partmethod = 'h');

select create_distributed_table('survey_state', 'survey_id', colocate_with => 'none')
where not exists (select from pg_dist_partition where logicalrelid = 'survey_state'::regclass and partmethod = 'h');
select create_distributed_table('response', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'response'::regclass and partmethod = 'h');
select create_distributed_table('erased', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'erased'::regclass and partmethod = 'h');
select create_distributed_table('shown', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'shown'::regclass and partmethod = 'h');
select create_distributed_table('tally', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'tally'::regclass and partmethod = 'h');
select create_distributed_table('segment_value', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'segment_value'::regclass and partmethod = 'h');
select create_distributed_table('tally_state', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'tally_state'::regclass and partmethod = 'h');
select create_distributed_table('tally_series', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'tally_series'::regclass and partmethod = 'h');
select create_distributed_table('superseded', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'superseded'::regclass and partmethod = 'h');
select create_distributed_table('rebuild', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'rebuild'::regclass and partmethod = 'h');
select create_distributed_table('survey_case', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'survey_case'::regclass and partmethod = 'h');
select create_distributed_table('case_event', 'survey_id', colocate_with => 'survey_state')
where not exists (select from pg_dist_partition where logicalrelid = 'case_event'::regclass and partmethod = 'h');
