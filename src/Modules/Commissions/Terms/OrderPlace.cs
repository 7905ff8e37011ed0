using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>
/// Where an order stands in its buyer's history when it is recorded, for rules that are limited to first orders or to
/// the time after the binding. Kept in the snapshot where the version has such a rule.
/// </summary>
/// <param name="Number">
/// 1 for the buyer's first order, by payment time and then order id, among the orders that were known when this one was
/// recorded; absent where no rule of the version counts orders.
/// </param>
/// <param name="BoundAt">
/// When the buyer's binding in force was recorded; absent without a binding, or where no rule reads it.
/// </param>
/// <param name="Days">The least number of days of 24 hours after the binding within which the order was paid.</param>
/// <param name="Months">The least number of calendar months, counted in local days of the shop.</param>
public sealed record OrderPlace(
    [property: JsonPropertyName("n")] long? Number = null,
    [property: JsonPropertyName("b")] DateTimeOffset? BoundAt = null,
    [property: JsonPropertyName("d")] int? Days = null,
    [property: JsonPropertyName("m")] int? Months = null)
{
    /// <summary>The place of an order; null where no rule of the version is limited by it.</summary>
    /// <param name="plan">The version in force.</param>
    /// <param name="number">Which of the buyer's orders it is; read where the version counts orders.</param>
    /// <param name="boundAt">When the binding in force was recorded; null for none.</param>
    /// <param name="paidAt">When the order was paid.</param>
    /// <param name="timeZone">IANA zone of the shop.</param>
    public static OrderPlace? Of(
        PlanContent? plan, long? number, DateTimeOffset? boundAt, DateTimeOffset paidAt, string timeZone)
    {
        if (plan is not { HasBuyerLimits: true }) return null;
        var counted = plan.HasFirstOrders ? number : null;
        return plan.HasBindingLimits && boundAt is { } bound
            ? new OrderPlace(counted, bound, DaysBetween(bound, paidAt), MonthsBetween(bound, paidAt, timeZone))
            : new OrderPlace(counted);
    }

    private static int DaysBetween(DateTimeOffset boundAt, DateTimeOffset paidAt)
    {
        var ticks = (paidAt - boundAt).Ticks;
        return ticks <= 0 ? 0 : (int)((ticks + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay);
    }

    /// <summary>A month after 31 January is the last day of February; that day itself is still within it.</summary>
    private static int MonthsBetween(DateTimeOffset boundAt, DateTimeOffset paidAt, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var (bound, paid) = (Day(boundAt, zone), Day(paidAt, zone));
        if (paid <= bound) return 0;
        var months = ((paid.Year - bound.Year) * 12) + paid.Month - bound.Month;
        return bound.AddMonths(months) < paid ? months + 1 : months;
    }

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
