create table app_user (
  id uuid primary key,
  workspace_id uuid not null references workspace,
  email text not null unique,
  name text not null,
  role text not null check (role in ('ADMIN', 'EDITOR', 'VIEWER')),
  password text,
  -- Lets its bearer choose a password, once.
  invitation bytea unique,
  invitation_expires_at timestamptz,
  created_at timestamptz not null
);

create index app_user_workspace on app_user (workspace_id, name);

-- At most one row: lets its bearer make the first administrator.
create table setup_link (
  id integer primary key check (id = 1),
  hash bytea not null
);

create table login_attempt (
  id uuid primary key,
  email text not null,
  address text not null,
  attempted_at timestamptz not null
);

create index login_attempt_email on login_attempt (email);
create index login_attempt_address on login_attempt (address);
create index login_attempt_time on login_attempt (attempted_at);

-- As Spring Session writes them.
create table user_session (
  primary_id char(36) primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);

create unique index user_session_id on user_session (session_id);
create index user_session_expiry on user_session (expiry_time);
create index user_session_principal on user_session (principal_name);

create table user_session_attributes (
  session_primary_id char(36) not null references user_session on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);

alter table api_key add column last_used_at timestamptz;
