-- Keys that had all scopes have all scopes.
update api_key set scopes = scopes || ' cases' where scopes = 'responses:write read manage';

alter table app_user drop constraint app_user_role_check;
alter table app_user add constraint app_user_role_check check (role in ('ADMIN', 'EDITOR', 'AGENT', 'VIEWER'));
