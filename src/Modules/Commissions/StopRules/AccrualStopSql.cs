namespace SocialCommerce.Commissions.StopRules;

/// <summary>The statements about accrual stops that flows and slices share.</summary>
internal static class AccrualStopSql
{
    /// <summary>
    /// No accrual stop is released before this transaction ends; runs it again if one of these has been meanwhile.
    /// </summary>
    public static void LockAccrualStopsShared(this CommissionsBatch batch, long shopId, string[] stopIds)
    {
        batch.Sql.Hold(NumberedLock.AccrualStops, shopId);
        batch.Rows<string>(CheckSql, new { shop = shopId, stopIds });
    }

    /// <summary>The same for what no order has earned: answers the accrual stops that may hold it.</summary>
    internal static SourceAccrualStops LockAccrualStopsShared(
        this CommissionsBatch batch, long shopId, IReadOnlyList<AccrualStop> stops)
    {
        var on = SourceAccrualStops.Of(stops);
        if (on.StopIds.Length > 0) batch.LockAccrualStopsShared(shopId, on.StopIds);
        return on;
    }

    /// <summary>Waits for every transaction that is holding commission by an accrual stop.</summary>
    internal static void LockAccrualStops(this CommissionsBatch batch, long shopId) =>
        batch.Sql.TakeAlone(NumberedLock.AccrualStops, shopId);

    private const string CheckSql = """
        select sc_stale()::text
        where exists (select from accrual_stop_releases where shop_id = @shop and accrual_stop_id = any(@stopIds))
        """;
}
