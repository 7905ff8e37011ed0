namespace SocialCommerce.Kernel.Shops;

/// <summary>The statements about a shop that other batches carry.</summary>
public static class ShopSql
{
    /// <summary>Reads the shop's state.</summary>
    public static PendingRows<ShopState> ShopState(this SqlBatch batch, long shopId) =>
        batch.Rows<ShopState>(StateSql, new { shop = shopId });

    /// <summary>Moves a test clock forward, never back.</summary>
    public static void MoveClock(this SqlBatch batch, long shopId, DateTimeOffset to) =>
        batch.Do(MoveClockSql, new { shop = shopId, to });

    /// <summary>Makes every cached configuration of the shop stale, on every instance.</summary>
    public static void RaiseSettingsVersion(this SqlBatch batch, long shopId) =>
        batch.Do(RaiseSql, new { shop = shopId });

    /// <summary>SQL: what a <see cref="ShopState"/> is read from.</summary>
    internal const string StateColumns = "settings_version, clock_follows, clock_at, closed_to";

    private const string StateSql = $"select {StateColumns} from shops where shop_id = @shop";

    /// <summary>From here on nothing of a live shop is recorded before this.</summary>
    public static void CloseTo(this SqlBatch batch, long shopId, DateTimeOffset end) =>
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
