namespace SocialCommerce.Membership.CouponTemplates;

/// <summary>What a refund of the order does to the coupon that the order used.</summary>
/// <param name="OnRefund" example="fullRefund">
/// The coupon returns after <c>fullRefund</c>, after <c>anyRefund</c>, or <c>never</c>.
/// </param>
/// <param name="GraceDays">
/// Days of 24 hours for which a returned coupon can be used at least, from the moment at which the return was recorded;
/// 0 keeps the expiry.
/// </param>
internal sealed record CouponReturns(string OnRefund = CouponReturns.FullRefund, int GraceDays = 0)
{
    public const string FullRefund = "fullRefund";
    public const string AnyRefund = "anyRefund";
    public const string Never = "never";

    /// <summary>Every policy.</summary>
    public static readonly string[] Policies = [FullRefund, AnyRefund, Never];

    /// <summary>What holds where the terms say nothing.</summary>
    public static readonly CouponReturns Usual = new();
}
