alter table survey
  -- Nothing dated before is taken on the public API.
  add column first_published_at timestamptz,
  -- Closed at once: the public API takes no amendments either.
  add column ended boolean not null default false;

-- When surveys were published was not kept: not before they were made.
update survey set first_published_at = created_at where status <> 'DRAFT';
