using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// What follows after a commit: long sums are folded, tiers that two orders reached together are given, and where tiers
/// count direct partners, promotions climb up the chain. Orders that end at the same time and concern the same people
/// have it done once. What fails here fails no order, and is left to <see cref="ReviewTiers"/>.
/// </summary>
public sealed partial class TierUpkeep(
    Db db, CommissionSettingsCache cache, TimeProvider time, TierReviewBell review, ILogger<TierUpkeep> log)
    : Together<TierUpkeep.Due, bool>
{
    /// <summary>What is to be done about a person: to fold the sums, or to look at the tier again.</summary>
    public readonly record struct Due(Shop Shop, long Key, bool Fold);

    /// <summary>
    /// Looks again at people whose numbers another order was changing at the same time: each of the two saw only its
    /// own part. Waits for that other one, so that the last to commit sees both. Then at whoever is further up than an
    /// order looks.
    /// </summary>
    internal Task After(
        Shop shop, CommissionSettings settings, ChainReading chain, IEnumerable<Promotion> promotions,
        CancellationToken cancel)
    {
        var unfolded = chain.Unfolded.Select(key => new Due(shop, key, Fold: true));
        var shared = chain.Shared.Where(key => TierRules.CanClimb(settings.Tiers, chain.Of(key).TierNow))
            .Select(key => new Due(shop, key, Fold: false));
        return Task.WhenAll(unfolded.Concat(shared).Select(due => Ask(shop.Id, due, cancel))
            .Append(Above(shop, settings, chain.Highest(promotions), cancel)));
    }

    /// <summary>Looks at the referrers of people who have been promoted, where tiers count direct partners.</summary>
    internal Task Above(
        Shop shop, CommissionSettings settings, IEnumerable<Promotion> promotions, CancellationToken cancel) =>
        Task.WhenAll(Referrers(settings, promotions)
            .Select(key => Ask(shop.Id, new Due(shop, key, Fold: false), cancel)));

    /// <summary>Looks at the referrer of a partner who has been bound, where tiers count direct partners.</summary>
    internal Task Bound(Shop shop, CommissionSettings settings, long referrerKey, CancellationToken cancel) =>
        settings.CountsPartners ? Ask(shop.Id, new Due(shop, referrerKey, Fold: false), cancel) : Task.CompletedTask;

    /// <summary>Looks at people whose numbers something else than an order has raised.</summary>
    internal Task LookAt(Shop shop, IEnumerable<long> keys, CancellationToken cancel) =>
        Task.WhenAll(keys.Select(key => Ask(shop.Id, new Due(shop, key, Fold: false), cancel)));

    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<Due, bool>> Answer(long shopId, IReadOnlyCollection<Due> keys)
    {
        try
        {
            foreach (var due in keys.Where(due => due.Fold))
                await db.Write(shopId, work => Fold(work, due.Key), default);
            await Raise(keys.First().Shop, [.. keys.Where(due => !due.Fold).Select(due => due.Key)]);
        }
        catch (Exception error)
        {
            LogFailure(log, error);
            review.Leave(shopId);
        }
        return new Dictionary<Due, bool>();
    }

    /// <summary>Gives these people the tiers that they have reached, and then whoever is above them.</summary>
    internal async Task Raise(Shop shop, long[] keys)
    {
        // Each round is one level further up, and ends where nobody is promoted.
        while (keys.Length > 0) keys = await RaiseOnce(shop, keys);
    }

    /// <summary>Whether any tier of the shop counts direct partners.</summary>
    internal async Task<bool> CountsPartners(Shop shop, CancellationToken cancel)
    {
        var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
        return (await cache.Get(shop.Id, state.First!.SettingsVersion, cancel)).CountsPartners;
    }

    /// <summary>The tier that a person has reached by now, as a promotion; none where nothing changed.</summary>
    public static async Task<List<Promotion>> Reached(Work work, CommissionSettings commissions, long key)
    {
        var reading = work.Batch();
        var standings = reading.Standings(work.ShopId, [key], DateTimeOffset.UnixEpoch);
        var edges = reading.Edges(work.ShopId, [key]);
        await reading.Run(work.Cancel);
        return await Reached(work, commissions, standings.List, edges.List);
    }

    private static async Task<bool> Fold(Work work, long key)
    {
        var batch = work.Batch();
        batch.Fold(work.ShopId, key);
        await batch.Commit(work.Cancel);
        return true;
    }

    /// <summary>
    /// Nearly always nobody has reached anything, which one round trip without a transaction tells; not where direct
    /// partners are to be counted. Answers whose referrers are to be looked at.
    /// </summary>
    private async Task<long[]> RaiseOnce(Shop shop, long[] keys)
    {
        Rows<ShopState>? state = null;
        var standings = await db.Read(shop.Id, batch => Look(batch, shop.Id, keys, out state), default);
        var settings = await cache.Get(shop.Id, state!.First!.SettingsVersion, default);
        return standings.List.Exists(standing => MayClimb(settings, standing))
            ? await db.Write(shop.Id, work => Promote(work, shop, keys), default)
            : [];
    }

    private async Task<long[]> Promote(Work work, Shop shop, long[] keys)
    {
        var reading = work.Batch();
        var standings = Look(reading, work.ShopId, keys, out var state);
        var edges = reading.Edges(work.ShopId, keys);
        var names = reading.Names(work.ShopId, keys);
        await reading.Run(work.Cancel);
        // Guests hold no tier.
        var guests = names.List.Where(person => person.IsGuest).Select(person => person.Key).ToHashSet();
        standings.List.RemoveAll(standing => guests.Contains(standing.Key));
        var settings = await cache.Get(work, state.First!.SettingsVersion);

        var now = state.First!.Now(shop, time);
        var when = new Occasion(work.ShopId, now, now);
        var promotions = await Reached(work, settings, standings.List, edges.List);
        var writing = work.Batch();
        writing.Give(when, Promotion.ByNumbers, shop.Currency, settings, promotions);
        await writing.Commit(work.Cancel);
        return [.. Referrers(settings, promotions)];
    }

    private static Rows<Standing> Look(Batch batch, long shopId, long[] keys, out Rows<ShopState> state)
    {
        batch.Await(keys);
        state = batch.ShopState(shopId);
        return batch.Standings(shopId, keys, DateTimeOffset.UnixEpoch);
    }

    private static bool MayClimb(CommissionSettings settings, Standing standing) =>
        standing.Reached(settings.Tiers) is not null || (settings.CountsPartners && standing.ActiveNow
            && PartnerCounts.Asked(settings.Tiers, standing.TierNow).Count > 0);

    private static IEnumerable<long> Referrers(CommissionSettings settings, IEnumerable<Promotion> promotions) =>
        settings.CountsPartners
            ? promotions.Select(promotion => promotion.ReferrerKey).OfType<long>().Distinct()
            : [];

    private static async Task<List<Promotion>> Reached(
        Work work, CommissionSettings settings, IReadOnlyCollection<Standing> standings,
        IReadOnlyCollection<EdgeRow> edges)
    {
        var counts = await work.CountPartners(settings, standings);
        return Climbing.Of(settings.Tiers, standings.Select(standing => new Climber(
            "", standing, edges.FirstOrDefault(edge => edge.ChildKey == standing.Key)?.ParentKey)), counts);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What follows after a commit failed and is left to the review")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
