-- Streams that are over and whose recording is still to be fetched from an outside media server.
create table late_recordings (
    stream_id uuid primary key references streams,
    ended_at  timestamptz not null,
    look_at   timestamptz not null
);
