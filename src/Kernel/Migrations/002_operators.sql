-- Who works at a shop. The id is the shop's own; it stays with the person for ever, so that two keys of one person are
-- one person, and a change of roles or name is no new person.
create table operators (
    shop_id     bigint not null references shops,
    operator_id text collate "C" not null check (length(operator_id) between 1 and 64),
    name        text not null,
    roles       text[] not null,
    active      boolean not null,
    primary key (shop_id, operator_id)
);
call sc_protect('operators');
grant select, insert on operators to sc_kernel;
grant update (name, roles, active) on operators to sc_kernel;

alter table api_keys add column operator_id text collate "C";
alter table api_keys add foreign key (shop_id, operator_id) references operators;

-- Who changed what of a shop's configuration and books, in the world's time: a sandbox's clock proves nothing.
create table audit_log (
    shop_id       bigint not null,
    entry_id     bigint generated always as identity,
    kind          text collate "C" not null,
    subject_id    text collate "C" not null,
    operator_id   text collate "C",
    operator_name text,
    key_id        bigint,
    before        jsonb,
    after         jsonb,
    reason        text,
    recorded_at   timestamptz not null default clock_timestamp(),
    primary key (shop_id, entry_id)
);
create index on audit_log (shop_id, kind, subject_id, entry_id);
call sc_ledger('audit_log', 'sc_kernel');
