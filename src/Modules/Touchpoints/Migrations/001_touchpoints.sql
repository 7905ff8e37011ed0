select sc_role('sc_touchpoints');
grant sc_kernel to sc_touchpoints;
grant sc_touchpoints to sc_app;

create table touchpoints (
    shop_id        bigint not null references shops,
    touchpoint_key bigint generated always as identity,
    touchpoint_id  text collate "C" not null check (length(touchpoint_id) between 1 and 64),
    -- Printed and shared, so it stays when the touchpoint is replaced.
    code           text collate "C" not null,
    class          text collate "C" not null check (class in
        ('transactionProcess', 'media', 'tool', 'product', 'service', 'person', 'place')),
    name           text not null,
    place          text,
    carrier        text,
    benefit        jsonb,
    -- Whose touchpoint it is, such as a shop guide's code.
    inviter_key    bigint,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    primary key (shop_id, touchpoint_key),
    unique (shop_id, touchpoint_id),
    unique (shop_id, code),
    foreign key (shop_id, inviter_key) references customers
);
call sc_protect('touchpoints');
grant select, insert on touchpoints to sc_touchpoints;
grant update (class, name, place, carrier, benefit, inviter_key, updated_at) on touchpoints to sc_touchpoints;

-- Scans and attributions have no foreign key to the touchpoint: a popular one's row would be share locked by each.
create table scans (
    shop_id        bigint not null,
    scan_key       bigint generated always as identity,
    touchpoint_key bigint not null,
    -- Null for an unknown visitor.
    customer_key   bigint,
    scanned_at     timestamptz not null,
    recorded_at    timestamptz not null,
    primary key (shop_id, scan_key),
    foreign key (shop_id, customer_key) references customers
);
create index on scans (shop_id, customer_key, scanned_at, scan_key) include (touchpoint_key)
    where customer_key is not null;
create index on scans (shop_id, touchpoint_key, customer_key);
call sc_ledger('scans', 'sc_touchpoints');

create table attributions (
    shop_id        bigint not null,
    order_key      bigint not null,
    touchpoint_key bigint not null,
    basis          text collate "C" not null check (basis in ('order', 'scan')),
    recorded_at    timestamptz not null,
    primary key (shop_id, order_key)
);
create index on attributions (shop_id, touchpoint_key);
call sc_ledger('attributions', 'sc_touchpoints');
