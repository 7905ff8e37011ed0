-- A leaderboard as it is in force. A period is frozen some days after its end; the row is the lock of that.
create table leaderboards (
    shop_id     bigint not null references shops,
    board_id    text collate "C" not null check (length(board_id) between 1 and 64),
    version     int not null check (version > 0),
    terms       jsonb not null,
    -- The first day of the earliest period that is not frozen, and when it is; null for a board that has ended.
    starts_on   text collate "C" not null,
    freezes_at  timestamptz,
    recorded_at timestamptz not null,
    primary key (shop_id, board_id)
);
create index on leaderboards (shop_id, freezes_at) where freezes_at is not null;
call sc_protect('leaderboards');
grant select, insert on leaderboards to sc_membership;
grant update (version, terms, starts_on, freezes_at, recorded_at) on leaderboards to sc_membership;
call sc_show_across('leaderboards', 'shop_id, freezes_at');

-- A period that is frozen, under the terms of then.
create table leaderboard_periods (
    shop_id     bigint not null,
    board_id    text collate "C" not null,
    starts_on   text collate "C" not null,
    terms       jsonb not null,
    -- What was recorded before counts.
    frozen_at   timestamptz not null,
    recorded_at timestamptz not null,
    primary key (shop_id, board_id, starts_on),
    foreign key (shop_id, board_id) references leaderboards
);
call sc_ledger('leaderboard_periods', 'sc_membership');

create table leaderboard_entries (
    shop_id      bigint not null,
    board_id     text collate "C" not null,
    starts_on    text collate "C" not null,
    customer_key bigint not null,
    rank         int not null check (rank > 0),
    score        bigint not null check (score > 0),
    primary key (shop_id, board_id, starts_on, customer_key),
    foreign key (shop_id, board_id, starts_on) references leaderboard_periods,
    foreign key (shop_id, customer_key) references customers
);
create index on leaderboard_entries (shop_id, customer_key, starts_on);
call sc_ledger('leaderboard_entries', 'sc_membership');

create table badges (
    shop_id     bigint not null references shops,
    badge_id    text collate "C" not null check (length(badge_id) between 1 and 64),
    version     int not null check (version > 0),
    terms       jsonb not null,
    -- Since when the badge has its rule: a period that had ended before is not looked at.
    rule_since  timestamptz not null,
    -- Whether the rule counts what customers do, and awards are made.
    counts      boolean not null,
    recorded_at timestamptz not null,
    primary key (shop_id, badge_id)
);
create index on badges (shop_id, badge_id) where counts;
call sc_protect('badges');
grant select, insert on badges to sc_membership;
grant update (version, terms, rule_since, counts, recorded_at) on badges to sc_membership;
call sc_show_across('badges', 'shop_id, badge_id, counts');

create table badge_awards (
    shop_id       bigint not null,
    award_key     bigint generated always as identity,
    badge_id      text collate "C" not null,
    customer_key  bigint not null,
    -- The merchant's own id of one that a person gave; null for one by rule.
    award_id      text collate "C" check (length(award_id) between 1 and 64),
    -- Of one by rule: within what it was earned, or on which board, and the first day of the period.
    within        text collate "C",
    board_id      text collate "C",
    starts_on     text collate "C",
    reason        text,
    given_by      text collate "C",
    reached_at    timestamptz not null,
    awarded_at    timestamptz not null,
    expires_at    timestamptz check (expires_at > reached_at),
    revoke_reason text,
    revoked_by    text collate "C",
    revoked_at    timestamptz,
    primary key (shop_id, award_key),
    foreign key (shop_id, badge_id) references badges,
    foreign key (shop_id, customer_key) references customers,
    check ((award_id is null) = (given_by is null) and (award_id is null) = (reason is null)),
    check ((award_id is null) = (within is not null)),
    check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null))
);
create unique index on badge_awards (shop_id, badge_id, award_id) where award_id is not null;
create unique index on badge_awards (shop_id, badge_id, customer_key, within, board_id, starts_on)
    nulls not distinct where award_id is null;
create index on badge_awards (shop_id, customer_key, award_key);
call sc_protect('badge_awards');
grant select, insert on badge_awards to sc_membership;
grant update (revoke_reason, revoked_by, revoked_at) on badge_awards to sc_membership;

-- How far the orders were looked at, on which day of the shop all customers were, and under how many versions of
-- badges.
create table badge_passes (
    shop_id    bigint not null references shops,
    last_order bigint not null,
    looked_on  text collate "C" not null,
    versions   bigint not null,
    ended_at   timestamptz not null,
    primary key (shop_id)
);
call sc_protect('badge_passes');
grant select, insert, update on badge_passes to sc_membership;

-- Boards count the points of a period. Movements come about in the order of what they book, so that ranges of pages
-- suffice; a paid order pays next to nothing for them.
create index on movements using brin (shop_id, occurred_at);

-- Asked across shops: where boards are to be frozen, by the clock of each shop.
create function leaderboard_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
        select from public.leaderboards b
        where b.shop_id = s.shop_id and b.freezes_at is not null
            and b.freezes_at <= case when s.sandbox then s.clock_at else machine_time end)
$$;
grant execute on function leaderboard_shops(timestamptz) to sc_membership;
call sc_definer('leaderboard_shops(timestamptz)', 'sc_across');

-- Asked across shops: where badges are awarded by what customers do.
create function badge_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (select from public.badges b where b.shop_id = s.shop_id and b.counts)
$$;
grant execute on function badge_shops() to sc_membership;
call sc_definer('badge_shops()', 'sc_across');
