namespace SocialCommerce.Kernel.Shops;

/// <summary>What never changes about a shop.</summary>
/// <param name="Id">The key that begins every key of the shop's rows.</param>
/// <param name="Currency">ISO 4217; all amounts of the shop are in it.</param>
/// <param name="TimeZone">IANA zone in which periods end.</param>
/// <param name="Sandbox">True for a shop with a test clock; false for one with real people.</param>
/// <param name="Jurisdiction">CN, US, EU or custom: which profile guards its plans.</param>
public sealed record Shop(long Id, string Currency, string TimeZone, bool Sandbox, string Jurisdiction)
{
    /// <summary>Prefix of shop ids.</summary>
    public const string Prefix = "shp";

    /// <summary>The shop's id as the API shows it.</summary>
    public string PublicId => Kernel.PublicId.Of(Prefix, Id);

    /// <summary>An amount of the shop's currency.</summary>
    public Money Money(long minor) => new(minor, Currency);
}

/// <summary>What may change about a shop, read in the first batch of every request.</summary>
/// <param name="SettingsVersion">Rises with every change of configuration.</param>
/// <param name="ClockFollows">Whether the test clock follows the times of the events.</param>
/// <param name="ClockAt">The test clock; null for a live shop, and for one that has not heard of anything yet.</param>
/// <param name="ClosedTo">End of the last period of a live shop that was closed; null before the first.</param>
public sealed record ShopState(
    long SettingsVersion, bool ClockFollows, DateTimeOffset? ClockAt, DateTimeOffset? ClosedTo)
{
    /// <summary>How far ahead of our clock a merchant's clock may be before an event is refused.</summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The shop's time: the test clock of a sandbox. For a live shop the machine's, but never before the end of a
    /// period that is closed, however far behind the machine's clock is. Read in a transaction that keeps the books
    /// open, it lies in no period that anybody closes meanwhile.
    /// </summary>
    public DateTimeOffset Now(Shop shop, TimeProvider time)
    {
        if (shop.Sandbox) return ClockAt ?? DateTimeOffset.UnixEpoch;
        var machine = Instant.Micro(time.GetUtcNow());
        return ClosedTo > machine ? ClosedTo.Value : machine;
    }

    /// <summary>When an event that happened at <paramref name="occurredAt"/> counts as heard.</summary>
    /// <exception cref="Refused">
    /// 422 TIME_IN_FUTURE, when it lies more than five minutes ahead of the clock.
    /// </exception>
    public Hearing Hear(Shop shop, TimeProvider time, DateTimeOffset occurredAt, string pointer)
    {
        var now = Now(shop, time);
        if (occurredAt <= now) return new Hearing(now, false, false);
        if (shop.Sandbox && ClockFollows) return new Hearing(occurredAt, true, false);
        if (occurredAt <= now + AllowedSkew) return new Hearing(now, false, true);
        throw Refused.Invalid(
            "TIME_IN_FUTURE", $"{Json.Text(occurredAt)} is ahead of the shop's clock, {Json.Text(now)}.", pointer);
    }
}

/// <summary>How an event was heard.</summary>
/// <param name="RecordedAt">The shop's time at which it counts as recorded.</param>
/// <param name="MovesClock">Whether a following test clock has to move to that time.</param>
/// <param name="Skewed">Whether the event's time is slightly ahead, which is a warning.</param>
public readonly record struct Hearing(DateTimeOffset RecordedAt, bool MovesClock, bool Skewed);

/// <summary>The statements about a shop that other batches carry.</summary>
public static class ShopStatements
{
    /// <summary>Reads the shop's state.</summary>
    public static Rows<ShopState> ShopState(this Batch batch, long shopId) =>
        batch.Rows<ShopState>(StateSql, new { shop = shopId });

    /// <summary>Moves a test clock forward, never back.</summary>
    public static void MoveClock(this Batch batch, long shopId, DateTimeOffset to) =>
        batch.Do(MoveClockSql, new { shop = shopId, to });

    /// <summary>Makes every cached configuration of the shop stale, on every instance.</summary>
    public static void RaiseSettingsVersion(this Batch batch, long shopId) =>
        batch.Do(RaiseSql, new { shop = shopId });

    /// <summary>SQL: what a <see cref="Shops.ShopState"/> is read from.</summary>
    internal const string StateColumns = "settings_version, clock_follows, clock_at, closed_to";

    private const string StateSql = $"select {StateColumns} from shops where shop_id = @shop";

    /// <summary>From here on nothing of a live shop is recorded before this.</summary>
    public static void CloseTo(this Batch batch, long shopId, DateTimeOffset end) =>
        batch.Do(CloseToSql, new { shop = shopId, end });

    private const string CloseToSql = """
        update shops set closed_to = @end
        where shop_id = @shop and not sandbox and (closed_to is null or closed_to < @end)
        """;

    private const string MoveClockSql = """
        update shops set clock_at = @to where shop_id = @shop and (clock_at is null or clock_at < @to)
        """;

    private const string RaiseSql = """
        update shops set settings_version = settings_version + 1 where shop_id = @shop
        """;
}
