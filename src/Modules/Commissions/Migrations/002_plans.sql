create table plans (
    shop_id        bigint not null references shops,
    plan_key       bigint generated always as identity,
    status         text not null check (status in ('draft', 'published', 'retired')),
    content        jsonb not null,
    effective_from timestamptz,
    created_at     timestamptz not null,
    published_at   timestamptz,
    -- Who prepared and who published a version; null where a backend's key did.
    drafted_by     text collate "C",
    published_by   text collate "C",
    revision       bigint not null default 1,
    primary key (shop_id, plan_key),
    check ((status = 'draft') = (effective_from is null))
);
create unique index on plans (shop_id, effective_from);
call sc_protect('plans');
grant select, insert on plans to sc_commissions;
grant update (status, content, effective_from, published_at, drafted_by, published_by, revision) on plans
    to sc_commissions;
call sc_show_across('plans', 'shop_id, status');

-- What orders have reserved of the budget of a rule. Only orders of versions whose rules have budgets touch it, in
-- their last statement; what is used never falls, so that an order that finds nothing left needs no lock to be sure.
create table rule_budgets (
    shop_id    bigint not null,
    plan_key   bigint not null,
    rule       text collate "C" not null,
    budget     bigint not null check (budget > 0),
    used       bigint not null default 0 check (used between 0 and budget),
    -- When the order was recorded that took the last of the budget.
    reached_at timestamptz,
    primary key (shop_id, plan_key, rule),
    foreign key (shop_id, plan_key) references plans
);
call sc_protect('rule_budgets');
grant select, insert, update (used, reached_at) on rule_budgets to sc_commissions;
