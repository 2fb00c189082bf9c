-- What every service keeps beside its own data; never a tenant's.
create table outbox (
    id          bigint generated always as identity primary key,
    event_id    uuid        not null,
    topic       text        not null,
    key         text        not null,
    event_type  text        not null,
    tenant      text        not null,
    request_id  text,
    traceparent text,
    value       text,
    created_at  timestamptz not null default now()
);

-- Which events took effect, so that a repeated one does not.
create table consumed_event (
    consumer    text        not null,
    event_id    text        not null,
    consumed_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index consumed_event_age on consumed_event (consumed_at);

-- Keys with a dead letter: what follows on the same key follows it, until replayed.
create table dead_letter_key (
    consumer text        not null,
    topic    text        not null,
    key      text        not null,
    since    timestamptz not null default now(),
    primary key (consumer, topic, key)
);

-- Which tenants are migrated to what, so that an unchanged one costs nothing at start.
create table tenant_schema (
    tenant      text primary key,
    fingerprint text        not null,
    migrated_at timestamptz not null default now()
);

-- First answers of requests with an Idempotency-Key, kept a day.
create table idempotency_key (
    tenant     text        not null,
    caller     text        not null,
    route      text        not null,
    key        text        not null,
    body_hash  text        not null,
    answer     text,
    created_at timestamptz not null default now(),
    primary key (tenant, caller, route, key)
);
create index idempotency_key_age on idempotency_key (created_at);
