using SocialCommerce.Membership.Badges;

namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>The statements by which rules award badges, and by which awards are read.</summary>
public static class AwardSql
{
    /// <summary>Shops where badges are awarded by what customers do.</summary>
    public static Task<List<Shop>> BadgeShops(this Db db, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { }, cancel);

    /// <summary>How far a shop was looked at: one row.</summary>
    public static PendingRows<BadgePass> BadgePass(this MembershipBatch batch, long shopId) =>
        batch.Rows<BadgePass>(PassSql, new { shop = shopId });

    /// <summary>The badges that are awarded by what customers do.</summary>
    public static PendingRows<Badge> CountingBadges(this MembershipBatch batch, long shopId) =>
        batch.Rows<Badge>(CountingSql, new { shop = shopId });

    /// <summary>The badges that are awarded by ranks on a board.</summary>
    public static PendingRows<Badge> BadgesOfBoard(this MembershipBatch batch, long shopId, string boardId) =>
        batch.Rows<Badge>(OfBoardSql, new { shop = shopId, boardId });

    /// <summary>Keeps how far a shop was looked at.</summary>
    public static void EndBadgePass(
        this MembershipBatch batch, long shopId, long lastOrder, string day, long versions, DateTimeOffset now) =>
        batch.Do(EndPassSql, new { shop = shopId, lastOrder, day, versions, now });

    /// <summary>
    /// Awards a badge by its rule to those of these customers who have not been awarded it within the same period;
    /// answers with the new awards.
    /// </summary>
    public static PendingRows<AwardRow> Award(
        this MembershipBatch batch, PostingContext posting, Badge badge,
        IReadOnlyCollection<ThresholdReached> reached) =>
        batch.Rows<AwardRow>(AwardByRuleSql, new
        {
            shop = posting.ShopId,
            badge.BadgeId,
            within = badge.Terms.Rule!.Within ?? OfBoard,
            badge.Terms.Rule.BoardId,
            customers = reached.Select(one => one.CustomerKey).ToArray(),
            starts = reached.Select(one => one.StartsOn).ToArray(),
            times = reached.Select(one => one.ReachedAt).ToArray(),
            since = badge.RuleSince,
            badge.Terms.ValidityDays,
            now = posting.RecordedAt,
        });

    /// <summary>Announces an award.</summary>
    public static void AnnounceAward(this SqlBatch batch, PostingContext posting, BadgeAward award) =>
        batch.Announce(posting, "badge.awarded", new
        {
            award.CustomerId,
            award.BadgeId,
            award.AwardId,
            award.StartsOn,
            award.ReachedAt,
        });

    /// <summary>A customer's awards that stand at a time, the latest first.</summary>
    public static PendingRows<AwardRow> StandingAwards(
        this MembershipBatch batch, long shopId, long customerKey, DateTimeOffset now, int most) =>
        batch.Rows<AwardRow>(StandingSql, new { shop = shopId, customer = customerKey, now, most });

    /// <summary>Within what an award by a rank was earned.</summary>
    private const string OfBoard = "leaderboard";

    internal const string FindSql = $"""
        select {AwardRow.Columns} where a.shop_id = @shop and a.badge_id = @badgeId and a.award_id = @awardId
        """;

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from badge_shops()
        """;

    private const string PassSql = """
        select p.last_order, p.looked_on, p.versions as looked_versions, (
            select sum(version) from badges where shop_id = @shop)::bigint as versions
        from (select 1) as one left join badge_passes p on p.shop_id = @shop
        """;

    private const string CountingSql = $"""
        select {Badge.Columns} from badges where shop_id = @shop and counts order by badge_id
        """;

    private const string OfBoardSql = $"""
        select {Badge.Columns} from badges
        where shop_id = @shop and terms ->> 'status' = '{BadgeTerms.Active}'
            and terms -> 'rule' ->> 'boardId' = @boardId
        order by badge_id
        """;

    private const string EndPassSql = """
        insert into badge_passes (shop_id, last_order, looked_on, versions, ended_at)
        values (@shop, @lastOrder, @day, @versions, @now)
        on conflict (shop_id) do update set last_order = excluded.last_order, looked_on = excluded.looked_on,
            versions = excluded.versions, ended_at = excluded.ended_at
        """;

    private const string AwardByRuleSql = """
        with earned as (
            select e.customer_key, e.starts_on, e.reached_at
            from unnest(@customers, @starts, @times) as e(customer_key, starts_on, reached_at)
            where not exists (
                select from badge_awards a
                where a.shop_id = @shop and a.badge_id = @badgeId and a.customer_key = e.customer_key
                    and a.within = @within and a.board_id is not distinct from @boardId
                    and a.starts_on is not distinct from e.starts_on)),
        awarded as (
            insert into badge_awards (shop_id, badge_id, customer_key, within, board_id, starts_on, reached_at,
                awarded_at, expires_at)
            select @shop, @badgeId, customer_key, @within, @boardId, starts_on, reached_at, @now,
                greatest(reached_at, @since) + @validityDays * interval '24 hours'
            from earned
            on conflict do nothing
            returning *)
        select a.award_key, a.award_id, a.badge_id, b.terms, c.customer_id, a.within, a.board_id, a.starts_on, a.reason,
            a.given_by, a.reached_at, a.awarded_at, a.expires_at, a.revoke_reason, a.revoked_by, a.revoked_at
        from awarded a join badges b on b.shop_id = @shop and b.badge_id = a.badge_id
            join customers c on c.shop_id = @shop and c.customer_key = a.customer_key
        order by a.award_key
        """;

    private const string StandingSql = $"""
        select {AwardRow.Columns}
        where a.shop_id = @shop and a.customer_key = @customer and a.revoked_at is null
            and coalesce(a.expires_at > @now, true)
        order by a.reached_at desc, a.award_key desc limit @most
        """;
}
