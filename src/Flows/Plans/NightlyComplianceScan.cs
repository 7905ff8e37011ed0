using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.ComplianceScans;
using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Flows.Plans;

/// <summary>
/// Looks at every shop once a night, from three o'clock of its own time zone on. What is due follows from the nights
/// that are kept, so that a night missed while nothing ran is made good; of several instances one looks. What the
/// profile refuses is announced as <c>commissions.complianceAlarmed</c>; it stops no accrual, which accrual stops do.
/// </summary>
internal sealed partial class NightlyComplianceScan(
    Db db, CommissionSettingsCache settings, ComplianceScanSchedule pace, ILogger<NightlyComplianceScan> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pace.Look, pace.Time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                foreach (var shop in await db.ScannedShops(stoppingToken)) await Look(shop, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(log, error);
            }
            catch (OperationCanceledException)
            {
                // Stopped in the middle of a look: the night is still due.
            }
        }
    }

    private async Task Look(ScannedShop shop, CancellationToken cancel)
    {
        try
        {
            if (shop.Due(pace.Time.GetUtcNow()) is { } date
                && await db.Long.ReadSnapshot(
                    shop.ShopId, transaction => Watch(transaction, shop.Shop), cancel) is { } seen)
                await db.Write(shop.ShopId, transaction => Keep(transaction, date, seen), cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // One shop in trouble stops no other.
            LogFailure(log, error);
        }
    }

    /// <summary>What the scan finds; null while another instance scans. It blocks no booking.</summary>
    private async Task<LiveComplianceCheck?> Watch(ShopTransaction transaction, Shop shop)
    {
        var claiming = transaction.Batch();
        var claim = claiming.Commissions.TryLockScan(transaction.ShopId);
        await claiming.Run(transaction.Cancel);
        return claim.First ? await LiveComplianceCheck.Read(transaction, shop, settings, pace.Time) : null;
    }

    private static async Task<bool> Keep(ShopTransaction transaction, string date, LiveComplianceCheck seen)
    {
        var findings = seen.Findings;
        var kept = new ComplianceScan(
            date, seen.Profile, findings.Any(finding => finding.Severity == GuardFinding.Refuse), findings, seen.Now);
        var keeping = transaction.Batch();
        var made = keeping.Commissions.RecordScan(transaction.ShopId, kept);
        await keeping.Run(transaction.Cancel);
        var ending = transaction.Batch();
        if (kept.Alarm && made.List.Count > 0)
            ending.Announce(new PostingContext(
                transaction.ShopId, kept.RecordedAt, kept.RecordedAt), "commissions.complianceAlarmed", new
                {
                    kept.Date,
                    kept.Profile,
                    findings = findings.Where(finding => finding.Severity == GuardFinding.Refuse),
                });
        await ending.Commit(transaction.Cancel);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A watch failed and will be made later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
