namespace SocialCommerce.Membership.PointLots;

/// <summary>What the order and refund flows read of lots.</summary>
public static class LotSql
{
    /// <summary>The points of the carried buyer, with the lots of the carried order.</summary>
    public static LotInputs OrderLots(this MembershipBatch batch, long shopId) => LotInputs.OfOrder(batch, shopId);
}
