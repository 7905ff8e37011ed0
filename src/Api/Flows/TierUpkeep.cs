using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// What follows after a commit: long sums are folded, and tiers that two orders reached together are given.
/// </summary>
internal static class TierUpkeep
{
    /// <summary>
    /// Looks again at people whose numbers another order was changing at the same time: each of the two saw only its
    /// own part. Waits for that other one, so that the last to commit sees both.
    /// </summary>
    public static async Task After(Desk desk, CommissionSettings settings, ChainReading chain, CancellationToken cancel)
    {
        foreach (var key in chain.Unfolded) await desk.Db.Write(desk.Shop.Id, work => Fold(work, key), cancel);
        var shared = chain.Shared.Where(key => TierRules.CanClimb(settings.Tiers, chain.Of(key).TierNow)).ToArray();
        if (shared.Length > 0) await desk.Db.Write(desk.Shop.Id, work => Raise(work, desk, settings, shared), cancel);
    }

    /// <summary>The tier that a person has reached by now, as a promotion; none where nothing changed.</summary>
    public static async Task<List<Promotion>> Reached(Work work, Settings settings, long key, ShopState state)
    {
        var commissions = await settings.Commissions(work, state);
        var reading = work.Batch();
        var standings = reading.Standings(work.ShopId, [key], DateTimeOffset.UnixEpoch);
        await reading.Run(work.Cancel);
        var standing = standings.First!;
        var reached = TierRules.Reached(commissions.Tiers, standing.TierNow, standing.Numbers());
        return reached is null ? [] : [new Promotion(key, "", standing.TierNow, reached, standing.SeqNow)];
    }

    private static async Task<bool> Fold(Work work, long key)
    {
        var batch = work.Batch();
        batch.Fold(work.ShopId, key);
        await batch.Commit(work.Cancel);
        return true;
    }

    private static async Task<bool> Raise(Work work, Desk desk, CommissionSettings settings, long[] keys)
    {
        var waiting = work.Batch();
        waiting.Await(work.ShopId, keys);
        await waiting.Run(work.Cancel);

        var reading = work.Batch();
        var state = reading.ShopState(work.ShopId);
        var standings = reading.Standings(work.ShopId, keys, DateTimeOffset.UnixEpoch);
        await reading.Run(work.Cancel);

        var now = state.First!.Now(desk.Shop, desk.Time);
        var when = new Occasion(work.ShopId, now, now);
        var promotions = standings.List
            .Select(s => (Standing: s, Reached: TierRules.Reached(settings.Tiers, s.TierNow, s.Numbers())))
            .Where(found => found.Reached is not null)
            .Select(found => new Promotion(
                found.Standing.Key, "", found.Standing.TierNow, found.Reached!, found.Standing.SeqNow))
            .ToList();
        var writing = work.Batch();
        writing.Promote(when, Promotion.ByNumbers, promotions);
        writing.StampPartners(when, [.. promotions.Select(promotion => promotion.Key)]);
        await writing.Commit(work.Cancel);
        return true;
    }
}
