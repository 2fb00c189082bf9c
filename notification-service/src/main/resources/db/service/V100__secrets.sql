-- Keys that every replica must share: they sign unsubscribe links and web push requests.
create table secrets (
    name       text primary key,
    value      bytea       not null,
    created_at timestamptz not null default now()
);
