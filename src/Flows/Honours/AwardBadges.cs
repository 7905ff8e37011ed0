using SocialCommerce.Ladder.Scores;
using SocialCommerce.Membership.BadgeAwards;
using SocialCommerce.Membership.Badges;

namespace SocialCommerce.Flows.Honours;

/// <summary>
/// Awards badges by what customers do: when orders were recorded, to those who bought, and once a day of the shop, and
/// after a change of a badge, to customers who have reached a rule. Doing it twice, or on two instances, awards nothing
/// twice. No order waits for it: orders neither write for it nor wait for more than a chunk.
/// </summary>
internal sealed partial class AwardBadges(Db db, HonoursSchedule pace, ILogger<AwardBadges> log)
    : ShopJob(pace.Time, pace.Pause)
{
    private const int CustomersPerChunk = 1_000;
    private const int OrdersPerPage = 5_000;

    /// <summary>Keys of orders are given before they commit: an order may appear below one that is there.</summary>
    private const int Overlap = 10_000;

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        db.BadgeShops(cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        PendingRows<ShopState>? state = null;
        PendingRows<BadgePass>? pass = null;
        PendingRows<Badge>? badges = null;
        var lastOrder = await db.Read(shop.Id, batch =>
        {
            state = batch.ShopState(shop.Id);
            pass = batch.Membership.BadgePass(shop.Id);
            badges = batch.Membership.CountingBadges(shop.Id);
            return batch.Ladder.LastOrder(shop.Id);
        }, cancel);
        var (done, last) = (pass!.First!, lastOrder.First);
        var day = Periods.Text(Periods.DayOf(state!.First!.Now(shop, pace.Time), shop.TimeZone));
        if (done.LookedOn != day || done.LookedVersions != done.Versions)
            await LookAtAll(shop, badges!.List, cancel);
        else if (last > done.LastOrder) await LookAtBuyers(shop, badges!.List, done.LastOrder ?? 0, cancel);
        else return;
        await db.Write(shop.Id, async transaction =>
        {
            var batch = transaction.Batch();
            batch.Membership.EndBadgePass(shop.Id, last, day, done.Versions, Timestamps.Micro(pace.Time.GetUtcNow()));
            await batch.Commit(transaction.Cancel);
            return true;
        }, cancel);
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    private async Task LookAtAll(Shop shop, List<Badge> badges, CancellationToken cancel)
    {
        for (long? after = 0; after is { } key;)
        {
            var customers = (await db.Read(
                shop.Id, batch => batch.CustomersAfter(shop.Id, key, CustomersPerChunk), cancel)).List;
            await Look(shop, badges, [.. customers], cancel);
            after = customers.Count == CustomersPerChunk ? customers[^1] : null;
        }
    }

    private async Task LookAtBuyers(Shop shop, List<Badge> badges, long lastOrder, CancellationToken cancel)
    {
        for (long? after = Math.Max(0, lastOrder - Overlap); after is { } key;)
        {
            var page = (await db.Read(
                shop.Id, batch => batch.Ladder.Buyers(shop.Id, key, OrdersPerPage), cancel)).First!;
            foreach (var customers in (page.Customers ?? []).Chunk(CustomersPerChunk))
                await Look(shop, badges, customers, cancel);
            after = page.Last;
        }
    }

    private async Task Look(Shop shop, List<Badge> badges, long[] customers, CancellationToken cancel)
    {
        var began = pace.Time.GetTimestamp();
        await db.Write(shop.Id, transaction => Award(transaction, shop, badges, customers), cancel);
        // Half of the time belongs to those who serve orders.
        await Task.Delay(pace.Time.GetElapsedTime(began), pace.Time, cancel);
    }

    private async Task<int> Award(ShopTransaction transaction, Shop shop, List<Badge> badges, long[] customers)
    {
        var reads = transaction.Batch();
        var state = reads.ShopState(shop.Id);
        var known = reads.CustomersByKey(shop.Id, customers);
        var reached = badges.ConvertAll(badge => (Badge: badge, Rows: reads.Reached(
            badge.Terms.Rule!.Metric!, shop.Id, badge.Terms.Rule.Threshold(badge.RuleSince, shop.TimeZone),
            customers)));
        await reads.Run(transaction.Cancel);
        var guests = known.List.Where(one => Guest.Is(one.CustomerId)).Select(one => one.Key).ToHashSet();
        var now = state.First!.Now(shop, pace.Time);
        var posting = new PostingContext(shop.Id, now, now);
        var writes = transaction.Batch();
        var awarded = reached.ConvertAll(one => writes.Membership.Award(
            posting, one.Badge, [.. one.Rows.List.Where(row => !guests.Contains(row.CustomerKey))]));
        await writes.Run(transaction.Cancel);
        AwardRow[] rows = [.. awarded.SelectMany(one => one.List)];
        var telling = transaction.Batch();
        foreach (var row in rows) telling.AnnounceAward(posting, row.Shown);
        await telling.Commit(transaction.Cancel);
        return rows.Length;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Badges were not awarded, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
