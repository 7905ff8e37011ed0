-- A game as it is in force. The row is the lock of its plays, check-ins and teams: serials have no holes, and no stock
-- is given out twice.
create table games (
    shop_id     bigint not null references shops,
    game_key    bigint generated always as identity,
    game_id     text collate "C" not null check (length(game_id) between 1 and 64),
    version     int not null check (version > 0),
    terms       jsonb not null,
    -- Of a wheel: the seed of its draws, sealed until it is published, and the SHA-256 that is published before.
    seed        bytea,
    commitment  text collate "C" check (length(commitment) = 64),
    -- The serial of the last play.
    plays       bigint not null default 0 check (plays >= 0),
    -- When the merchant ended it before its time.
    ended_at    timestamptz,
    -- Of a team contest: when its standings are frozen, and whether members still wait for their prizes.
    freezes_at  timestamptz,
    frozen_at   timestamptz,
    recorded_at timestamptz not null,
    primary key (shop_id, game_key),
    unique (shop_id, game_id),
    check ((seed is null) = (commitment is null))
);
create index on games (shop_id, freezes_at) where freezes_at is not null;
call sc_protect('games');
grant select, insert on games to sc_membership;
grant update (version, terms, plays, ended_at, freezes_at, frozen_at, recorded_at) on games to sc_membership;
grant usage on sequence games_game_key_seq to sc_membership;
call sc_show_across('games', 'shop_id, freezes_at');

create table game_versions (
    shop_id     bigint not null,
    game_key    bigint not null,
    version     int not null,
    terms       jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, game_key, version),
    foreign key (shop_id, game_key) references games
);
call sc_ledger('game_versions', 'sc_membership');

-- How often each prize of a wheel was won.
create table game_prize_wins (
    shop_id  bigint not null,
    game_key bigint not null,
    prize_id text collate "C" not null,
    wins     bigint not null check (wins > 0),
    primary key (shop_id, game_key, prize_id),
    foreign key (shop_id, game_key) references games
) with (fillfactor = 80);
call sc_protect('game_prize_wins');
grant select, insert on game_prize_wins to sc_membership;
grant update (wins) on game_prize_wins to sc_membership;

-- A draw, with everything that it is recomputed from but the seed.
create table game_plays (
    shop_id      bigint not null,
    play_key     bigint generated always as identity,
    game_key     bigint not null,
    serial       bigint not null check (serial > 0),
    play_id      text collate "C" not null check (length(play_id) between 1 and 64),
    customer_key bigint not null,
    client_seed  text collate "C" check (length(client_seed) between 1 and 64),
    version      int not null,
    -- The prizes that could be won, in the order of the draw, with their weights.
    odds         jsonb not null,
    prize        jsonb not null,
    prize_id     text collate "C" not null,
    cost_points  bigint not null check (cost_points >= 0),
    coupon_code  text collate "C",
    played_on    text collate "C" not null,
    played_at    timestamptz not null,
    primary key (shop_id, play_key),
    unique (shop_id, game_key, serial),
    unique (shop_id, game_key, play_id),
    foreign key (shop_id, game_key) references games,
    foreign key (shop_id, customer_key) references customers
);
create index on game_plays (shop_id, customer_key, play_key);
call sc_ledger('game_plays', 'sc_membership');
grant usage on sequence game_plays_play_key_seq to sc_membership;

-- A day of the shop on which a customer checked in.
create table game_check_ins (
    shop_id       bigint not null,
    game_key      bigint not null,
    customer_key  bigint not null,
    day           text collate "C" not null,
    checked_in_at timestamptz not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, game_key, customer_key, day),
    foreign key (shop_id, game_key) references games,
    foreign key (shop_id, customer_key) references customers
);
create index on game_check_ins (shop_id, customer_key);
call sc_ledger('game_check_ins', 'sc_membership');

-- The team that a customer has joined.
create table game_team_members (
    shop_id      bigint not null,
    game_key     bigint not null,
    customer_key bigint not null,
    team_id      text collate "C" not null,
    joined_at    timestamptz not null,
    primary key (shop_id, game_key, customer_key),
    foreign key (shop_id, game_key) references games,
    foreign key (shop_id, customer_key) references customers
);
create index on game_team_members (shop_id, customer_key);
call sc_ledger('game_team_members', 'sc_membership');

-- The standings of a team contest as they were frozen.
create table game_standings (
    shop_id  bigint not null,
    game_key bigint not null,
    team_id  text collate "C" not null,
    rank     int not null check (rank > 0),
    score    bigint not null check (score >= 0),
    members  bigint not null check (members >= 0),
    primary key (shop_id, game_key, team_id),
    foreign key (shop_id, game_key) references games
);
call sc_ledger('game_standings', 'sc_membership');

-- Points that a game gave: for a play, for a streak of days, or for the rank of a team. Each once.
create table game_rewards (
    shop_id      bigint not null,
    reward_key   bigint generated always as identity,
    game_key     bigint not null,
    customer_key bigint not null,
    play_key     bigint,
    streak_days  int check (streak_days > 0),
    -- The check-in with which the streak was complete.
    day          text collate "C",
    rank         int check (rank > 0),
    points       bigint not null check (points > 0),
    granted_at   timestamptz not null,
    primary key (shop_id, reward_key),
    foreign key (shop_id, game_key) references games,
    foreign key (shop_id, customer_key) references customers,
    foreign key (shop_id, play_key) references game_plays,
    check (num_nonnulls(play_key, streak_days, rank) = 1 and (streak_days is null) = (day is null))
);
create unique index on game_rewards (shop_id, play_key) where play_key is not null;
create unique index on game_rewards (shop_id, game_key, customer_key, streak_days) where streak_days is not null;
create unique index on game_rewards (shop_id, game_key, customer_key) where rank is not null;
create index on game_rewards (shop_id, customer_key, reward_key);
call sc_ledger('game_rewards', 'sc_membership');
grant usage on sequence game_rewards_reward_key_seq to sc_membership;

-- Lots that a game gave, and points that a play cost. Every row holds the former rule, so that none is read again.
alter table point_lots drop constraint point_lots_source_check;
alter table point_lots add constraint point_lots_source_check
    check (source in ('order', 'gift', 'adjustment', 'game')) not valid;
alter table point_lot_parts drop constraint point_lot_parts_cause_check;
alter table point_lot_parts add constraint point_lot_parts_cause_check
    check (cause in ('spend', 'gift', 'refund', 'debt', 'adjustment', 'game')) not valid;

-- Asked across shops: where standings are to be frozen or prizes of a frozen contest to be granted.
create function contest_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
        select from public.games g
        where g.shop_id = s.shop_id and g.freezes_at is not null
            and g.freezes_at <= case when s.sandbox then s.clock_at else machine_time end)
$$;
grant execute on function contest_shops(timestamptz) to sc_membership;
call sc_definer('contest_shops(timestamptz)', 'sc_across');
