select sc_role('sc_books');
grant sc_kernel to sc_books;
grant sc_books to sc_app;

-- A closed month: what was recorded before its end among the movements numbered up to the watermark. All of those had
-- ended, one way or the other, when the watermark was read, and no later one gets such a number.
create table month_closes (
    shop_id       bigint not null references shops,
    month         text collate "C" not null check (month ~ '^\d{4}-\d{2}$'),
    month_end     timestamptz not null,
    watermark     bigint not null,
    -- The first movement that a later month may hold: where the next close begins to read.
    next_from     bigint not null,
    -- The settings' name of the chart of accounts; a closed month keeps the version that it was closed by.
    chart_name    text collate "C" not null default 'chartOfAccounts' check (chart_name = 'chartOfAccounts'),
    chart_version int,
    -- SHA-256 of the trial balance's file.
    hash          text not null,
    closed_by     text collate "C" not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, month),
    foreign key (shop_id, chart_name, chart_version) references settings_versions
);
create unique index on month_closes (shop_id, month_end);
call sc_ledger('month_closes', 'sc_books');

create table month_balances (
    shop_id      bigint not null,
    month        text collate "C" not null,
    line_no      bigint not null,
    account      text collate "C" not null,
    customer_key bigint not null,
    opening      bigint not null,
    received     bigint not null check (received >= 0),
    given        bigint not null check (given >= 0),
    primary key (shop_id, month, line_no),
    unique (shop_id, month, account, customer_key)
);
call sc_ledger('month_balances', 'sc_books');

-- The second person's signature of a closed month.
create table month_signatures (
    shop_id     bigint not null,
    month       text collate "C" not null,
    signed_by   text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (shop_id, month),
    foreign key (shop_id, month) references month_closes
);
call sc_ledger('month_signatures', 'sc_books');
