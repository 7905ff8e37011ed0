using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.Terms;

/// <summary>The statements that read what orders gave, and keep what it is judged to be.</summary>
public static class GrantRowSql
{
    /// <summary>What the carried order gave; none when its value earned nothing.</summary>
    public static PendingRows<GrantRow> GrantOf(this MembershipBatch batch, long shopId) =>
        batch.Rows<GrantRow>(GrantOfSql, new { shop = shopId });

    /// <summary>What the carried orders gave and what of it still stands; none where nothing was earned.</summary>
    public static PendingRows<GrantRow> GrantsOfCarried(this MembershipBatch batch, long shopId) =>
        batch.Rows<GrantRow>(GrantsSql, new { shop = shopId });

    /// <summary>The points that the carried orders granted when they were paid, as they are judged now.</summary>
    public static PendingRows<long> PointsOfCarried(this MembershipBatch batch, long shopId) =>
        batch.Rows<long>(PointsSql, new { shop = shopId });

    /// <summary>
    /// Keeps what an order is judged to be, and books what that changes of its points and the buyer's.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">With the order's key.</param>
    /// <param name="customerKey">The buyer, who is a member row.</param>
    /// <param name="correction">What changes.</param>
    /// <param name="lots">The lots that points are taken from or given back to.</param>
    public static void Judge(
        this MembershipBatch batch, PostingContext posting, long customerKey, PointCorrection correction,
        OrderLots lots)
    {
        batch.Do(JudgeSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            customer = customerKey,
            facts = Json.Write(correction.Facts),
            correction.Granted,
            correction.Points,
            valueLeft = correction.Order.Stands.SpendMinor,
            posting.RecordedAt,
        });
        lots.Write(batch, posting, customerKey, correction.Points);
    }

    private const string Facts = """
        coalesce((
            select j.facts from member_grant_judgements j
            where j.shop_id = g.shop_id and j.order_key = g.order_key order by j.seq desc limit 1), g.facts)
        """;

    private const string Granted = $"""
        select g.order_key, g.value_minor, g.points_bps, g.growth_bps, g.lines, g.points, g.growth,
            g.points + coalesce(sum(c.points), 0)::bigint as points_left,
            g.growth + coalesce(sum(c.growth), 0)::bigint as growth_left, (
                select t.terms from member_grant_terms t where t.shop_id = g.shop_id and t.order_key = g.order_key
                order by t.revision desc limit 1) as amended, g.points_cap, g.basis,
            case when g.basis is not null then {Facts} end as facts
        from member_grants g left join member_grant_changes c on c.shop_id = g.shop_id and c.order_key = g.order_key
        """;

    private const string GrantOfSql = $"""
        {Granted} where g.shop_id = @shop and g.order_key = {BatchVariables.OrderKey} group by g.shop_id, g.order_key
        """;

    private const string GrantsSql = $"""
        {Granted} where g.shop_id = @shop and g.order_key = any({BatchVariables.OrderKeys})
        group by g.shop_id, g.order_key
        """;

    private const string PointsSql = $"""
        select coalesce(sum(coalesce((
            select j.points from member_grant_judgements j
            where j.shop_id = @shop and j.order_key = g.order_key order by j.seq desc limit 1), g.points)), 0)::bigint
        from member_grants g where g.shop_id = @shop and g.order_key = any({BatchVariables.OrderKeys})
        """;

    private const string JudgeSql = $"""
        with changed as (
            insert into member_grant_changes (shop_id, order_key, value_left_minor, points, growth, recorded_at)
            select @shop, @orderKey, @valueLeft, @points, 0, @recordedAt where @points <> 0),
        saved as (
            update members set points = points + @points, version = version + 1
            where shop_id = @shop and customer_key = @customer and @points <> 0)
        insert into member_grant_judgements (shop_id, order_key, journal_id, facts, points, recorded_at)
        values (@shop, @orderKey, {Ledger.JournalId}, @facts::jsonb, @granted, @recordedAt)
        """;
}
