-- What the topic users.profile says; an erased user leaves its id alone, so that nothing brings it back.
create table users (
    user_id      uuid primary key,
    username     text    not null,
    display_name text,
    avatar_url   text,
    locale       text,
    banned       boolean not null default false,
    deleted      boolean not null default false,
    version      bigint  not null default 0
);

create index follows_of_following on follows (following_id, created_at desc, follow_id desc);
create index follows_of_follower on follows (follower_id, created_at desc, follow_id desc);

-- Who has new followers that they were not told of yet.
create table follow_news (
    user_id uuid primary key,
    due_at  timestamptz not null
);
create index follow_news_due on follow_news (due_at);

-- Not shown in the inbox: the user wants no such thing there, or deleted it. The row stays, for its dedup_key.
alter table notifications add column hidden boolean not null default false;
drop index notifications_by_user;
drop index notifications_unread;
create index notifications_of_user on notifications (user_id, created_at desc, notification_id desc) where not hidden;
create index notifications_unread on notifications (user_id) where read_at is null and not hidden;
create index notifications_age on notifications (created_at);

-- One for each thing that all followers of a broadcaster are to hear of; parts are ranges of follower ids.
create table fanouts (
    fanout_id      uuid primary key,
    kind           text        not null,
    source_id      uuid        not null,
    broadcaster_id uuid        not null,
    facts          jsonb       not null,
    created_at     timestamptz not null,
    unique (kind, source_id)
);
create table fanout_parts (
    fanout_id   uuid   not null references fanouts on delete cascade,
    part        bigint not null,
    next_id     uuid   not null,
    end_id      uuid,
    lease_owner text,
    lease_until timestamptz,
    attempts    int     not null default 0,
    told        int     not null default 0,
    done        boolean not null default false,
    primary key (fanout_id, part)
);
create index fanout_parts_open on fanout_parts (fanout_id, part) where not done;

-- Streams that announce themselves with their first media: the announcement waits for it, or it for the announcement.
create table awaited_media (
    stream_id uuid primary key,
    started   jsonb,
    media     boolean     not null default false,
    since     timestamptz not null default now()
);

create table push_subscriptions (
    subscription_id uuid primary key,
    user_id         uuid        not null,
    endpoint        text        not null unique,
    p256dh          bytea       not null,
    auth            bytea       not null,
    created_at      timestamptz not null default now()
);
create index push_subscriptions_of_user on push_subscriptions (user_id);

-- Mails and pushes: due until done or dead; dead ones keep the reason.
create table deliveries (
    delivery_id     uuid primary key,
    notification_id uuid        not null references notifications on delete cascade,
    user_id         uuid        not null,
    channel         text        not null check (channel in ('email', 'push')),
    target          text        not null default '',
    state           text        not null default 'due' check (state in ('due', 'done', 'dead')),
    attempts        int         not null default 0,
    due_at          timestamptz not null,
    expires_at      timestamptz not null,
    reason          text,
    created_at      timestamptz not null,
    finished_at     timestamptz,
    unique (notification_id, channel, target)
);
create index deliveries_due on deliveries (channel, due_at) where state = 'due';
create index deliveries_of_user on deliveries (user_id);
create index deliveries_dead on deliveries (finished_at) where state = 'dead';

-- Addresses that refused mail for good, by their hash: another address of the same user gets mail again.
create table mail_blocks (
    user_id      uuid primary key,
    address_hash text        not null,
    reason       text        not null,
    blocked_at   timestamptz not null default now()
);
