namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>The statements about watched nights.</summary>
public static class ComplianceScanSql
{
    /// <summary>Shops that have published a plan.</summary>
    public static Task<List<ScannedShop>> ScannedShops(this Db db, CancellationToken cancel) =>
        db.Rows<ScannedShop>(0, ShopsSql, new { }, cancel);

    /// <summary>Takes the shop's scan lock until the transaction ends; false while another scan holds it.</summary>
    public static PendingRows<bool> TryLockScan(this CommissionsBatch batch, long shopId) =>
        batch.Sql.TryTake(NumberedLock.Watch, shopId);

    /// <summary>Keeps a night; no row where it was kept before.</summary>
    public static PendingRows<string> RecordScan(this CommissionsBatch batch, long shopId, ComplianceScan night) =>
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
