-- The people who work at a shop. The id is the shop's own; it stays with the person, so that two keys of one person are
-- one person, and a change of roles or name is no new person.
create table operators (
    shop_id      bigint not null references shops,
    operator_id  text collate "C" not null check (length(operator_id) between 1 and 64),
    name         text not null,
    roles        text[] not null,
    -- Customer ids that belong to the operator personally; the operator never approves a payment to them.
    customer_ids text[] not null default '{}',
    active       boolean not null,
    primary key (shop_id, operator_id)
);
call sc_protect('operators');
grant select, insert on operators to sc_kernel;
grant update (name, roles, customer_ids, active) on operators to sc_kernel;

-- A decision that moves money to a person: one person prepares it, it takes effect when another sends the same. What
-- waits is replaced by another content, which then waits itself.
create table prepared_decisions (
    shop_id      bigint not null references shops,
    decision_key bigint generated always as identity,
    kind         text collate "C" not null,
    subject_id   text collate "C" not null,
    content      text not null,
    prepared_by  text collate "C" not null,
    prepared_at  timestamptz not null,
    outcome      text collate "C" check (outcome in ('confirmed', 'replaced')),
    ended_by     text collate "C",
    ended_at     timestamptz,
    primary key (shop_id, decision_key),
    check ((outcome is null) = (ended_by is null)),
    check ((outcome is null) = (ended_at is null)),
    check (outcome <> 'confirmed' or ended_by <> prepared_by)
);
create unique index on prepared_decisions (shop_id, kind, subject_id) where outcome is null;
call sc_protect('prepared_decisions');
grant select, insert on prepared_decisions to sc_kernel;
grant update (outcome, ended_by, ended_at) on prepared_decisions to sc_kernel;
