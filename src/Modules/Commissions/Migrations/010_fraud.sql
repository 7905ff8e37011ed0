-- Who earned of whose leg when; kept only in shops that look for fraud, to count orders in a time.
create table fraud_marks (
    shop_id         bigint not null,
    beneficiary_key bigint not null,
    leg_key         bigint not null,
    paid_at         timestamptz not null,
    order_key       bigint not null,
    primary key (shop_id, beneficiary_key, leg_key, paid_at, order_key)
);
call sc_ledger('fraud_marks', 'sc_commissions');

-- An order at or above the threshold: what it earned is held until a person decides.
create table fraud_cases (
    shop_id        bigint not null,
    order_key      bigint not null,
    order_id       text collate "C" not null,
    -- The settings' name of the policy.
    policy_name    text collate "C" not null default 'fraudPolicy' check (policy_name = 'fraudPolicy'),
    policy_version int not null,
    score          int not null,
    reasons        jsonb not null,
    recorded_at    timestamptz not null,
    primary key (shop_id, order_key),
    unique (shop_id, order_id),
    foreign key (shop_id, order_key) references commission_orders,
    foreign key (shop_id, policy_name, policy_version) references settings_versions
);
call sc_ledger('fraud_cases', 'sc_commissions');

create table fraud_decisions (
    shop_id         bigint not null,
    order_key       bigint not null,
    action          text collate "C" not null check (action in ('release', 'reject')),
    reason          text not null,
    -- The first of two persons, where two decide.
    prepared_by     text collate "C",
    decided_by      text collate "C" not null,
    -- The amount set free.
    freed           bigint,
    -- Whether limits of payments did not exist yet: it is then not compared with them.
    predates_limits boolean not null default false,
    recorded_at     timestamptz not null,
    primary key (shop_id, order_key),
    foreign key (shop_id, order_key) references fraud_cases
);
call sc_ledger('fraud_decisions', 'sc_commissions');
