-- What all streams of a channel share; version rises with every change of it, terms_version with those of its terms.
create table chat_channel (
    channel_id uuid primary key,
    version bigint not null default 0,
    terms_version bigint not null default 0,
    policy jsonb not null default '{}',
    review_secret bytea,
    salt uuid not null default gen_random_uuid()
);
insert into chat_channel (channel_id) select distinct channel_id from chat_chatroom on conflict do nothing;

alter table chat_ban drop constraint chat_ban_kind_check;
alter table chat_ban add constraint chat_ban_kind_check check (kind in ('ban', 'timeout', 'mute'));

-- Salted hashes of the addresses and devices from which banned users spoke, and of who spoke lately.
create table chat_ban_mark (
    channel_id uuid not null,
    user_id uuid not null,
    mark bytea not null,
    created_at timestamptz not null default now(),
    primary key (channel_id, user_id, mark)
);
create index chat_ban_mark_created on chat_ban_mark (created_at);
create table chat_visitor (
    channel_id uuid not null,
    user_id uuid not null,
    mark bytea not null,
    seen_at timestamptz not null,
    primary key (channel_id, user_id, mark)
);
create index chat_visitor_seen on chat_visitor (seen_at);

create table chat_term (
    id uuid primary key,
    channel_id uuid not null,
    kind varchar(8) not null check (kind in ('exact', 'word', 'regex')),
    action varchar(8) not null check (action in ('allow', 'hold', 'block')),
    term text not null,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (channel_id, kind, term)
);
create index chat_term_channel on chat_term (channel_id, created_at desc, id desc);

-- An approved one without published_at is on its way into its room.
create table chat_held (
    id uuid primary key,
    room_id uuid not null,
    channel_id uuid not null,
    user_id uuid not null,
    username varchar(64) not null,
    content text not null,
    client_id varchar(64),
    reply_to uuid,
    reasons text[] not null,
    state varchar(8) not null default 'pending' check (state in ('pending', 'approved', 'rejected', 'expired')),
    created_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason varchar(500),
    published_at timestamptz,
    "offset" bigint
);
create unique index chat_held_client on chat_held (room_id, user_id, client_id) where client_id is not null;
create index chat_held_room on chat_held (room_id, state, created_at desc, id desc);
create index chat_held_pending on chat_held (created_at) where state = 'pending';
create index chat_held_publishing on chat_held (decided_at) where state = 'approved' and published_at is null;

create table chat_follow (
    channel_id uuid not null,
    follower_id uuid not null,
    since timestamptz not null,
    primary key (channel_id, follower_id)
);

alter table chat_audit alter column action type varchar(24);
alter table chat_audit add column details jsonb;
drop index chat_audit_channel;
create index chat_audit_channel on chat_audit (channel_id, created_at desc, id desc);
