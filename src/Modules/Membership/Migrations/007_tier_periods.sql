-- What keeps a tier at the end of a period, how long it stands where it was not kept, and by how many tiers the end of
-- a period may lower. Null: growth alone decides, at once, and to whatever tier it reaches.
alter table member_tier_versions
    add keep_growth      bigint check (keep_growth > 0),
    add keep_spend_minor bigint check (keep_spend_minor > 0),
    add grace_days       int check (grace_days > 0),
    add max_drop         int check (max_drop > 0),
    -- Days before the end at which a notice is given; null: none.
    add notice_days      int check (notice_days > 0),
    -- The share of the days left of a lower bought tier that buying this one adds, in basis points; null: none.
    add upgrade_bps      int check (upgrade_bps between 1 and 10000);
alter table member_given_tiers add upgrade_bps int check (upgrade_bps between 1 and 10000);

-- What counts in the period of the tier that growth gave. The rows of members who are in one are counted again.
alter table members add period jsonb;
update members set as_of = null where growth_tier is not null;

alter table member_tier_history
    drop constraint member_tier_history_cause_check,
    add constraint member_tier_history_cause_check
        check (cause in ('growth', 'product', 'threshold', 'periodEnd', 'grace', 'refund', 'upgrade'));

-- Tiers that a person of the shop gives.
create table member_invitations (
    shop_id       bigint not null references shops,
    invitation_id text collate "C" not null check (length(invitation_id) between 1 and 64),
    seq           bigint generated always as identity,
    customer_key  bigint not null,
    tier_id       text collate "C" not null,
    since         timestamptz not null,
    until         timestamptz check (until > since),
    content       jsonb not null,
    given_by      text not null,
    recorded_at   timestamptz not null,
    revoke_reason text,
    revoked_by    text,
    revoked_at    timestamptz,
    primary key (shop_id, invitation_id),
    foreign key (shop_id, customer_key) references customers,
    check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null))
);
create index on member_invitations (shop_id, customer_key, seq);
call sc_protect('member_invitations');
grant select, insert on member_invitations to sc_membership;
grant update (revoke_reason, revoked_by, revoked_at) on member_invitations to sc_membership;

-- Those of the member, but for those that were revoked before they began. A member who was invited and has never
-- bought counts no event: as_of is -infinity.
alter table members add invited jsonb not null default '[]';

-- What was announced of a member's tier, and when to look at it again; null: when something is written.
create table member_tier_notices (
    shop_id      bigint not null,
    customer_key bigint not null,
    told_tier    text collate "C",
    -- The end of a tier of which a notice was given.
    warned_until timestamptz,
    look_at      timestamptz,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references members
);
create index on member_tier_notices (shop_id, look_at) where look_at is not null;
call sc_protect('member_tier_notices');
grant select, insert, update on member_tier_notices to sc_membership;
call sc_show_across('member_tier_notices', 'shop_id, look_at');

-- How many versions of tiers there were when all members were looked at last.
create table member_tier_passes (
    shop_id  bigint not null references shops,
    versions bigint not null,
    ended_at timestamptz not null,
    primary key (shop_id)
);
call sc_protect('member_tier_passes');
grant select, insert, update on member_tier_passes to sc_membership;
call sc_show_across('member_tier_passes', 'shop_id, versions');

-- Asked across shops: where tiers are to be looked at, by the clock of each shop.
create function member_notice_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
            select from public.member_tier_notices n
            where n.shop_id = s.shop_id and n.look_at is not null
                and n.look_at <= case when s.sandbox then s.clock_at else machine_time end)
        or (select count(*) from public.member_tier_versions v where v.shop_id = s.shop_id) <> coalesce(
            (select p.versions from public.member_tier_passes p where p.shop_id = s.shop_id), 0)
$$;
grant execute on function member_notice_shops(timestamptz) to sc_membership;
call sc_definer('member_notice_shops(timestamptz)', 'sc_across');
