-- What happened on a stream, minute by minute; numbers only, nothing of anybody's person.
create table stream_minutes (
    stream_id      uuid        not null,
    minute         timestamptz not null,
    viewers_max    integer     not null default 0,
    watched_ms     bigint      not null default 0,
    messages       integer     not null default 0,
    reactions      integer     not null default 0,
    kbps_sum       bigint      not null default 0,
    kbps_samples   integer     not null default 0,
    dropped_frames bigint      not null default 0,
    played_ms      bigint      not null default 0,
    rebuffer_ms    bigint      not null default 0,
    primary key (stream_id, minute)
);

-- Tips as paid and as given back, in the minor units of their currencies.
create table stream_tips (
    stream_id uuid        not null,
    minute    timestamptz not null,
    currency  text        not null,
    tips      integer     not null default 0,
    amount    bigint      not null default 0,
    refunded  bigint      not null default 0,
    primary key (stream_id, minute, currency)
);

-- How far the topics are counted, kept in the transaction that counts: a record that comes again is not counted again.
create table counted_records (
    topic       text        not null,
    partition   integer     not null,
    next_offset bigint      not null,
    last_at     timestamptz not null,
    primary key (topic, partition)
);
