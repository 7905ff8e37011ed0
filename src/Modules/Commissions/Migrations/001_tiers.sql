select sc_role('sc_commissions');
grant sc_kernel to sc_commissions;
grant sc_commissions to sc_app;

-- What counts for a person's tier: appended by each order, folded into one row per person now and then, so that no
-- order waits for another one's row. teamN is the net sales of the people at depth N exactly.
create table partner_volume (
    shop_id      bigint not null,
    customer_key bigint not null,
    entry_id     bigint generated always as identity,
    own_minor    bigint not null,
    team1_minor  bigint not null,
    team2_minor  bigint not null,
    team3_minor  bigint not null,
    buyers       bigint not null,
    primary key (shop_id, customer_key, entry_id)
);
call sc_protect('partner_volume');
grant select, insert, delete on partner_volume to sc_commissions;

create table partner_totals (
    shop_id      bigint not null,
    customer_key bigint not null,
    own_minor    bigint not null,
    team1_minor  bigint not null,
    team2_minor  bigint not null,
    team3_minor  bigint not null,
    buyers       bigint not null,
    primary key (shop_id, customer_key)
);
call sc_protect('partner_totals');
grant select, insert, update on partner_totals to sc_commissions;

-- Which customers have ever reached which tier directly below a referrer: what conditions on direct partners count. A
-- binding brings what the person has reached before, a promotion what is new; nothing takes it away.
create table direct_partners (
    shop_id      bigint not null,
    referrer_key bigint not null,
    tier         text collate "C" not null,
    customer_key bigint not null,
    primary key (shop_id, referrer_key, tier, customer_key)
);
call sc_ledger('direct_partners', 'sc_commissions');
