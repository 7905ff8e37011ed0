using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Tiers;

/// <summary>
/// Evaluates tiers where no event does: all people, once a shop has a new list; and when a process starts, or a check
/// after a commit has failed, the people that such a check concerns. A promotion takes effect at that moment, never at
/// an earlier one. Doing it twice, or on two instances, changes nothing.
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
    /// Begins when the transactions under way have ended: they may have judged by the list before, and no other process
    /// would evaluate again. A list that arrives during the review gets a review of its own.
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
    /// The people that concurrent orders concerned and, where partners are counted, the people who have partners. No
    /// others: a binding alone promotes no person, and the next event must find the tiers that it would have found.
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
