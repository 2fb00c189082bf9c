create table streams (
    stream_id          uuid primary key,
    user_id            uuid         not null,
    title              varchar(255) not null,
    description        text,
    category           varchar(64),
    tags               text[]       not null default '{}',
    language           varchar(35),
    thumbnail_url      text,
    visibility         text         not null check (visibility in ('public', 'unlisted', 'followers')),
    status             text         not null check (status in ('scheduled', 'live', 'ended', 'cancelled')),
    media              text         not null check (media in ('none', 'waiting', 'live', 'interrupted')),
    media_provider     text         not null,
    stage_arn          text,
    notify_on          text         not null default 'start' check (notify_on in ('start', 'media')),
    latency_mode       text         not null default 'low' check (latency_mode in ('low', 'normal')),
    record             boolean      not null default true,
    scheduled_at       timestamptz,
    started_at         timestamptz,
    media_changed_at   timestamptz,
    ended_at           timestamptz,
    end_reason         text,
    recording_manifest text,
    viewer_count       integer      not null default 0 check (viewer_count >= 0),
    peak_viewer_count  integer      not null default 0,
    total_viewers      integer      not null default 0,
    viewers_as_of      timestamptz,
    version            bigint       not null default 1,
    created_at         timestamptz  not null,
    updated_at         timestamptz  not null,
    deleted_at         timestamptz
);

-- A user has one live stream at a time; two starts at once meet here.
create unique index streams_one_live on streams (user_id) where status = 'live';
create index streams_recent on streams (status, stream_id desc) where deleted_at is null;
create index streams_viewers on streams (status, viewer_count desc, stream_id desc) where deleted_at is null;
create index streams_of_user on streams (user_id, stream_id desc) where deleted_at is null;

-- Which node takes a live stream's signal, and where it stands; the epoch fences a predecessor.
create table media_leases (
    stream_id              uuid primary key references streams,
    owner                  text        not null,
    epoch                  bigint      not null,
    lease_until            timestamptz not null,
    run                    integer     not null default 0,
    media_sequence         bigint      not null default 0,
    discontinuity_sequence bigint      not null default 0
);

create table stream_keys (
    user_id    uuid primary key,
    sealed_key bytea       not null,
    key_hash   bytea       not null unique,
    created_at timestamptz not null,
    rotated_at timestamptz not null
);

create table broadcasters (
    user_id      uuid primary key,
    username     varchar(50) not null,
    display_name text,
    avatar_url   text,
    version      bigint      not null
);
