create table transactions (
    transaction_id      uuid primary key,
    tenant              text        not null,
    stream_id           uuid        not null,
    sender_id           uuid        not null,
    receiver_id         uuid        not null,
    amount              bigint      not null check (amount > 0),
    currency            char(3)     not null check (currency = upper(currency)),
    fee                 bigint      not null default 0 check (fee >= 0),
    message             varchar(200),
    status              text        not null check (status in
                            ('created', 'requires_action', 'succeeded', 'failed', 'refunded', 'disputed')),
    provider            text        not null,
    provider_payment_id text unique,
    idempotency_key     text        not null,
    failure_code        text,
    version             bigint      not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    check (sender_id <> receiver_id)
);
create index transactions_by_sender on transactions (sender_id, created_at desc);
create index transactions_by_receiver on transactions (receiver_id, created_at desc);
create index transactions_by_stream on transactions (stream_id);

-- Double entry: append-only, every posting of a transaction and currency sums to zero; balances are sums.
create table ledger_entries (
    entry_id       uuid primary key,
    posting_id     uuid        not null,
    transaction_id uuid        not null references transactions (transaction_id),
    account        text        not null,
    amount         bigint      not null check (amount <> 0),
    currency       char(3)     not null,
    created_at     timestamptz not null default now()
);
create index ledger_entries_by_account on ledger_entries (account, currency);
create index ledger_entries_by_posting on ledger_entries (posting_id);

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'ledger entries are never changed' using errcode = 'restrict_violation';
end $$;
create trigger ledger_entries_frozen before update or delete on ledger_entries
    for each row execute function ledger_is_append_only();

create function ledger_sums_to_zero() returns trigger language plpgsql as $$
begin
    if exists (select 1 from ledger_entries where posting_id = new.posting_id
               group by currency having sum(amount) <> 0) then
        raise exception 'posting % does not sum to zero', new.posting_id using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger ledger_entries_balanced after insert on ledger_entries
    deferrable initially deferred for each row execute function ledger_sums_to_zero();
