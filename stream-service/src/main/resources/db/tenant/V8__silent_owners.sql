-- When the owner of a signal last heard of it, as it said with its lease: one that is silent gives way before its lease ends.
alter table media_leases add column media_at timestamptz;
