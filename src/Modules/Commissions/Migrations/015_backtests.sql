-- Past orders computed again under another version, as a job. The content is what the version held when the job began;
-- the instance that works on it holds a lease, and every attempt has a number, so that an instance that lost the lease
-- changes nothing more.
create table backtests (
    shop_id      bigint not null references shops,
    backtest_key bigint generated always as identity,
    plan_key     bigint not null,
    revision     bigint not null,
    content      jsonb not null,
    -- The list by which tiers are evaluated again; null where they are as they were.
    tiers        jsonb,
    paid_from    timestamptz not null,
    paid_to      timestamptz not null check (paid_to > paid_from),
    top          int not null,
    status       text collate "C" not null default 'waiting'
        check (status in ('waiting', 'running', 'done', 'cancelled', 'failed')),
    attempt      int not null default 0,
    lease_until  timestamptz,
    orders_read  bigint not null default 0,
    orders_all   bigint,
    report       jsonb,
    problem      text,
    created_by   text collate "C",
    created_at   timestamptz not null,
    ended_at     timestamptz,
    primary key (shop_id, backtest_key),
    foreign key (shop_id, plan_key) references plans,
    check ((status = 'done') = (report is not null))
);
create index on backtests (shop_id, backtest_key) where status in ('waiting', 'running');
call sc_protect('backtests');
grant select, insert on backtests to sc_commissions;
grant update (status, attempt, lease_until, orders_read, orders_all, report, problem, ended_at) on backtests
    to sc_commissions;
call sc_show_across('backtests', 'shop_id, status, lease_until');

-- Orders as a job with re-evaluated tiers computes them, so that each of them can be explained. Null where every tier
-- is as it was. An attempt that begins again begins without them.
create table backtested_orders (
    shop_id      bigint not null,
    backtest_key bigint not null,
    order_key    bigint not null,
    people       jsonb,
    primary key (shop_id, backtest_key, order_key),
    foreign key (shop_id, backtest_key) references backtests
);
call sc_protect('backtested_orders');
grant select, insert, delete on backtested_orders to sc_commissions;

-- Asked across shops: where a job waits, or was left. It tells which shops, and nothing else.
create function backtest_shops_due(at timestamptz)
    returns table (shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction from public.shops s
    where s.shop_id in (
        select r.shop_id from public.backtests r
        where r.status in ('waiting', 'running') and (r.lease_until is null or r.lease_until < at))
$$;
grant execute on function backtest_shops_due(timestamptz) to sc_commissions;
call sc_definer('backtest_shops_due(timestamptz)', 'sc_across');
