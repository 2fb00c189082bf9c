create table transactions (
    transaction_id      uuid primary key,
    tenant              text        not null,
    stream_id           uuid        not null,
    sender_id           uuid        not null,
    sender_username     text        not null,
    receiver_id         uuid        not null,
    amount              bigint      not null check (amount > 0),
    currency            char(3)     not null check (currency = upper(currency)),
    fee                 bigint      not null default 0 check (fee >= 0 and fee <= amount),
    message             varchar(200),
    status              text        not null check (status in
                            ('created', 'requires_action', 'succeeded', 'failed', 'refunded', 'disputed')),
    provider            text        not null,
    provider_payment_id text unique,
    idempotency_key     text        not null,
    failure_code        text,
    refunded_amount     bigint      not null default 0 check (refunded_amount between 0 and amount),
    disputed_amount     bigint      not null default 0 check (disputed_amount between 0 and amount),
    dispute_state       text check (dispute_state in ('opened', 'won', 'lost')),
    provider_said_at    timestamptz,
    reconciled_at       timestamptz,
    version             bigint      not null default 1,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    check (sender_id <> receiver_id)
);
create index transactions_by_sender on transactions (sender_id, transaction_id desc);
create index transactions_by_receiver on transactions (receiver_id, transaction_id desc);
create index transactions_by_stream on transactions (stream_id);
create index transactions_pending on transactions (created_at) where status in ('created', 'requires_action');

-- Double entry: append-only; the entries of a posting sum to zero per currency; balances are sums. What a posting is
-- for can be posted once only: no repetition of an event can count a tip twice.
create table ledger_postings (
    posting_id     uuid primary key,
    transaction_id uuid        not null references transactions (transaction_id),
    kind           text        not null check (kind in ('tip', 'refund', 'dispute_opened', 'dispute_won')),
    reference      text        not null,
    created_at     timestamptz not null default now(),
    unique (transaction_id, kind, reference)
);

create table ledger_entries (
    entry_id       uuid primary key,
    posting_id     uuid        not null references ledger_postings (posting_id),
    transaction_id uuid        not null references transactions (transaction_id),
    account        text        not null,
    amount         bigint      not null check (amount <> 0),
    currency       char(3)     not null,
    created_at     timestamptz not null default now()
);
create index ledger_entries_by_account on ledger_entries (account, currency);
create index ledger_entries_by_posting on ledger_entries (posting_id);
create index ledger_entries_by_transaction on ledger_entries (transaction_id);

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'ledger entries are never changed' using errcode = 'restrict_violation';
end $$;
create trigger ledger_entries_frozen before update or delete on ledger_entries
    for each row execute function ledger_is_append_only();
create trigger ledger_entries_kept before truncate on ledger_entries
    for each statement execute function ledger_is_append_only();
create trigger ledger_postings_frozen before update or delete on ledger_postings
    for each row execute function ledger_is_append_only();

create function ledger_sums_to_zero() returns trigger language plpgsql as $$
declare
    entries bigint;
begin
    select count(*) into entries from ledger_entries where posting_id = new.posting_id;
    if entries < 2 or exists (select 1 from ledger_entries where posting_id = new.posting_id
               group by currency having sum(amount) <> 0) then
        raise exception 'posting % does not sum to zero', new.posting_id using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger ledger_entries_balanced after insert on ledger_entries
    deferrable initially deferred for each row execute function ledger_sums_to_zero();
create constraint trigger ledger_postings_balanced after insert on ledger_postings
    deferrable initially deferred for each row execute function ledger_sums_to_zero();

-- Entries are of their transaction and in its currency.
create function ledger_entry_fits() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from transactions t join ledger_postings p using (transaction_id)
                   where p.posting_id = new.posting_id and t.transaction_id = new.transaction_id
                     and t.currency = new.currency) then
        raise exception 'entry does not fit its transaction' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger ledger_entries_fit before insert on ledger_entries
    for each row execute function ledger_entry_fits();

-- No success without its posting, no posting without a success.
create function transaction_is_posted() returns trigger language plpgsql as $$
declare
    posted boolean;
begin
    select exists (select 1 from ledger_postings where transaction_id = new.transaction_id and kind = 'tip') into posted;
    if posted <> exists (select 1 from transactions where transaction_id = new.transaction_id
                         and status in ('succeeded', 'refunded', 'disputed')) then
        raise exception 'transaction % and the ledger disagree', new.transaction_id using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger transactions_posted after insert or update of status on transactions
    deferrable initially deferred for each row execute function transaction_is_posted();
create constraint trigger ledger_postings_of_success after insert on ledger_postings
    deferrable initially deferred for each row execute function transaction_is_posted();
