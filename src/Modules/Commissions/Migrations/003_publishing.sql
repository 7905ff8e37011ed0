-- What publishing found and who answered for it, kept with the version permanently.
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
