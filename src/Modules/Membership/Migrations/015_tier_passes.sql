-- When to look at all members once more after a change of the tiers, by the machine's clock: a transaction may still have
-- seen the tiers before.
alter table member_tier_passes add column again_at timestamptz, drop column ended_at;
grant select (again_at) on member_tier_passes to sc_across;

drop function member_notice_shops(timestamptz);
create function member_notice_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
            select from public.member_tier_notices n
            where n.shop_id = s.shop_id and n.look_at is not null
                and n.look_at <= case when s.sandbox then s.clock_at else machine_time end)
        or exists (
            select from public.member_tier_passes p where p.shop_id = s.shop_id and p.again_at <= machine_time)
        or (select count(*) from public.member_tier_versions v where v.shop_id = s.shop_id) <> coalesce(
            (select p.versions from public.member_tier_passes p where p.shop_id = s.shop_id), 0)
$$;
grant execute on function member_notice_shops(timestamptz) to sc_membership;
call sc_definer('member_notice_shops(timestamptz)', 'sc_across');
