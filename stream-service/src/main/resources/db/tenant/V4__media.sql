-- Stretches without a signal: written when it is back, replaced by the recording's own at the end.
alter table streams add column gaps jsonb not null default '[]';

-- What an outside media server calls the stream, sealed since its stream key may be in it.
alter table streams add column media_reference bytea;

-- Who follows whom, as the topic says; for streams that only followers may watch.
create table followers (
    follower_id  uuid    not null,
    following_id uuid    not null,
    active       boolean not null,
    version      bigint  not null,
    primary key (follower_id, following_id)
);
create index followers_of on followers (following_id);

-- What was last measured of each signal.
create table ingest_health (
    stream_id   uuid primary key,
    health      jsonb       not null,
    measured_at timestamptz not null
);

-- Lists without a status, and those of one category, are read along an index too.
create index streams_newest on streams (stream_id desc) where deleted_at is null and visibility = 'public';
create index streams_most_viewed on streams (viewer_count desc, stream_id desc) where deleted_at is null;
create index streams_of_category on streams (category, stream_id desc) where deleted_at is null;
