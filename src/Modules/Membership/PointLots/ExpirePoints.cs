using Microsoft.Extensions.Logging;

namespace SocialCommerce.Membership.PointLots;

/// <summary>
/// Books points that have expired, and announces those that have become active or expire soon, by the clock of their
/// shop. What is due stands in the lots: a crash leaves nothing out, and two instances share the work. A chunk holds
/// its customers for a moment; one whom another transaction holds is passed over until the next look, so that no spend
/// waits for more than one chunk.
/// </summary>
internal sealed partial class ExpirePoints(Db db, PointExpirySchedule pace, ILogger<ExpirePoints> log)
    : ShopJob(pace.Time, pace.Pause)
{
    /// <summary>How many lots a transaction takes.</summary>
    internal const int LotsPerChunk = 2_000;

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        for (var part = DueLots.Nothing; part is not null;) part = await Chunk(shop, part, cancel);
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

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
