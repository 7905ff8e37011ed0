-- Who prepared and who published a version; null where a backend's key did.
alter table plans add column drafted_by text collate "C", add column published_by text collate "C";
grant update (drafted_by, published_by) on plans to sc_commissions;

-- What publishing found and who answered for it, kept with the version for ever.
create table plan_publications (
    shop_id          bigint not null,
    plan_key         bigint not null,
    profile          text not null,
    worst_bps        bigint not null,
    findings         jsonb not null,
    acknowledgements jsonb not null,
    recorded_at      timestamptz not null,
    primary key (shop_id, plan_key),
    foreign key (shop_id, plan_key) references plans
);
call sc_ledger('plan_publications', 'sc_commissions');

-- Policies of publishing; the latest version is in force.
create table publishing_policies (
    shop_id     bigint not null references shops,
    version     bigint generated always as identity,
    four_eyes   boolean not null,
    recorded_at timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('publishing_policies', 'sc_commissions');

-- Trainings and exams that somebody has passed, each once.
create table partner_trainings (
    shop_id      bigint not null,
    customer_key bigint not null,
    training_id  text collate "C" not null check (length(training_id) between 1 and 64),
    recorded_by  text collate "C",
    passed_at    timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key, training_id),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('partner_trainings', 'sc_commissions');
