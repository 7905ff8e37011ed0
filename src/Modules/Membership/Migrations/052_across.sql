create or replace function member_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (select from public.members m where m.shop_id = s.shop_id and m.as_of is null)
        or exists (
            select from public.member_tier_versions v
            where v.shop_id = s.shop_id and v.names_more and not exists (
                select from public.member_tier_reviews r
                where r.shop_id = v.shop_id and r.tier_id = v.tier_id and r.version = v.version))
$$;
call sc_definer('member_review_shops()', 'sc_across');
call sc_show_across('members', 'shop_id, as_of');
call sc_show_across('member_tier_versions', 'shop_id, tier_id, version, names_more');
call sc_show_across('member_tier_reviews', 'shop_id, tier_id, version');
