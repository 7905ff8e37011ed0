-- What the settings ask of the buyer's history to say how many points an order earns, and what the history said when
-- the order was recorded; null where nothing is asked.
alter table member_grants
    add column basis jsonb,
    add column facts jsonb,
    add check ((basis is null) = (facts is null));

-- What the history says after events that were reported later than their time: the last row holds. Points are those
-- that the order granted in full when it was paid.
create table member_grant_judgements (
    shop_id     bigint not null,
    order_key   bigint not null,
    seq         bigint generated always as identity,
    -- Under which the difference was booked, where there was one.
    journal_id  bigint not null,
    facts       jsonb not null,
    points      bigint not null check (points >= 0),
    recorded_at timestamptz not null,
    primary key (shop_id, order_key, seq),
    foreign key (shop_id, order_key) references member_grants
);
call sc_ledger('member_grant_judgements', 'sc_membership');

-- Customers whose orders have to be judged again, as something has changed in their past.
create table point_reviews (
    shop_id      bigint not null,
    customer_key bigint not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
);
call sc_protect('point_reviews');
grant select, insert, delete on point_reviews to sc_membership;
call sc_show_across('point_reviews', 'shop_id');

-- Asked across shops: where points are to be judged again.
create function point_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (select from public.point_reviews p where p.shop_id = s.shop_id)
$$;
grant execute on function point_review_shops() to sc_membership;
call sc_definer('point_review_shops()', 'sc_across');
