-- Requests to become a partner. Asking costs nothing; of one person one application is open at a time.
create table partner_applications (
    shop_id         bigint not null,
    application_key bigint generated always as identity,
    customer_key    bigint not null,
    note            text,
    recorded_at     timestamptz not null,
    approved        boolean,
    reason          text,
    decided_by      text collate "C",
    decided_role    text collate "C",
    decided_at      timestamptz,
    primary key (shop_id, application_key),
    foreign key (shop_id, customer_key) references customers,
    check ((approved is null) = (decided_at is null) and (approved is null) = (decided_by is null))
);
create unique index on partner_applications (shop_id, customer_key) where approved is null;
call sc_protect('partner_applications');
grant select, insert on partner_applications to sc_commissions;
grant update (approved, reason, decided_by, decided_role, decided_at) on partner_applications to sc_commissions;

create table partner_approvals (
    shop_id      bigint not null,
    customer_key bigint not null,
    approved_by  text not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('partner_approvals', 'sc_commissions');

-- Trainings and exams that a person has passed, each once.
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
