-- Planned streams. Each that is still to come has one stream in status 'scheduled': that of its next occurrence.
create table schedules (
    schedule_id  uuid primary key,
    user_id      uuid         not null,
    title        varchar(255) not null,
    description  text,
    category     varchar(64),
    visibility   text         not null check (visibility in ('public', 'unlisted', 'followers')),
    starts_at    timestamptz  not null,
    duration_min integer      not null check (duration_min > 0),
    recurrence   text,
    time_zone    text         not null,
    status       text         not null check (status in ('scheduled', 'ended', 'cancelled')),
    next_at      timestamptz,
    due_at       timestamptz,
    stream_id    uuid references streams,
    version      bigint       not null,
    created_at   timestamptz  not null,
    updated_at   timestamptz  not null,
    check (status <> 'scheduled' or (next_at is not null and due_at is not null and stream_id is not null))
);
create index schedules_in_order on schedules (status, (coalesce(next_at, starts_at)), schedule_id);
create index schedules_of_user on schedules (user_id, status);
create index schedules_of_stream on schedules (stream_id) where status = 'scheduled';
