using System.Globalization;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Accruals;

/// <summary>Sources that pay without an order.</summary>
public static class AccrualSource
{
    /// <summary>Source kind of dividends.</summary>
    public const string Period = "period";

    /// <summary>Source kind of project bonuses.</summary>
    public const string Task = "task";

    /// <summary>Source kind of once-peer bonuses.</summary>
    public const string Promotion = "promotion";

    /// <summary>When its accruals mature: the plan's hold after it happened, but not before it was recorded.</summary>
    public static DateTimeOffset MaturesAt(PlanContent plan, DateTimeOffset happenedAt, DateTimeOffset recordedAt)
    {
        var due = happenedAt.AddDays(plan.HoldDays);
        return due > recordedAt ? due : recordedAt;
    }

    /// <summary>The id of a period: its end.</summary>
    public static string PeriodId(DateTimeOffset end) =>
        end.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
