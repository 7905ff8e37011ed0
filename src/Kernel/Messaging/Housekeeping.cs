using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SocialCommerce.Kernel.Messaging;

/// <summary>
/// Every few minutes: keeps when the keys were last used that this instance has seen, and deletes answers by
/// <c>Idempotency-Key</c> that are older than the time for which they are kept, in the shops of those keys.
/// </summary>
internal sealed partial class Housekeeping(
    Db db, KeyRing ring, HousekeepingSchedule pace, ILogger<Housekeeping> log) : BackgroundService
{
    private const int AtOnce = 5_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(pace.Pause, pace.Time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var shop in ring.TakeUsed().GroupBy(used => used.Key.ShopId))
                try
                {
                    foreach (var (key, at) in shop) await Keep(key, at, stoppingToken);
                    await Prune(shop.Key, pace.Time.GetUtcNow() - Idempotency.Kept, stoppingToken);
                }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception error)
                {
                    // One shop in trouble stops no other.
                    LogFailure(log, error);
                }
        }
    }

    private async Task Keep((long ShopId, long KeyId) key, DateTimeOffset at, CancellationToken cancel) =>
        await db.Write(key.ShopId, batch => batch.Rows<long>(
            UsedSql, new { shop = key.ShopId, key = key.KeyId, at }), cancel);

    private async Task Prune(long shopId, DateTimeOffset before, CancellationToken cancel)
    {
        PendingRows<int> deleted;
        do
        {
            deleted = await db.Write(shopId, batch => batch.Rows<int>(
                PruneSql, new { shop = shopId, before, most = AtOnce }), cancel);
        }
        while (deleted.List.Count == AtOnce);
    }

    private const string UsedSql = """
        update api_keys set last_used_at = @at
        where shop_id = @shop and key_id = @key and (last_used_at is null or last_used_at < @at)
        returning key_id
        """;

    private const string PruneSql = """
        delete from idempotency_keys where shop_id = @shop and recorded_at < @before
            and (operation, key) in (
                select operation, key from idempotency_keys
                where shop_id = @shop and recorded_at < @before limit @most)
        returning 1
        """;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping failed and will be made later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
