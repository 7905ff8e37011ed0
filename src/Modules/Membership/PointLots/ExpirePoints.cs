using Microsoft.Extensions.Logging;

namespace SocialCommerce.Membership.PointLots;

/// <summary>
/// Books points that have expired, and announces those that have become active or expire soon, by the clock of their
/// shop. What is due stands in the lots: a crash leaves nothing out, and two instances share the work. A chunk holds
/// its customers for a moment and books everything that has expired of theirs, so that each has one entry; where that
/// is more than a chunk's worth, the next chunk takes fewer of them. A customer whom another transaction holds is
/// passed over until the next look, so that no spend waits for more than one chunk.
/// </summary>
internal sealed partial class ExpirePoints(Db db, PointExpirySchedule pace, ILogger<ExpirePoints> log)
    : ShopJob(pace.Time, pace.Pause)
{
    /// <summary>How many lots a transaction is to book at most.</summary>
    internal const int BookedPerChunk = 25_000;

    /// <summary>How many due lots a transaction is to look at.</summary>
    internal const int LotsPerChunk = 2_000;

    private const int FirstLots = 100;

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { now = machineTime }, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        var most = FirstLots;
        for (DueLots? part = DueLots.Nothing; part is { } done;)
        {
            (part, var expired) = await Chunk(shop, done, most, cancel);
            most = LotsAfter(most, expired);
        }
    }

    /// <summary>
    /// For how many due lots the next chunk is to look: their customers may have many more that have expired.
    /// </summary>
    /// <param name="looked">For how many the last one looked at most.</param>
    /// <param name="expired">How many lots it booked.</param>
    internal static int LotsAfter(int looked, long expired) => expired > BookedPerChunk
        ? (int)Math.Max(1, (long)looked * BookedPerChunk / expired)
        : Math.Min(LotsPerChunk, expired > BookedPerChunk / 2 ? looked : looked * 2);

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    /// <summary>Does what is due after a part; answers with the next part, or null after the last one.</summary>
    private Task<(DueLots? Next, long Expired)> Chunk(
        Shop shop, DueLots done, int most, CancellationToken cancel) =>
        db.Write<(DueLots?, long)>(shop.Id, async transaction =>
        {
            var reads = transaction.Batch();
            var state = reads.ShopState(shop.Id);
            await reads.Run(cancel);
            var now = state.First!.Now(shop, pace.Time);
            var looking = transaction.Batch();
            var next = done.Next(looking, shop.Id, now, most);
            await looking.Run(cancel);
            if (next.First is not { } part) return (null, 0);
            var holding = transaction.Batch();
            var held = part.Hold(holding, shop.Id);
            await holding.Run(cancel);
            long[] customers = [.. held.List];
            var batch = transaction.Batch();
            part.Announce(batch, shop.Id, customers, now);
            var expired = batch.Membership.Expire(shop.Id, customers, now);
            await batch.Commit(cancel);
            return (part, expired.List.Sum());
        }, cancel);

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from point_lot_shops(@now)
        """;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Points were not expired, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
