-- The list by which a backtest evaluates tiers anew; null where they are as they were.
alter table backtests add column tiers jsonb;

-- Orders as a backtest with re-evaluated tiers computes them, so that each of them can be explained. Null where
-- nobody's tier is another than it was. An attempt that begins again begins with none.
create table backtested_orders (
    shop_id    bigint not null,
    backtest_key bigint not null,
    order_key  bigint not null,
    people     jsonb,
    primary key (shop_id, backtest_key, order_key),
    foreign key (shop_id, backtest_key) references backtests
);
call sc_protect('backtested_orders');
grant select, insert, delete on backtested_orders to sc_commissions;
