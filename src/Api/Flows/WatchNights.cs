using System.Globalization;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Looks at every shop once a night, from three o'clock of its own time zone on. What is due follows from the nights
/// that are kept, so that a night missed while nothing ran is made good; of several instances one looks. What the
/// profile refuses is announced as <c>commissions.watchAlarmed</c>; it stops nobody, which is for a brake to do.
/// </summary>
internal sealed partial class WatchNights(
    Db db, CommissionSettingsCache settings, NightPace pace, ILogger<WatchNights> log)
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
                foreach (var shop in await db.WatchedShops(stoppingToken)) await Look(shop, stoppingToken);
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

    private async Task Look(WatchedShop shop, CancellationToken cancel)
    {
        try
        {
            if (shop.Due(pace.Time.GetUtcNow()) is { } night
                && await db.Long.ReadSnapshot(shop.ShopId, work => Watch(work, shop.Shop), cancel) is { } seen)
                await db.Write(shop.ShopId, work => Keep(work, night, seen), cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // One shop in trouble stops no other.
            LogFailure(log, error);
        }
    }

    /// <summary>What is seen; null while another instance looks. It keeps nobody from booking.</summary>
    private async Task<LiveWatch?> Watch(Work work, Shop shop)
    {
        var claiming = work.Batch();
        var claim = claiming.ClaimWatch(work.ShopId);
        await claiming.Run(work.Cancel);
        return claim.First ? await LiveWatch.Read(work, shop, settings, pace.Time) : null;
    }

    private static async Task<bool> Keep(Work work, string night, LiveWatch seen)
    {
        var findings = seen.Findings;
        var kept = new WatchNight(
            night, seen.Profile, findings.Any(finding => finding.Severity == GuardFinding.Refuse), findings, seen.Now);
        var keeping = work.Batch();
        var made = keeping.Keep(work.ShopId, kept);
        await keeping.Run(work.Cancel);
        var ending = work.Batch();
        if (kept.Alarm && made.List.Count > 0)
            ending.Announce(new Occasion(work.ShopId, kept.RecordedAt, kept.RecordedAt), "commissions.watchAlarmed", new
            {
                kept.Night,
                kept.Profile,
                findings = findings.Where(finding => finding.Severity == GuardFinding.Refuse),
            });
        await ending.Commit(work.Cancel);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A watch failed and will be made later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}

/// <summary>How often shops are looked at for a night that has come.</summary>
public sealed class NightPace(IConfiguration configuration, TimeProvider time)
{
    /// <summary>Setting: milliseconds between two looks.</summary>
    public const string Setting = "SOCIALCOMMERCE_NIGHT_PACE_MS";

    private const int Default = 600_000;

    /// <summary>The machine's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Between two looks: ten minutes.</summary>
    public TimeSpan Look { get; } = TimeSpan.FromMilliseconds(
        int.TryParse(configuration[Setting], CultureInfo.InvariantCulture, out var given) && given > 0
            ? given : Default);
}
