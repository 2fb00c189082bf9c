-- Participants whose time here is over while the media server that has their stage may still let them in.
create table put_offs (
    participant_id text primary key,
    stage_arn      text        not null references stages,
    user_id        text        not null,
    due_at         timestamptz not null
);
create index put_offs_due on put_offs (due_at);
