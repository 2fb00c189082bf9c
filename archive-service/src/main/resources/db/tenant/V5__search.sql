-- What archives are found by. The service takes titles apart itself; those of before are found by whole words.
alter table archives add column search tsvector;
update archives set search = to_tsvector('simple', title);
-- What waits to be sorted in is read by every search, so it stays short.
create index archives_search on archives using gin (search) with (gin_pending_list_limit = 128);
