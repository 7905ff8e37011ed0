-- A template as it is in force. Its row counts what was issued: every issue locks it, so that stock and the day's limit
-- are exact however many claim at once.
create table coupon_templates (
    shop_id     bigint not null references shops,
    template_id text collate "C" not null check (length(template_id) between 1 and 64),
    version     int not null check (version > 0),
    terms       jsonb not null,
    -- Of the terms, beside the counters that they limit; null: unlimited.
    stock       bigint check (stock > 0),
    issued      bigint not null default 0 check (issued >= 0),
    -- The last day of the shop on which one was issued, and how many then.
    day         text collate "C",
    day_issued  bigint not null default 0 check (day_issued >= 0),
    recorded_at timestamptz not null,
    primary key (shop_id, template_id)
);
call sc_protect('coupon_templates');
grant select, insert on coupon_templates to sc_membership;
grant update (version, terms, stock, issued, day, day_issued, recorded_at) on coupon_templates to sc_membership;

-- The terms of every version: a coupon keeps those under which it was issued.
create table coupon_template_versions (
    shop_id     bigint not null,
    template_id text collate "C" not null,
    version     int not null,
    terms       jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, template_id, version),
    foreign key (shop_id, template_id) references coupon_templates
);
call sc_ledger('coupon_template_versions', 'sc_membership');

create table coupon_assignments (
    shop_id       bigint not null references shops,
    assignment_id text collate "C" not null check (length(assignment_id) between 1 and 64),
    content       jsonb not null,
    answer        jsonb not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, assignment_id)
);
call sc_ledger('coupon_assignments', 'sc_membership');

create table coupons (
    shop_id        bigint not null,
    coupon_key     bigint generated always as identity,
    code           text collate "C" not null,
    template_id    text collate "C" not null,
    version        int not null,
    customer_key   bigint not null,
    assignment_id  text collate "C",
    valid_from     timestamptz not null,
    -- Later than it was issued with where a return granted days of grace.
    expires_at     timestamptz not null,
    -- When its expiry is due to be announced; null where the terms want no notice.
    notice_at      timestamptz,
    announced_at   timestamptz,
    -- The shop's date at which it was issued, by which claims of a day are counted.
    issued_on      text collate "C" not null,
    issued_at      timestamptz not null,
    -- The redemption that holds it; null for a coupon that may be used.
    redemption_key bigint,
    primary key (shop_id, coupon_key),
    unique (shop_id, code),
    foreign key (shop_id, template_id, version) references coupon_template_versions,
    foreign key (shop_id, customer_key) references customers,
    foreign key (shop_id, assignment_id) references coupon_assignments
);
create index on coupons (shop_id, customer_key, coupon_key);
create index on coupons (shop_id, notice_at)
    where notice_at is not null and announced_at is null and redemption_key is null;
call sc_protect('coupons');
grant select, insert on coupons to sc_membership;
grant update (customer_key, expires_at, notice_at, announced_at, redemption_key) on coupons to sc_membership;
call sc_show_across('coupons', 'shop_id, notice_at, announced_at, redemption_key');

create table coupon_redemptions (
    shop_id        bigint not null,
    redemption_key bigint generated always as identity,
    coupon_key     bigint not null,
    -- The merchant's own id; the order may be reported later.
    order_id       text collate "C" not null check (length(order_id) between 1 and 64),
    content        jsonb not null,
    discount_minor bigint not null check (discount_minor >= 0),
    warnings       text[] not null,
    redeemed_at    timestamptz not null,
    recorded_at    timestamptz not null,
    -- What the terms do after a refund, and how much of the order was refunded.
    on_refund      text collate "C" not null check (on_refund in ('never', 'fullRefund', 'anyRefund')),
    refunded       text collate "C" not null check (refunded in ('none', 'part', 'whole')),
    -- When a refund gave the coupon back; null again where the refund was cancelled.
    released_at    timestamptz,
    -- Whether a cancelled refund took the coupon back: another order may have used it meanwhile.
    reinstated     boolean not null default false,
    -- When the shop gave the coupon back itself, which stands.
    returned_at    timestamptz,
    return_reason  text,
    primary key (shop_id, redemption_key),
    unique (shop_id, order_id, coupon_key),
    foreign key (shop_id, coupon_key) references coupons
);
create index on coupon_redemptions (shop_id, coupon_key, redemption_key);
call sc_protect('coupon_redemptions');
grant select, insert on coupon_redemptions to sc_membership;
grant update (refunded, released_at, reinstated, returned_at, return_reason) on coupon_redemptions to sc_membership;

-- Asked across shops: where notices of expiry are due, by the clock of each shop.
create function coupon_notice_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
        select from public.coupons k
        where k.shop_id = s.shop_id and k.notice_at is not null and k.announced_at is null
            and k.redemption_key is null
            and k.notice_at <= case when s.sandbox then s.clock_at else machine_time end)
$$;
grant execute on function coupon_notice_shops(timestamptz) to sc_membership;
call sc_definer('coupon_notice_shops(timestamptz)', 'sc_across');
