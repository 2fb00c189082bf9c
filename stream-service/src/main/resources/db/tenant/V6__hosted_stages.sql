-- Stages at an outside media server: at which, and the addresses that tokens for them name.
alter table stages add column provider text not null default 'embedded';
alter table stages add column endpoints jsonb not null default '{}';

-- Whether it goes there when it goes with us; one that an operator made stays.
alter table stages add column made_here boolean not null default true;

-- Deleted with us and not yet there.
alter table stages add column removal_due boolean not null default false;
create index stages_removal_due on stages (stage_arn) where removal_due;

-- Stages that are being made there, by the name that they get; what a crash leaves is found and removed by it.
create table stage_orders (
    order_id   uuid primary key,
    provider   text        not null,
    created_at timestamptz not null
);

-- The media server's own name of a participant, where it has one.
alter table viewing_records alter column participant_id type text;
