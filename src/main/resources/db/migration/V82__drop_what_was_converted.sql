drop table tally_before;
drop table segment_value_before;
alter table survey_state drop column changes, drop column building, drop column raw_from;
alter table survey_state rename column definition to definition_revision;
