using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.TierOutlooks;

/// <summary>Reads the members who may have something to do about a tier, by their keys.</summary>
public static class TierWorkSql
{
    /// <summary>Those whose growth is near that of a tier.</summary>
    public static PendingRows<ListedMember> MembersNearTiers(
        this MembershipBatch batch, long shopId, MemberCatalogue catalogue, int nearBps, (long After, int Take) page)
    {
        long[] growths = [.. catalogue.Tiers.Select(tier => tier.GrowthFrom).OfType<long>()];
        return batch.Rows<ListedMember>(NearSql, new
        {
            shop = shopId,
            growths,
            nears = Array.ConvertAll(growths, from => TierWork.NearFrom(from, nearBps)),
            page.After,
            page.Take,
        });
    }

    /// <summary>Those whose tier may end by a time: they are to be looked at by then, or were not looked at.</summary>
    public static PendingRows<ListedMember> MembersWithEndingTiers(
        this MembershipBatch batch, long shopId, DateTimeOffset by, (long After, int Take) page) =>
        batch.Rows<ListedMember>(EndingSql, new { shop = shopId, by, page.After, page.Take });

    private const string Listed = $"""
        select m.customer_key, c.customer_id, {MemberSql.Columns}
        from members m join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        where m.shop_id = @shop and m.customer_key > @after and c.claimed_by is null
        """;

    private const string NearSql = $"""
        {Listed} and exists (
            select from unnest(@nears, @growths) as t(near, reached) where m.growth >= t.near and m.growth < t.reached)
        order by m.customer_key limit @take
        """;

    private const string EndingSql = $"""
        {Listed} and not exists (
            select from member_tier_notices n
            where n.shop_id = @shop and n.customer_key = m.customer_key and (n.look_at is null or n.look_at > @by))
        order by m.customer_key limit @take
        """;
}
