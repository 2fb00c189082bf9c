create table follows (
    follow_id    uuid primary key,
    follower_id  uuid        not null,
    following_id uuid        not null,
    created_at   timestamptz not null default now(),
    unique (follower_id, following_id),
    check (follower_id <> following_id)
);
create index follows_by_following on follows (following_id, follower_id);

create table notifications (
    notification_id uuid primary key,
    user_id         uuid        not null,
    kind            text        not null,
    title           text        not null,
    body            text        not null,
    data            jsonb       not null default '{}',
    read_at         timestamptz,
    created_at      timestamptz not null default now(),
    dedup_key       text        not null unique
);
create index notifications_by_user on notifications (user_id, created_at desc);
create index notifications_unread on notifications (user_id) where read_at is null;

create table preferences (
    user_id    uuid primary key,
    settings   jsonb       not null default '{}',
    updated_at timestamptz not null default now()
);
