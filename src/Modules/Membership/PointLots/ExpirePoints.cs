using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SocialCommerce.Membership.PointLots;

/// <summary>
/// Books points that have expired, and announces those that have become active or expire soon, by the clock of their
/// shop. What is due stands in the lots: a crash leaves nothing out, and two instances share the work. A chunk holds
/// its customers for a moment; one whom another transaction holds is passed over until the next look, so that no spend
/// waits for more than one chunk.
/// </summary>
internal sealed partial class ExpirePoints(Db db, PointExpirySchedule pace, ILogger<ExpirePoints> log)
    : BackgroundService
{
    /// <summary>How many lots a transaction takes.</summary>
    internal const int LotsPerChunk = 2_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var shops = await db.Rows<Shop>(
                    0, ShopsSql, new { now = Timestamps.Micro(pace.Time.GetUtcNow()) }, stoppingToken);
                foreach (var shop in shops) await Try(shop, stoppingToken);
            }
            catch (Exception error)
            {
                if (!stoppingToken.IsCancellationRequested) LogFailure(log, error);
            }
            await Task.Delay(pace.Pause, pace.Time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One shop in trouble stops no other, and is looked at again.</summary>
    private async Task Try(Shop shop, CancellationToken cancel)
    {
        try
        {
            for (var part = DueLots.Nothing; part is not null;) part = await Chunk(shop, part, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            LogFailure(log, error);
        }
    }

    /// <summary>Does what is due after a part; answers with the next part, or null after the last one.</summary>
    private Task<DueLots?> Chunk(Shop shop, DueLots done, CancellationToken cancel) =>
        db.Write(shop.Id, async transaction =>
        {
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            await reads.Run(cancel);
            var now = state.First!.Now(shop, pace.Time);
            var looking = transaction.Batch();
            var next = done.Next(looking, shop.Id, now, LotsPerChunk);
            await looking.Run(cancel);
            if (next.First is not { } part) return null;
            var holding = transaction.Batch();
            var held = part.Hold(holding, shop.Id);
            await holding.Run(cancel);
            long[] customers = [.. held.List];
            var batch = transaction.Batch();
            part.Announce(batch, shop.Id, customers, now);
            batch.Membership.Expire(shop.Id, customers, now);
            await batch.Commit(cancel);
            return part;
        }, cancel);

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from point_lot_shops(@now)
        """;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Points were not expired, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
