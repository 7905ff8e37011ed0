-- What orders have reserved of the budget of a rule. Only orders of versions whose rules have budgets touch it, in
-- their last statement; what is used never falls, so that an order that finds nothing left needs no lock to be sure.
create table rule_budgets (
    shop_id  bigint not null,
    plan_key bigint not null,
    rule     text collate "C" not null,
    budget   bigint not null check (budget > 0),
    used     bigint not null default 0 check (used between 0 and budget),
    primary key (shop_id, plan_key, rule),
    foreign key (shop_id, plan_key) references plans
);
call sc_protect('rule_budgets');
grant select, insert, update (used) on rule_budgets to sc_commissions;
