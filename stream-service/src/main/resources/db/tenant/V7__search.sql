-- What streams are found by, apart from them: their rows change with every count of viewers. The service takes texts apart itself;
-- those of before are found by whole words.
create table stream_search (
    stream_id uuid primary key references streams,
    search    tsvector not null
);
insert into stream_search (stream_id, search)
select stream_id, to_tsvector('simple', title || ' ' || coalesce(description, '') || ' ' || array_to_string(tags, ' '))
from streams;
-- What waits to be sorted in is read by every search, so it stays short.
create index stream_search_words on stream_search using gin (search) with (gin_pending_list_limit = 128);
