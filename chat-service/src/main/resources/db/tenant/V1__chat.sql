create table chat_chatroom (
    id uuid primary key,
    name varchar(60) not null unique,
    stream_id uuid not null unique,
    channel_id uuid not null,
    is_active boolean not null default true,
    epoch bigint not null default 0,
    pinned_id uuid,
    settings jsonb not null default '{}',
    stream_version bigint not null default 0,
    closes_at timestamptz,
    created_at timestamptz not null default now()
);
create index chat_chatroom_channel on chat_chatroom (channel_id);
create index chat_chatroom_closing on chat_chatroom (closes_at) where is_active;

-- confirmed_at is when the broker took the row's event: the row is its own outbox entry.
create table chat_chatmessage (
    id uuid not null,
    room_id uuid not null,
    user_id uuid not null,
    username varchar(64) not null,
    content text not null,
    message_type varchar(16) not null,
    reply_to uuid,
    details text,
    is_deleted boolean not null default false,
    is_pinned boolean not null default false,
    edited_at timestamptz,
    epoch bigint not null,
    "offset" bigint not null,
    confirmed_at timestamptz,
    created_at timestamptz not null,
    primary key (id, created_at)
) partition by range (created_at);
create index chat_chatmessage_room_created on chat_chatmessage (room_id, created_at desc);
create index chat_chatmessage_room_offset on chat_chatmessage (room_id, "offset" desc);
create index chat_chatmessage_user on chat_chatmessage (user_id);
create index chat_chatmessage_unconfirmed on chat_chatmessage (created_at) where confirmed_at is null;

create table chat_chatmessage_default partition of chat_chatmessage default;
do $$
declare
    month date := date_trunc('month', now() at time zone 'utc');
begin
    for i in 0..2 loop
        execute format(
            'create table %I partition of chat_chatmessage for values from (%L) to (%L)',
            'chat_chatmessage_' || to_char(month, 'YYYYMM'),
            month::timestamp at time zone 'utc',
            (month + interval '1 month')::timestamp at time zone 'utc');
        month := month + interval '1 month';
    end loop;
end $$;

-- Edits, deletes, pins, clears and settings, each with the offset it took in its room.
create table chat_chatchange (
    room_id uuid not null,
    epoch bigint not null,
    "offset" bigint not null,
    frame text not null,
    created_at timestamptz not null,
    primary key (room_id, "offset")
);

create table chat_chatstamp (
    id integer primary key,
    name varchar(40) not null unique,
    image_path varchar(200) not null,
    is_active boolean not null default true
);
insert into chat_chatstamp (id, name, image_path) values
    (1, ':smile:', '/media/stamps/01_smile.svg'),
    (2, ':surprise:', '/media/stamps/02_surprise.svg'),
    (3, ':cry:', '/media/stamps/03_cry.svg'),
    (4, ':love:', '/media/stamps/04_love.svg'),
    (5, ':scream:', '/media/stamps/05_scream.svg'),
    (6, ':angry:', '/media/stamps/06_angry.svg');

create table streaming_streamreaction (
    id uuid primary key,
    stream_id uuid not null,
    user_id uuid not null,
    stamp_id integer not null references chat_chatstamp (id),
    created_at timestamptz not null
);
create index streaming_streamreaction_stream on streaming_streamreaction (stream_id, created_at desc);
create index streaming_streamreaction_stamp on streaming_streamreaction (stamp_id, created_at desc);

-- Shared by all streams of a channel; a timeout is a row with an end that keeps its user connected but silent.
create table chat_ban (
    channel_id uuid not null,
    user_id uuid not null,
    username varchar(64),
    kind varchar(8) not null check (kind in ('ban', 'timeout')),
    reason varchar(500),
    until timestamptz,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    primary key (channel_id, user_id)
);

create table chat_moderator (
    channel_id uuid not null,
    user_id uuid not null,
    appointed_by uuid not null,
    created_at timestamptz not null default now(),
    primary key (channel_id, user_id)
);

create table chat_audit (
    id uuid primary key,
    channel_id uuid not null,
    stream_id uuid not null,
    actor_id uuid not null,
    action varchar(16) not null,
    target_id uuid,
    comment_id uuid,
    reason varchar(500),
    until timestamptz,
    created_at timestamptz not null
);
create index chat_audit_channel on chat_audit (channel_id, created_at desc);
