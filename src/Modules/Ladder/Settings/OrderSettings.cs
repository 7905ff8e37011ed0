namespace SocialCommerce.Ladder.Settings;

/// <summary>How a shop counts its orders, and how much small change it lets their tenders and refunds be off.</summary>
/// <param name="Version">0 until the shop sets something; rises by one with every change.</param>
/// <param name="RefundToleranceMinor">
/// By how many minor units the amounts of one refund may exceed what is left of the order's goods.
/// </param>
/// <param name="TenderToleranceMinor">
/// By how many minor units an order's tenders may miss what was due, either way.
/// </param>
/// <param name="NetOfTax">Whether points, growth and spend count without the tax that prices include.</param>
public sealed record OrderSettings(
    int Version, long RefundToleranceMinor, long TenderToleranceMinor, bool NetOfTax = false)
{
    /// <summary>The most that a shop may tolerate, in minor units.</summary>
    public const long MaxToleranceMinor = 100_000;

    /// <summary>Five minor units each; what was paid counts with its tax.</summary>
    public static readonly OrderSettings Default = new(0, 5, 5);
}
