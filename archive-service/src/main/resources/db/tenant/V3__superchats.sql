-- What was paid for a super chat, in the minor unit of its currency.
alter table replay_comments
    add column amount   bigint,
    add column currency char(3),
    add column tier     integer;
