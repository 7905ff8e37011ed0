-- Past orders computed again under another version, as a job. The content is what the version held when the job began;
-- who works on it holds a lease, and every attempt has a number, so that whoever lost the lease changes nothing more.
create table backtests (
    shop_id     bigint not null references shops,
    backtest_key  bigint generated always as identity,
    plan_key    bigint not null,
    revision    bigint not null,
    content     jsonb not null,
    paid_from   timestamptz not null,
    paid_to     timestamptz not null check (paid_to > paid_from),
    top         int not null,
    status      text collate "C" not null default 'waiting'
        check (status in ('waiting', 'running', 'done', 'cancelled', 'failed')),
    attempt     int not null default 0,
    lease_until timestamptz,
    orders_read bigint not null default 0,
    orders_all  bigint,
    report      jsonb,
    problem     text,
    created_by  text collate "C",
    created_at  timestamptz not null,
    ended_at    timestamptz,
    primary key (shop_id, backtest_key),
    foreign key (shop_id, plan_key) references plans,
    check ((status = 'done') = (report is not null))
);
create index on backtests (shop_id, backtest_key) where status in ('waiting', 'running');
call sc_protect('backtests');
grant select, insert on backtests to sc_commissions;
grant update (status, attempt, lease_until, orders_read, orders_all, report, problem, ended_at) on backtests
    to sc_commissions;

-- Asked across shops: where a job waits, or was left. It tells which shops, and nothing else.
create function backtest_shops_due(at timestamptz)
    returns table (shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = public as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction from shops s
    where s.shop_id in (
        select r.shop_id from backtests r
        where r.status in ('waiting', 'running') and (r.lease_until is null or r.lease_until < at))
$$;
revoke execute on function backtest_shops_due(timestamptz) from public;
grant execute on function backtest_shops_due(timestamptz) to sc_commissions;
