alter table archives
    add column started_at          timestamptz not null default now(),
    add column ended_at            timestamptz,
    -- Where the stream's recording is, and the gaps that the broadcaster's node told of.
    add column recording_bucket    text,
    add column recording_manifest  varchar(500),
    add column recording_gaps      jsonb       not null default '[]',
    -- What of it was found, and how the video's seconds lie on the clock.
    add column report              jsonb,
    add column timeline            jsonb,
    add column sprite_key          varchar(500),
    add column version             bigint      not null default 1,
    add column removal_asked_at    timestamptz,
    add column updated_at          timestamptz not null default now();
create unique index archives_one_per_stream on archives (stream_id);
create index archives_public on archives (archive_id desc) where status = 'ready' and visibility = 'public';

-- The chat of streams, for replay. Acts may come in any order: an edit or deletion before its message leaves a row
-- without an author, which counts once the message has come.
create table replay_comments (
    comment_id     uuid primary key,
    stream_id      uuid        not null,
    user_id        uuid,
    username       text,
    message        text,
    message_type   text,
    created_at     timestamptz,
    epoch          text,
    "offset"       bigint,
    reply_to       uuid,
    edited_at      timestamptz,
    edit_version   bigint,
    deleted        boolean     not null default false,
    stored_at      timestamptz not null default now()
);
create index replay_comments_in_order on replay_comments (stream_id, created_at, comment_id);
create index replay_comments_by_user on replay_comments (user_id);

-- Who follows whom, for archives that only followers may see.
create table followers (
    following_id uuid   not null,
    follower_id  uuid   not null,
    version      bigint not null,
    primary key (following_id, follower_id)
);

-- When somebody last counted as a viewer of an archive.
create table archive_views (
    archive_id uuid        not null references archives on delete cascade,
    viewer     text        not null,
    viewed_at  timestamptz not null,
    primary key (archive_id, viewer)
);
