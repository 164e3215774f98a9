-- What became of a workspace's newest mails, and how many it sent within a day.
create index invitation_mail_newest on invitation_mail (workspace_id, at desc);
