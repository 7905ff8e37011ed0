namespace SocialCommerce.Referrals.Bindings;

/// <summary>Reads when referrals were accepted.</summary>
public static class ReferralTimeSql
{
    /// <summary>When each referral of these customers was accepted; guests are not among the referred.</summary>
    public static PendingRows<ReferralTime> ReferralTimes(this ReferralsBatch batch, long shopId, long[] customers) =>
        batch.Rows<ReferralTime>(TimesSql, new { shop = shopId, customers });

    private const string TimesSql = $"""
        select e.parent_key as customer_key, e.recorded_at as accepted_at
        from referral_edges e join customers b on b.shop_id = @shop and b.customer_key = e.child_key
        where e.shop_id = @shop and e.parent_key = any(@customers) and not b.{Guest.IsGuestId}
        """;
}
