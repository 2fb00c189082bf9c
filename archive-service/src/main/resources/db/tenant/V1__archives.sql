create table archives (
    archive_id    uuid primary key,
    stream_id     uuid         not null,
    user_id       uuid         not null,
    title         varchar(255) not null,
    s3_key        varchar(500) not null,
    duration      integer,
    file_size     bigint,
    width         integer,
    height        integer,
    codec         text,
    status        text         not null check (status in
                      ('pending', 'processing', 'ready', 'failed', 'archived', 'restoring', 'deleted')),
    visibility    text         not null default 'public' check (visibility in ('public', 'unlisted', 'followers')),
    thumbnail_key varchar(500),
    storage_class text         not null default 'STANDARD',
    views         bigint       not null default 0,
    failure       text,
    created_at    timestamptz  not null default now(),
    ready_at      timestamptz
);
create index archives_by_user on archives (user_id, created_at desc);
create index archives_by_stream on archives (stream_id);
