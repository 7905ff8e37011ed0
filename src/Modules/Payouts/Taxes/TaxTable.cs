using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Taxes;

/// <summary>A version of the rates, in fen.</summary>
/// <param name="Id">Name of the version; kept with every transfer that it taxed.</param>
/// <param name="Mode">The mode that it is for.</param>
/// <param name="FromMonth">First month of payment for which it holds, such as <c>2019-01</c>.</param>
/// <param name="PerYear">Whether payments add up over the calendar year; else over the month.</param>
/// <param name="FixedUpTo">Income up to this has the fixed deduction.</param>
/// <param name="FixedDeduction">The fixed deduction.</param>
/// <param name="DeductionBps">The part that is free of larger incomes.</param>
/// <param name="MonthlyDeduction">Free for each month (减除费用).</param>
/// <param name="Brackets">Rates, lowest first.</param>
internal sealed record TaxTable(
    string Id, string Mode, string FromMonth, bool PerYear, long FixedUpTo, long FixedDeduction, int DeductionBps,
    long MonthlyDeduction, IReadOnlyList<TaxBracket> Brackets)
{
    private const long Yuan = 100;

    /// <summary>Every version, earliest first; a change of the law is one more entry.</summary>
    public static readonly IReadOnlyList<TaxTable> All =
    [
        // 国家税务总局公告2018年第61号, 附件2, 劳务报酬所得适用.
        new("cn-labor-2019", TaxMode.LaborPerMonth, "2019-01", false, 4_000 * Yuan, 800 * Yuan, 2_000, 0,
        [
            new(20_000 * Yuan, 2_000, 0), new(50_000 * Yuan, 3_000, 2_000 * Yuan), new(null, 4_000, 7_000 * Yuan),
        ]),
        // 国家税务总局公告2025年第16号; rates of 居民个人工资、薪金所得预扣预缴适用.
        new("cn-platform-2025", TaxMode.PlatformCumulative, "2025-10", true, 0, 0, 2_000, 5_000 * Yuan,
        [
            new(36_000 * Yuan, 300, 0), new(144_000 * Yuan, 1_000, 2_520 * Yuan),
            new(300_000 * Yuan, 2_000, 16_920 * Yuan), new(420_000 * Yuan, 2_500, 31_920 * Yuan),
            new(660_000 * Yuan, 3_000, 52_920 * Yuan), new(960_000 * Yuan, 3_500, 85_920 * Yuan),
            new(null, 4_500, 181_920 * Yuan),
        ]),
    ];

    /// <summary>The version for payments of a month; null where nothing is withheld.</summary>
    /// <param name="mode">One of <see cref="TaxMode"/>.</param>
    /// <param name="month">The month of payment; before a mode's first version its first version holds.</param>
    public static TaxTable? InForce(string mode, string month)
    {
        var versions = All.Where(table => table.Mode == mode).ToList();
        return versions.LastOrDefault(table => string.CompareOrdinal(table.FromMonth, month) <= 0)
            ?? versions.FirstOrDefault();
    }

    /// <summary>The first month whose payments add up with those of <paramref name="month"/>.</summary>
    public string PeriodStart(string month) => PerYear ? $"{month[..4]}-01" : month;
}
