-- The origin of the host's pages where the survey was last refused there: none of its allowed origins.
alter table sighting add column refused_origin text;
