using SocialCommerce.Membership.PointLots;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.TierNotices;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// What the order and refund flows read and write about members. A writer holds the buyer's lock
/// (<c>Meet</c>), so that the row read is the row changed.
/// </summary>
public static class MemberSql
{
    /// <summary>The carried person's member row; none for a customer who never bought.</summary>
    public static PendingRows<MemberRow> Member(this MembershipBatch batch, long shopId) =>
        batch.Rows<MemberRow>(SelectSql, new { shop = shopId });

    /// <summary>The member rows of some people.</summary>
    public static PendingRows<KeyedMember> Members(this MembershipBatch batch, long shopId, long[] keys) =>
        batch.Rows<KeyedMember>(MembersSql, new { shop = shopId, keys });

    /// <summary>The tiers that the carried orders gave.</summary>
    public static PendingRows<GivenTierRow> GivenTiersOfCarried(this MembershipBatch batch, long shopId) =>
        batch.Rows<GivenTierRow>(GivenTiersSql, new { shop = shopId });

    /// <summary>Writes what an order gave: member, grant, tiers, tier history, points.</summary>
    /// <param name="posting">With the order's key.</param>
    /// <param name="grant">What it gives, and from when to when its points are valid.</param>
    public static void Grant(
        this MembershipBatch batch, PostingContext posting, long customerKey, string orderId,
        (GrantTerms Terms, LotTerms Lot) grant, MemberChange change)
    {
        // What earns nothing may earn something after an amendment, on the same basis.
        if (grant.Terms is { Basis: null } terms && terms.Whole == default) batch.Save(posting, customerKey, change);
        else batch.GrantAndSave(posting, customerKey, orderId, grant, change);
        batch.Give(posting, customerKey, [.. grant.Terms.Gives.Select(giving => (posting.OrderKey!.Value, giving))]);
    }

    private static void GrantAndSave(
        this MembershipBatch batch, PostingContext posting, long customerKey, string orderId,
        (GrantTerms Terms, LotTerms Lot) grant, MemberChange change)
    {
        var (terms, lot, whole) = (grant.Terms, grant.Lot, grant.Terms.Whole);
        batch.Do(GrantSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            orderId,
            customer = customerKey,
            change.After.GrowthTier,
            change.After.GrowthTierUntil,
            held = Json.Write(change.After.Held),
            period = change.After.Period is { } period ? Json.Write(period) : null,
            change.After.AsOf,
            change.After.Revision,
            terms.ValueMinor,
            terms.PointsBps,
            terms.GrowthBps,
            terms.Cap,
            lines = terms.Lines is null ? null : Json.Write(terms.Lines),
            basis = terms.Basis is null ? null : Json.Write(terms.Basis),
            facts = terms.Facts is null ? null : Json.Write(terms.Facts),
            lot.ActiveFrom,
            lot.ExpiresAt,
            lot.NoticeAt,
            dueAt = lot.DueAfter(posting.RecordedAt),
            lot.Announces,
            change.Points,
            change.Growth,
            grantedPoints = whole.Points,
            grantedGrowth = whole.Growth,
            posting.OccurredAt,
            posting.RecordedAt,
        });
        batch.Remember(posting, customerKey, change);
    }

    /// <summary>Keeps the tiers that lines of a customer's orders give.</summary>
    public static void Give(
        this MembershipBatch batch, PostingContext posting, long customerKey,
        IReadOnlyCollection<(long OrderKey, Giving Giving)> gives)
    {
        if (gives.Count == 0) return;
        batch.Do(GiveSql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            orderKeys = gives.Select(one => one.OrderKey).ToArray(),
            lines = gives.Select(one => one.Giving.LineNo).ToArray(),
            tiers = gives.Select(one => one.Giving.TierId).ToArray(),
            days = gives.Select(one => one.Giving.Days).ToArray(),
            units = gives.Select(one => one.Giving.Units).ToArray(),
            upgrades = gives.Select(one => one.Giving.UpgradeBps).ToArray(),
            posting.RecordedAt,
        });
    }

    /// <summary>
    /// Writes what a refund, or its cancellation, changes: the order's grant, the member, the tier history, points.
    /// Nothing where nothing changes.
    /// </summary>
    /// <param name="posting">With the order's key.</param>
    /// <param name="before">The row before it.</param>
    /// <param name="valueLeftMinor">What is left of the value on which the order earns.</param>
    /// <param name="lots">The lots that points are taken from or given back to.</param>
    public static void TakeBack(
        this MembershipBatch batch, PostingContext posting, long customerKey, MemberRow before, long valueLeftMinor,
        MemberChange change, OrderLots lots)
    {
        if (change.ChangesAnything(before)) batch.Save(posting, customerKey, change);
        if (change is { Points: 0, Growth: 0 }) return;
        batch.Do(ChangeSql, new
        {
            shop = posting.ShopId,
            posting.OrderKey,
            valueLeftMinor,
            change.Points,
            change.Growth,
            posting.RecordedAt,
        });
        lots.Write(batch, posting, customerKey, change.Points);
    }

    /// <summary>Writes a member as it was recomputed.</summary>
    public static void Save(this MembershipBatch batch, PostingContext posting, long customerKey, MemberChange change)
    {
        batch.Do(SaveSql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            change.Growth,
            change.Points,
            change.After.GrowthTier,
            change.After.GrowthTierUntil,
            held = Json.Write(change.After.Held),
            period = change.After.Period is { } period ? Json.Write(period) : null,
            change.After.AsOf,
            change.After.Revision,
        });
        batch.Remember(posting, customerKey, change);
    }

    private static void Remember(
        this MembershipBatch batch, PostingContext posting, long customerKey, MemberChange change)
    {
        if (change.MayMoveTiers) batch.LookAtTier(posting, customerKey);
        if (change.Entries.Count == 0) return;
        batch.Do(HistorySql, new
        {
            shop = posting.ShopId,
            customer = customerKey,
            tiers = change.Entries.Select(entry => entry.TierId).ToArray(),
            causes = change.Entries.Select(entry => entry.Cause).ToArray(),
            sinces = change.Entries.Select(entry => entry.Since).ToArray(),
            untils = change.Entries.Select(entry => entry.Until).ToArray(),
            change.After.Revision,
            posting.RecordedAt,
        });
    }

    internal const string Columns =
        "growth, points, growth_tier, growth_tier_until, held, version, as_of, revision, period, invited";

    private const string SelectSql = $"""
        select {Columns} from members where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
        """;

    private const string MembersSql = $"""
        select customer_key, {Columns} from members where shop_id = @shop and customer_key = any(@keys)
        """;

    private const string GivenTiersSql = $"""
        select order_key, line_no, tier_id, validity_days, units, upgrade_bps from member_given_tiers
        where shop_id = @shop and order_key = any({BatchVariables.OrderKeys}) order by order_key, line_no
        """;

    private const string SaveSql = """
        insert into members (shop_id, customer_key, growth, points, growth_tier, growth_tier_until, held, version,
            as_of, revision, period)
        values (@shop, @customer, @growth, @points, @growthTier, @growthTierUntil, @held::jsonb, 1, @asOf, @revision,
            @period::jsonb)
        on conflict (shop_id, customer_key) do update set growth = members.growth + excluded.growth,
            points = members.points + excluded.points, growth_tier = excluded.growth_tier,
            growth_tier_until = excluded.growth_tier_until, held = excluded.held, version = members.version + 1,
            as_of = excluded.as_of, revision = excluded.revision, period = excluded.period
        """;

    private const string GrantSql = $"""
        with saved as ({SaveSql} returning points),
        granted as (
            insert into member_grants (shop_id, order_key, order_id, customer_key, value_minor, points_bps, growth_bps,
                lines, points, growth, points_cap, basis, facts, recorded_at)
            values (@shop, @orderKey, @orderId, @customer, @valueMinor, @pointsBps, @growthBps, @lines::jsonb,
                @grantedPoints, @grantedGrowth, @cap, @basis::jsonb, @facts::jsonb, @recordedAt)),
        {GrantedLot.Opens}
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, 'earned', '{PointMoves.IssuedAccount}', '{PointMoves.PointsAccount}',
            '{Movement.Points}', @customer, @grantedPoints, @orderKey, @orderKey, @occurredAt, @recordedAt
        where @grantedPoints > 0
        """;

    private const string GiveSql = """
        insert into member_given_tiers (shop_id, order_key, line_no, customer_key, tier_id, validity_days, units,
            recorded_at, upgrade_bps)
        select @shop, g.order_key, g.line_no, @customer, g.tier_id, g.days, g.units, @recordedAt, g.upgrade
        from unnest(@orderKeys, @lines, @tiers, @days, @units, @upgrades)
            as g(order_key, line_no, tier_id, days, units, upgrade)
        """;

    private const string ChangeSql = """
        insert into member_grant_changes (shop_id, order_key, value_left_minor, points, growth, recorded_at)
        values (@shop, @orderKey, @valueLeftMinor, @points, @growth, @recordedAt)
        """;

    private const string HistorySql = """
        insert into member_tier_history (shop_id, customer_key, tier_id, cause, since, until, revision, recorded_at)
        select @shop, @customer, tier, cause, since, until, @revision, @recordedAt
        from unnest(@tiers, @causes, @sinces, @untils) with ordinality as e(tier, cause, since, until, n)
        order by n
        """;
}
