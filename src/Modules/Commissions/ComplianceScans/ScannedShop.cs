using System.Globalization;

namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>A shop with a published plan, and its last scan.</summary>
public sealed record ScannedShop(
    long ShopId, string Currency, string TimeZone, bool Sandbox, string Jurisdiction, DateTimeOffset? ClockAt,
    string? LastScan)
{
    // When the day's returns and completions have been reported, and few people buy.
    private const int HourOfNight = 3;

    /// <summary>The shop.</summary>
    public Shop Shop => new(ShopId, Currency, TimeZone, Sandbox, Jurisdiction);

    /// <summary>The latest date that is due and was not scanned; null when none is due.</summary>
    /// <param name="machine">The machine's time.</param>
    public string? Due(DateTimeOffset machine)
    {
        if ((Sandbox ? ClockAt : machine) is not { } now) return null;
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var date = local.AddHours(-HourOfNight).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.CompareOrdinal(date, LastScan) > 0 ? date : null;
    }
}
