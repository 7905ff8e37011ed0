namespace SocialCommerce.Commissions.StopRules;

/// <summary>The statements about brakes that flows and slices share.</summary>
internal static class AccrualStopSql
{
    /// <summary>
    /// No brake is released before this transaction ends; runs it again if one of these has been meanwhile.
    /// </summary>
    public static void LockAccrualStopsShared(this CommissionsBatch batch, long shopId, string[] brakeIds)
    {
        batch.Sql.Hold(NumberedLock.Brakes, shopId);
        batch.Rows<string>(CheckSql, new { shop = shopId, brakeIds });
    }

    /// <summary>The same for what no order has earned: answers the brakes that may hold it.</summary>
    internal static SourceAccrualStops LockAccrualStopsShared(
        this CommissionsBatch batch, long shopId, IReadOnlyList<AccrualStop> brakes)
    {
        var on = SourceAccrualStops.Of(brakes);
        if (on.BrakeIds.Length > 0) batch.LockAccrualStopsShared(shopId, on.BrakeIds);
        return on;
    }

    /// <summary>Waits for every transaction that is holding commission by a brake.</summary>
    internal static void LockAccrualStops(this CommissionsBatch batch, long shopId) =>
        batch.Sql.TakeAlone(NumberedLock.Brakes, shopId);

    private const string CheckSql = """
        select sc_stale()::text
        where exists (select from brake_releases where shop_id = @shop and brake_id = any(@brakeIds))
        """;
}
