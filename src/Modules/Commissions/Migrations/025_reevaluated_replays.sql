-- The list by which a replay evaluates tiers anew; null where they are as they were.
alter table replays add column tiers jsonb;

-- Orders as a replay with re-evaluated tiers computes them, so that each of them can be explained. Null where nobody's
-- tier is another than it was. An attempt that begins again begins with none.
create table replayed_orders (
    shop_id    bigint not null,
    replay_key bigint not null,
    order_key  bigint not null,
    people     jsonb,
    primary key (shop_id, replay_key, order_key),
    foreign key (shop_id, replay_key) references replays
);
call sc_protect('replayed_orders');
grant select, insert, delete on replayed_orders to sc_commissions;
