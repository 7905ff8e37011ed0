namespace SocialCommerce.Membership.Points;

/// <summary>
/// From when to when points can be spent, how many an order and a day may earn, and what multiplies them.
/// </summary>
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
/// <param name="MaxPerDay">
/// The most points that a customer's orders of a day earn, where the shop is; without it there is no cap.
/// </param>
/// <param name="Rules">
/// Other rates or multipliers for some products, tiers or times: campaigns; of those that a line fits the first one
/// counts.
/// </param>
/// <param name="FirstOrder">What a customer's first paid order earns beyond its rates.</param>
/// <param name="Birthday">A multiplier on the customer's birthday or in its month.</param>
public sealed record PointTerms(
    int PendingDays = 0, int? ValidityDays = null, string Expiry = PointTerms.Exact, int NoticeDays = 0,
    long? MaxPerOrder = null, bool AnnouncesEarned = false, long? MaxPerDay = null, PointRule[]? Rules = null,
    FirstOrderPoints? FirstOrder = null, BirthdayPoints? Birthday = null)
{
    /// <summary>After the days of validity.</summary>
    public const string Exact = "exact";

    /// <summary>At the end of the month in which they end.</summary>
    public const string MonthEnd = "monthEnd";

    /// <summary>At the end of the year in which they end.</summary>
    public const string YearEnd = "yearEnd";

    /// <summary>Whether a customer's history decides how many points an order earns.</summary>
    internal bool AsksHistory =>
        MaxPerDay is not null || Rules is { Length: > 0 } || FirstOrder is not null || Birthday is not null;
}
