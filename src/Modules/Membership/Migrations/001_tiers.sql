select sc_role('sc_membership');
grant sc_kernel to sc_membership;
grant sc_membership to sc_app;

-- What tiers and privileges were at any time: a change is a new row, the newest version is in force. Every version is
-- read: since when a threshold is this low follows from them.
create table member_tier_versions (
    shop_id         bigint not null references shops,
    tier_id         text collate "C" not null check (length(tier_id) between 1 and 64),
    version         int not null,
    name            text not null,
    rank            int not null check (rank > 0),
    growth_from     bigint check (growth_from >= 0),
    member_products text[] not null,
    validity_days   int check (validity_days > 0),
    privileges      jsonb not null,
    -- Whether the version names products of which the one before it says nothing: what was paid before may be about
    -- them.
    names_more      boolean not null default false,
    recorded_at     timestamptz not null,
    primary key (shop_id, tier_id, version)
);
create index on member_tier_versions (shop_id, tier_id, version) where names_more;
call sc_ledger('member_tier_versions', 'sc_membership');
call sc_show_across('member_tier_versions', 'shop_id, tier_id, version, names_more');

-- Versions of tiers whose products have been looked for in the orders before them.
create table member_tier_reviews (
    shop_id  bigint not null,
    tier_id  text collate "C" not null,
    version  int not null,
    ended_at timestamptz not null,
    primary key (shop_id, tier_id, version),
    foreign key (shop_id, tier_id, version) references member_tier_versions
);
call sc_ledger('member_tier_reviews', 'sc_membership');
call sc_show_across('member_tier_reviews', 'shop_id, tier_id, version');
