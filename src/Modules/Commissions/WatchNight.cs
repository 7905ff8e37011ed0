using System.Globalization;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>What the watch said in a night.</summary>
/// <param name="Night">The shop's own date.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="Alarm">Whether something was found that the profile refuses.</param>
/// <param name="Findings">What was found, the worst first.</param>
/// <param name="RecordedAt">When, by the shop's clock.</param>
public sealed record WatchNight(
    string Night, string Profile, bool Alarm, IReadOnlyList<GuardFinding> Findings, DateTimeOffset RecordedAt);

/// <summary>A shop whose nights are watched.</summary>
public sealed record WatchedShop(
    long ShopId, string Currency, string TimeZone, bool Sandbox, string Jurisdiction, DateTimeOffset? ClockAt,
    string? LastNight)
{
    // When the day's returns and completions have been reported, and few people buy.
    private const int HourOfNight = 3;

    /// <summary>The shop.</summary>
    public Shop Shop => new(ShopId, Currency, TimeZone, Sandbox, Jurisdiction);

    /// <summary>The night that has come and was not looked at; null while there is none.</summary>
    /// <param name="machine">The machine's time.</param>
    public string? Due(DateTimeOffset machine)
    {
        if ((Sandbox ? ClockAt : machine) is not { } now) return null;
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var night = local.AddHours(-HourOfNight).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.CompareOrdinal(night, LastNight) > 0 ? night : null;
    }
}

/// <summary>The statements about watched nights.</summary>
public static class WatchNightStatements
{
    /// <summary>Shops that have published a plan.</summary>
    public static Task<List<WatchedShop>> WatchedShops(this Db db, CancellationToken cancel) =>
        db.Rows<WatchedShop>(0, ShopsSql, new { }, cancel);

    /// <summary>Whether nobody else is looking at the shop; until the transaction ends nobody else will.</summary>
    public static Rows<bool> ClaimWatch(this Batch batch, long shopId) =>
        batch.TryTake(NumberedLock.Watch, shopId);

    /// <summary>Keeps a night; no row where it was kept before.</summary>
    public static Rows<string> Keep(this Batch batch, long shopId, WatchNight night) =>
        batch.Rows<string>(KeepSql, new
        {
            shop = shopId,
            night.Night,
            night.Profile,
            findings = Json.Write(night.Findings),
            night.Alarm,
            night.RecordedAt,
        });

    private const string ShopsSql = """
        select shop_id, currency, time_zone, sandbox, jurisdiction, clock_at, last_night from watched_shops()
        """;

    private const string KeepSql = """
        insert into watch_nights (shop_id, night, profile, findings, alarm, recorded_at)
        values (@shop, @night, @profile, @findings::jsonb, @alarm, @recordedAt)
        on conflict (shop_id, night) do nothing
        returning night
        """;
}
