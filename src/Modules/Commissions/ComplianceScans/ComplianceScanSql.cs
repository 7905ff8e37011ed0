namespace SocialCommerce.Commissions.ComplianceScans;

/// <summary>The statements of the nightly compliance scan.</summary>
public static class ComplianceScanSql
{
    /// <summary>Shops that have published a plan.</summary>
    public static Task<List<ScannedShop>> ScannedShops(this Db db, CancellationToken cancel) =>
        db.Rows<ScannedShop>(0, ShopsSql, new { }, cancel);

    /// <summary>Takes the shop's scan lock until the transaction ends; false while another scan holds it.</summary>
    public static PendingRows<bool> TryLockScan(this CommissionsBatch batch, long shopId) =>
        batch.Sql.TryTake(NumberedLock.ComplianceScan, shopId);

    /// <summary>Records a scan; no row where that date has one.</summary>
    public static PendingRows<string> RecordScan(this CommissionsBatch batch, long shopId, ComplianceScan date) =>
        batch.Rows<string>(KeepSql, new
        {
            shop = shopId,
            date.Date,
            date.Profile,
            findings = Json.Write(date.Findings),
            date.Alarm,
            date.RecordedAt,
        });

    private const string ShopsSql = """
        select shop_id, currency, time_zone, sandbox, jurisdiction, clock_at, last_scan from shops_to_scan()
        """;

    private const string KeepSql = """
        insert into compliance_scans (shop_id, scan_date, profile, findings, alarm, recorded_at)
        values (@shop, @date, @profile, @findings::jsonb, @alarm, @recordedAt)
        on conflict (shop_id, scan_date) do nothing
        returning scan_date
        """;
}
