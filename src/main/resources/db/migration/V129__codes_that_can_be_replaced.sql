-- How often the codes in addresses were replaced that a workspace gives to others.
alter table workspace add column generation int not null default 0;
