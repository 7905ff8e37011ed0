using SocialCommerce.Kernel;

namespace SocialCommerce.Membership;

/// <summary>
/// What the order and refund flows read and write about members. Whoever writes holds the buyer's lock
/// (<c>Meet</c>), so that the row read is the row changed.
/// </summary>
public static class MemberStatements
{
    /// <summary>The carried person's member row; none for somebody who never bought.</summary>
    public static Rows<MemberRow> Member(this Batch batch, long shopId) =>
        batch.Rows<MemberRow>(MemberSql, new { shop = shopId });

    /// <summary>What the carried order gave; none when its value earned nothing.</summary>
    public static Rows<GrantRow> GrantOf(this Batch batch, long shopId) =>
        batch.Rows<GrantRow>(GrantOfSql, new { shop = shopId });

    /// <summary>Writes what <see cref="MemberRules.Earn"/> decided: member, grant, tier history, points.</summary>
    /// <param name="when">With the order's key.</param>
    public static void Grant(this Batch batch, Occasion when, long customerKey, string orderId, MemberChange change)
    {
        if (change.Points == 0 && change.Growth == 0) batch.Save(when, customerKey, change);
        else batch.GrantAndSave(when, customerKey, orderId, change);
    }

    private static void GrantAndSave(
        this Batch batch, Occasion when, long customerKey, string orderId, MemberChange change)
    {
        batch.Do(GrantSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            orderId,
            customer = customerKey,
            change.After.GrowthTier,
            change.After.GrowthTierUntil,
            held = Json.Write(change.After.Held),
            change.ValueMinor,
            change.Rates.PointsBps,
            change.Rates.GrowthBps,
            change.Points,
            change.Growth,
            when.OccurredAt,
            when.RecordedAt,
        });
        batch.Remember(when, customerKey, change);
    }

    /// <summary>Writes what <see cref="MemberRules.TakeBack"/> decided; nothing when nothing changes.</summary>
    /// <param name="when">With the order's key.</param>
    public static void TakeBack(this Batch batch, Occasion when, long customerKey, MemberChange change)
    {
        if (change.Points == 0 && change.Growth == 0) return;
        batch.Save(when, customerKey, change);
        batch.Do(ChangeSql, new
        {
            shop = when.ShopId,
            when.OrderKey,
            change.ValueMinor,
            change.Points,
            change.Growth,
            when.RecordedAt,
        });
        if (change.Points == 0) return;
        batch.Book(
            [
                new Movement(
                    Movement.Points, customerKey, Account.PointsHeld, Account.PointsIssued, -change.Points, "takenBack",
                    when.OrderKey!.Value),
            ], when);
    }

    internal static void Save(this Batch batch, Occasion when, long customerKey, MemberChange change)
    {
        batch.Do(SaveSql, new
        {
            shop = when.ShopId,
            customer = customerKey,
            change.Growth,
            change.Points,
            change.After.GrowthTier,
            change.After.GrowthTierUntil,
            held = Json.Write(change.After.Held),
        });
        batch.Remember(when, customerKey, change);
    }

    private static void Remember(this Batch batch, Occasion when, long customerKey, MemberChange change)
    {
        if (change.Entries.Count == 0) return;
        batch.Do(HistorySql, new
        {
            shop = when.ShopId,
            customer = customerKey,
            tiers = change.Entries.Select(entry => entry.TierId).ToArray(),
            causes = change.Entries.Select(entry => entry.Cause).ToArray(),
            sinces = change.Entries.Select(entry => entry.Since).ToArray(),
            untils = change.Entries.Select(entry => entry.Until).ToArray(),
            when.RecordedAt,
        });
    }

    private const string MemberSql = $"""
        select growth, points, growth_tier, growth_tier_until, held, version from members
        where shop_id = @shop and customer_key = {Carry.BuyerKey}
        """;

    private const string GrantOfSql = $"""
        select g.customer_key, g.value_minor, g.points_bps, g.growth_bps,
            g.points + coalesce(sum(c.points), 0)::bigint as points_left,
            g.growth + coalesce(sum(c.growth), 0)::bigint as growth_left
        from member_grants g left join member_grant_changes c on c.shop_id = g.shop_id and c.order_key = g.order_key
        where g.shop_id = @shop and g.order_key = {Carry.OrderKey}
        group by g.shop_id, g.order_key
        """;

    private const string SaveSql = """
        insert into members (shop_id, customer_key, growth, points, growth_tier, growth_tier_until, held, version)
        values (@shop, @customer, @growth, @points, @growthTier, @growthTierUntil, @held::jsonb, 1)
        on conflict (shop_id, customer_key) do update set growth = members.growth + excluded.growth,
            points = members.points + excluded.points, growth_tier = excluded.growth_tier,
            growth_tier_until = excluded.growth_tier_until, held = excluded.held, version = members.version + 1
        """;

    private const string GrantSql = $"""
        with saved as ({SaveSql}),
        granted as (
            insert into member_grants (shop_id, order_key, order_id, customer_key, value_minor, points_bps, growth_bps,
                points, growth, recorded_at)
            values (@shop, @orderKey, @orderId, @customer, @valueMinor, @pointsBps, @growthBps, @points, @growth,
                @recordedAt))
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, '{Movement.Points}', @customer, '{Account.PointsIssued}',
            '{Account.PointsHeld}', @points, 'earned', @orderKey, @orderKey, @occurredAt, @recordedAt
        where @points > 0
        """;

    private const string ChangeSql = """
        insert into member_grant_changes (shop_id, order_key, value_left_minor, points, growth, recorded_at)
        values (@shop, @orderKey, @valueMinor, @points, @growth, @recordedAt)
        """;

    private const string HistorySql = """
        insert into member_tier_history (shop_id, customer_key, tier_id, cause, since, until, recorded_at)
        select @shop, @customer, tier, cause, since, until, @recordedAt
        from unnest(@tiers, @causes, @sinces, @untils) with ordinality as e(tier, cause, since, until, n)
        order by n
        """;
}
