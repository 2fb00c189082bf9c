-- Planned streams as the topic stream.scheduled says; what reminders have been worked stands beside.
create table schedules (
    schedule_id     uuid primary key,
    stream_id       uuid,
    user_id         uuid        not null,
    title           text        not null,
    description     text,
    visibility      text        not null,
    state           text        not null check (state in ('scheduled', 'cancelled')),
    starts_at       timestamptz not null,
    duration_min    int         not null,
    recurrence      text,
    time_zone       text        not null,
    next_at         timestamptz,
    updated_at      timestamptz not null,
    version         bigint      not null,
    planned_version bigint      not null default 0,
    planned_times   text,
    reminded_until  timestamptz,
    remind_at       timestamptz
);
create index schedules_of_user on schedules (user_id, starts_at);
create index schedules_unplanned on schedules (schedule_id) where planned_version < version;
create index schedules_remind on schedules (remind_at) where remind_at is not null;
create index schedules_age on schedules (updated_at);

-- Which address of a user's own calendar feed is good: a higher generation makes the ones before worthless.
create table calendar_feeds (
    user_id    uuid primary key,
    generation int not null default 0
);
