namespace SocialCommerce.Membership.Members;

/// <summary>What the integrity check asks of members.</summary>
public static class MemberChecks
{
    /// <summary>Sums of members agree with the ledger and with the grants.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [
        new("members", MembersSql), new("grants", GrantsSql)];

    private const string MembersSql = """
        select 'customer ' || c.customer_id as subject,
            format('points %s, ledger %s; growth %s, grants %s', coalesce(m.points, 0) + coalesce(a.points, 0),
                coalesce(l.points, 0), coalesce(m.growth, 0), coalesce(g.growth, 0)) as detail
        from (select * from members where shop_id = @shop) as m
        full join (select * from point_accounts where shop_id = @shop) as a on a.customer_key = m.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = coalesce(m.customer_key, a.customer_key)
        left join (
            select customer_key, sum(case when to_account = 'points' then amount else -amount end) as points
            from movements where shop_id = @shop and unit = 'points' group by customer_key) as l
            on l.customer_key = c.customer_key
        left join (
            select coalesce(k.customer_key, g.customer_key) as customer_key,
                sum(g.growth + coalesce(t.growth, 0)) as growth
            from member_grants g
            left join guest_claims k on k.shop_id = @shop and k.guest_key = g.customer_key
            left join (
                select order_key, sum(growth) as growth from member_grant_changes
                where shop_id = @shop group by order_key)
                as t on t.order_key = g.order_key
            where g.shop_id = @shop group by 1) as g on g.customer_key = c.customer_key
        where @unit <> '' and (
            coalesce(m.points, 0) + coalesce(a.points, 0) <> coalesce(l.points, 0)
            or coalesce(m.growth, 0) <> coalesce(g.growth, 0))
        order by c.customer_key limit 20
        """;

    private const string GrantsSql = """
        select 'order ' || g.order_id as subject,
            format('granted %s points and %s growth on %s, of which %s points stand, booked %s', g.points, g.growth,
                g.value_minor, g.points + coalesce(c.points, 0), coalesce(l.points, 0)) as detail
        from member_grants g
        left join (
            select order_key, sum(points) as points from member_grant_changes
            where shop_id = @shop group by order_key) as c on c.order_key = g.order_key
        left join (
            select subject_id, sum(case when to_account = 'points' then amount else -amount end) as points
            from movements where shop_id = @shop and unit = 'points' and event in ('earned', 'takenBack')
            group by subject_id) as l
            on l.subject_id = g.order_key
        left join lateral (
            select sum(t.base) as base, sum(t.base::numeric * t.points) as points, sum(t.base::numeric * t.growth)
                as growth
            from jsonb_to_recordset(g.lines) as t(base bigint, points int, growth int)) as t on true
        where g.shop_id = @shop and @unit <> '' and (
            g.points + coalesce(c.points, 0) <> coalesce(l.points, 0)
            or g.value_minor <> coalesce(t.base, g.value_minor)
            or (g.basis is null and g.points <> least(g.points_cap,
                floor(coalesce(t.points, g.value_minor::numeric * g.points_bps) / 10000)))
            or g.growth <> floor(coalesce(t.growth, g.value_minor::numeric * g.growth_bps) / 10000))
        order by g.order_key limit 20
        """;
}
