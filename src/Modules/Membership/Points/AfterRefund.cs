namespace SocialCommerce.Membership.Points;

/// <summary>What a refund leaves of member tiers.</summary>
/// <param name="ProductTier">
/// <c>end</c>: what refunded units gave ends when the refund happened; <c>keep</c>: it stands.
/// </param>
/// <param name="GrowthTier">
/// <c>fall</c>: a tier without a period ends when growth falls below it; <c>keep</c>: it stands. A tier with a period
/// stands to the period's end either way.
/// </param>
public sealed record AfterRefund(string ProductTier = AfterRefund.End, string GrowthTier = AfterRefund.Fall)
{
    /// <summary>What refunded units gave ends.</summary>
    public const string End = "end";

    /// <summary>Growth below a tier without a period ends it.</summary>
    public const string Fall = "fall";

    /// <summary>What was reached stands.</summary>
    public const string Keep = "keep";

    /// <summary>What counts where the shop says nothing.</summary>
    public static readonly AfterRefund Default = new();
}
