-- Who wants to become a partner. Asking costs nothing; of one person one application is open at a time.
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
