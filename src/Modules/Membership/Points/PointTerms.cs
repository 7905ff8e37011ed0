namespace SocialCommerce.Membership.Points;

/// <summary>From when to when points can be spent, and how many an order may earn.</summary>
/// <param name="PendingDays">
/// Days of 24 hours from the payment to the end of the return window, in which points are pending; 0: active at once.
/// </param>
/// <param name="ValidityDays">Days for which active points are valid; without it they do not expire.</param>
/// <param name="Expiry" example="monthEnd">
/// When they expire: <c>exact</c>, after these days; <c>monthEnd</c> or <c>yearEnd</c>, at the end of that month or
/// year, where the shop is.
/// </param>
/// <param name="NoticeDays">Days before the end at which <c>points.expiring</c> is announced; 0: never.</param>
/// <param name="MaxPerOrder">The most points that an order earns; without it there is no cap.</param>
/// <param name="AnnouncesEarned">Whether each order that earns points announces <c>points.earned</c>.</param>
public sealed record PointTerms(
    int PendingDays = 0, int? ValidityDays = null, string Expiry = PointTerms.Exact, int NoticeDays = 0,
    long? MaxPerOrder = null, bool AnnouncesEarned = false)
{
    /// <summary>After the days of validity.</summary>
    public const string Exact = "exact";

    /// <summary>At the end of the month in which they end.</summary>
    public const string MonthEnd = "monthEnd";

    /// <summary>At the end of the year in which they end.</summary>
    public const string YearEnd = "yearEnd";
}
