-- Rooms for WebRTC participants; a deleted stage keeps its row, since its history points at it.
create table stages (
    stage_arn  text primary key,
    name       varchar(128) not null,
    tags       jsonb        not null default '{}',
    is_master  boolean      not null default false,
    state      text         not null check (state in ('open', 'draining', 'deleted')),
    created_at timestamptz  not null,
    drained_at timestamptz,
    deleted_at timestamptz
);
create unique index stages_one_master on stages (is_master) where is_master;
create index stages_present on stages (created_at, stage_arn) where state <> 'deleted';

-- Who was on a stage, for ever. Open from the token on, joined from the first heartbeat on; seats are rebuilt from the open ones.
create table viewing_records (
    record_id      uuid primary key,
    role           text        not null check (role in ('viewer', 'publisher')),
    stage_arn      text        not null references stages,
    user_id        text        not null,
    participant_id uuid        not null,
    stream_id      uuid,
    reserved_at    timestamptz not null,
    joined_at      timestamptz,
    left_at        timestamptz,
    duration_s     bigint,
    reason         text
);
create unique index viewing_records_open on viewing_records (stage_arn, role, user_id) where left_at is null;
create index viewing_records_of_user on viewing_records (user_id, record_id desc) where joined_at is not null;
create index viewing_records_of_stage on viewing_records (stage_arn, joined_at) where joined_at is not null;

create table stage_snapshots (
    stage_arn    text        not null references stages,
    taken_at     timestamptz not null,
    viewer_count integer     not null,
    primary key (stage_arn, taken_at)
);
create index stage_snapshots_age on stage_snapshots (taken_at);

create table stage_decisions (
    decision_id  uuid primary key,
    at           timestamptz not null,
    stage_arn    text        not null references stages,
    action       text        not null,
    reason       text        not null,
    viewer_count integer     not null
);

-- What participant tokens are signed with; the private half is encrypted.
create table stage_keys (
    kid        text primary key,
    sealed_key bytea       not null,
    public_key bytea       not null,
    created_at timestamptz not null
);

-- Which replica does a periodic job for this tenant.
create table job_leases (
    job         text primary key,
    owner       text        not null,
    lease_until timestamptz not null
);
