-- What a provider told us, stored before it is acted on: the queue that the webhook's worker takes from.
create table webhook_event (
    event_id    text primary key,
    provider    text        not null,
    type        text        not null,
    payload     text        not null,
    state       text        not null default 'pending' check (state in ('pending', 'done', 'dead')),
    attempts    int         not null default 0,
    due_at      timestamptz not null default now(),
    lease_until timestamptz,
    last_error  text,
    received_at timestamptz not null default now(),
    done_at     timestamptz
);
create index webhook_event_due on webhook_event (due_at) where state = 'pending';
create index webhook_event_done on webhook_event (done_at) where state <> 'pending';

-- Whose a provider's payment is: disputes name the payment only, neither tenant nor transaction.
create table provider_payment (
    provider_payment_id text primary key,
    tenant              text not null,
    transaction_id      uuid not null
);
