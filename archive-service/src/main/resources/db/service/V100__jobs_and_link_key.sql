-- Work on archives, of all tenants: one queue, so that a node asks once for what is due.
create sequence job_fence;
create table job (
    job_id      uuid primary key,
    tenant      text        not null,
    kind        text        not null check (kind in ('assemble', 'remove')),
    archive_id  uuid        not null,
    run_at      timestamptz not null default now(),
    -- How often it was begun, also by nodes that died of it, and how often it failed.
    attempts    integer     not null default 0,
    failures    integer     not null default 0,
    lease_owner text,
    lease_until timestamptz,
    -- Of the present lease; never given twice, so that a holder who lost it can't be taken for the next one.
    fence       bigint,
    stage       text,
    percent     integer     not null default 0,
    created_at  timestamptz not null default now(),
    unique (tenant, archive_id, kind)
);
create index job_due on job (run_at);

-- The key that playback links are signed with, the same on every node.
create table link_key (
    key_id     integer primary key check (key_id = 1),
    secret     bytea       not null,
    created_at timestamptz not null default now()
);
