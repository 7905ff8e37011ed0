namespace SocialCommerce.Payouts.Settings;

/// <summary>How a shop's payouts are taxed.</summary>
internal static class TaxMode
{
    /// <summary>Nothing is withheld: payees are businesses and send invoices.</summary>
    public const string None = "none";

    /// <summary>劳务报酬: the month's payments to one person are one income.</summary>
    public const string LaborPerMonth = "cnLaborPerMonth";

    /// <summary>Internet platforms: cumulative over the months of the year (STA 公告2025年第16号).</summary>
    public const string PlatformCumulative = "cnPlatformCumulative";

    /// <summary>A third party withholds and files, such as a labour platform that the shop pays through.</summary>
    public const string External = "external";

    /// <summary>Every mode.</summary>
    public static readonly IReadOnlyList<string> Known = [None, LaborPerMonth, PlatformCumulative, External];
}
