-- Who has ever reached which tier below whom, directly: what conditions on direct partners count. A binding brings what
-- the person has reached before, a promotion what is new; nothing takes it away.
create table direct_partners (
    shop_id      bigint not null,
    referrer_key bigint not null,
    tier         text collate "C" not null,
    customer_key bigint not null,
    primary key (shop_id, referrer_key, tier, customer_key)
);
call sc_ledger('direct_partners', 'sc_commissions');

-- Once, as the owner of everything: what shops have had until now.
insert into direct_partners (shop_id, referrer_key, tier, customer_key)
select distinct h.shop_id, e.parent_key, h.tier, h.customer_key
from partner_history h join referral_edges e on e.shop_id = h.shop_id and e.child_key = h.customer_key
where h.tier is not null;
