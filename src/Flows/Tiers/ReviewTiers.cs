using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Tiers;

/// <summary>
/// Looks at tiers again where no event does: everybody, once a shop has a new list; and when a process starts, or an
/// upkeep has failed, whoever an event would have had looked at after its commit. What is found is a promotion of that
/// moment, never of an earlier one. Doing it twice, or on two instances, changes nothing.
/// </summary>
internal sealed partial class ReviewTiers(
    Db db, PostCommitTierCheck upkeep, TierReviewSchedule pace, ILogger<ReviewTiers> log) : BackgroundService
{
    private const int PeoplePerPage = 200;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var starting = true; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                foreach (var shop in await db.ReviewedShops(stoppingToken))
                    if (pace.Bell.TakeUp(shop.ShopId) || starting || shop.Due) await Review(shop, stoppingToken);
                starting = false;
            }
            catch (Exception error)
            {
                // Stopped in the middle: the next start looks again.
                if (!stoppingToken.IsCancellationRequested) LogFailure(log, error);
            }
            await pace.Bell.Wait(pace.Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Review(ReviewedShop shop, CancellationToken cancel)
    {
        try
        {
            if (shop.Due) await HoldAgainstNewList(shop.Shop, cancel);
            else await MakeUp(shop.Shop, cancel);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // One shop in trouble stops no other, and is looked at again.
            LogFailure(log, error);
            pace.Bell.Keep(shop.ShopId);
        }
    }

    /// <summary>
    /// Begins when whatever was under way has ended: that may have judged by the list before, and nobody else would
    /// look again. A list that comes meanwhile is one of its own.
    /// </summary>
    private async Task HoldAgainstNewList(Shop shop, CancellationToken cancel)
    {
        var newest = (await db.Read(shop.Id, batch => batch.Commissions.NewestTierList(shop.Id), cancel)).First!;
        while (!(await db.Read(shop.Id, batch => batch.Commissions.HaveEnded(shop.Id, newest.Begun), cancel)).First)
            await Task.Delay(Moment, pace.Time, cancel);
        await Pages(shop, (batch, after) => batch.Commissions.ReviewedPeople(shop.Id, after, PeoplePerPage), cancel);
        var now = Timestamps.Micro(pace.Time.GetUtcNow());
        await db.Write(shop.Id, batch => batch.Commissions.EndTierReview(shop.Id, newest.Version, now), cancel);
    }

    /// <summary>
    /// Whoever orders under way at once concerned, and where partners are counted, whoever has some. Nobody else: a
    /// binding alone promotes nobody, and the next event must find the tiers that it would have found.
    /// </summary>
    private async Task MakeUp(Shop shop, CancellationToken cancel)
    {
        foreach (var buyers in (await db.Read(shop.Id, batch => batch.Commissions.SharingBuyers(shop.Id), cancel)).List
            .Chunk(PeoplePerPage))
        {
            var above = (await db.Read(shop.Id, batch => batch.Referrals.EdgesAbove(shop.Id, buyers, 2), cancel)).List;
            await Raise(shop, [.. buyers, .. above.Select(edge => edge.ParentKey)], cancel);
        }
        if (await upkeep.CountsPartners(shop, cancel))
            await Pages(
                shop, (batch, after) => batch.Commissions.PartnersReferrers(shop.Id, after, PeoplePerPage), cancel);
    }

    private async Task Pages(Shop shop, Func<SqlBatch, long, PendingRows<long>> page, CancellationToken cancel)
    {
        for (var after = 0L; ;)
        {
            var people = (await db.Read(shop.Id, batch => page(batch, after), cancel)).List;
            if (people.Count == 0) return;
            await Raise(shop, [.. people], cancel);
            after = people[^1];
        }
    }

    private async Task Raise(Shop shop, long[] people, CancellationToken cancel)
    {
        var began = pace.Time.GetTimestamp();
        await upkeep.Raise(shop, [.. people.Distinct()]);
        // Half of the time belongs to those who serve orders.
        await Task.Delay(pace.Time.GetElapsedTime(began), pace.Time, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A review of tiers failed and will be made later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
