namespace SocialCommerce.Membership.PointLots;

/// <summary>By what parts of lots are taken or given back.</summary>
/// <param name="Name">As it is kept.</param>
/// <param name="Subject">The key of the spend, gift, order, adjustment, play or, of a debt, of the customer.</param>
internal readonly record struct LotCause(string Name, long Subject)
{
    public static LotCause Spend(long spendKey) => new("spend", spendKey);

    public static LotCause Gift(long giftKey) => new("gift", giftKey);

    public static LotCause Refund(long orderKey) => new("refund", orderKey);

    public static LotCause Debt(long customerKey) => new("debt", customerKey);

    public static LotCause Adjustment(long adjustmentKey) => new("adjustment", adjustmentKey);

    public static LotCause Game(long playKey) => new("game", playKey);
}
