-- A network, a known device, or a change of password.
alter table login_attempt rename column address to origin;
alter index login_attempt_address rename to login_attempt_origin;
