using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.TierHistory;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Upline;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Tiers;

/// <summary>
/// What follows after a commit: long sums are folded, tiers that two orders reached together are given, and where tiers
/// count direct partners, promotions climb up the chain. Orders that end at the same time and concern the same people
/// have it done once. What fails here fails no order, and is left to <see cref="ReviewTiers"/>.
/// </summary>
internal sealed partial class PostCommitTierCheck(
    Db db, CommissionSettingsCache cache, TimeProvider time, TierReviewSignal review, ILogger<PostCommitTierCheck> log)
    : RequestCoalescer<PostCommitTierCheck.Due, bool>
{
    /// <summary>What is to be done about a person: to fold the sums, or to look at the tier again.</summary>
    public readonly record struct Due(Shop Shop, long Key, bool Fold);

    /// <summary>
    /// Evaluates again the people whose numbers another order was changing at the same time: each of the two saw only
    /// its own part. Waits for that other order, so that the last to commit sees both. Then evaluates the people
    /// further up than an order looks.
    /// </summary>
    internal Task After(
        Shop shop, CommissionSettings settings, UplineInputs chain, IEnumerable<Promotion> promotions,
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
                await db.Write(shopId, transaction => Fold(transaction, due.Key), default);
            await Raise(keys.First().Shop, [.. keys.Where(due => !due.Fold).Select(due => due.Key)]);
        }
        catch (Exception error)
        {
            LogFailure(log, error);
            review.Leave(shopId);
        }
        return new Dictionary<Due, bool>();
    }

    /// <summary>Gives these people the tiers that they have reached, and then the people above them.</summary>
    internal async Task Raise(Shop shop, long[] keys)
    {
        // Each round is one level further up, and ends where no person is promoted.
        while (keys.Length > 0) keys = await RaiseOnce(shop, keys);
    }

    /// <summary>Whether any tier of the shop counts direct partners.</summary>
    internal async Task<bool> CountsPartners(Shop shop, CancellationToken cancel)
    {
        var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
        return (await cache.Get(shop.Id, state.First!.SettingsVersion, cancel)).CountsPartners;
    }

    /// <summary>The tier that a person has reached by now, as a promotion; none where nothing changed.</summary>
    public static async Task<List<Promotion>> Reached(
        ShopTransaction transaction, CommissionSettings commissions, long key)
    {
        var reads = transaction.Batch();
        var standings = reads.Commissions.PartnerStates(transaction.ShopId, [key], DateTimeOffset.UnixEpoch);
        var edges = reads.Referrals.Edges(transaction.ShopId, [key]);
        await reads.Run(transaction.Cancel);
        return await Reached(transaction, commissions, standings.List, edges.List);
    }

    private static async Task<bool> Fold(ShopTransaction transaction, long key)
    {
        var batch = transaction.Batch();
        batch.Commissions.FoldVolumes(transaction.ShopId, key);
        await batch.Commit(transaction.Cancel);
        return true;
    }

    /// <summary>
    /// Nearly always no person has reached a tier, which one round trip without a transaction shows; not where direct
    /// partners are to be counted. Answers whose referrers are to be evaluated.
    /// </summary>
    private async Task<long[]> RaiseOnce(Shop shop, long[] keys)
    {
        PendingRows<ShopState>? state = null;
        var standings = await db.Read(shop.Id, batch => Look(batch, shop.Id, keys, out state), default);
        var settings = await cache.Get(shop.Id, state!.First!.SettingsVersion, default);
        return standings.List.Exists(partner => MayClimb(settings, partner))
            ? await db.Write(shop.Id, transaction => Promote(transaction, shop, keys), default)
            : [];
    }

    private async Task<long[]> Promote(ShopTransaction transaction, Shop shop, long[] keys)
    {
        var reads = transaction.Batch();
        var standings = Look(reads, transaction.ShopId, keys, out var state);
        var edges = reads.Referrals.Edges(transaction.ShopId, keys);
        var names = reads.CustomersByKey(transaction.ShopId, keys);
        await reads.Run(transaction.Cancel);
        // Guests hold no tier.
        var guests = names.List.Where(person => person.IsGuest).Select(person => person.Key).ToHashSet();
        standings.List.RemoveAll(partner => guests.Contains(partner.Key));
        var settings = await cache.Get(transaction, state.First!.SettingsVersion);

        var now = state.First!.Now(shop, time);
        var posting = new PostingContext(transaction.ShopId, now, now);
        var promotions = await Reached(transaction, settings, standings.List, edges.List);
        var writes = transaction.Batch();
        writes.GiveTiers(posting, Promotion.ByNumbers, shop.Currency, settings, promotions);
        await writes.Commit(transaction.Cancel);
        return [.. Referrers(settings, promotions)];
    }

    private static PendingRows<PartnerState> Look(
        SqlBatch batch, long shopId, long[] keys, out PendingRows<ShopState> state)
    {
        batch.Commissions.LockTiers(keys);
        state = batch.ShopState(shopId);
        return batch.Commissions.PartnerStates(shopId, keys, DateTimeOffset.UnixEpoch);
    }

    private static bool MayClimb(CommissionSettings settings, PartnerState partner) =>
        partner.Reached(settings.Tiers) is not null || (settings.CountsPartners && partner.ActiveNow
            && PartnerCounts.Asked(settings.Tiers, partner.TierNow).Count > 0);

    private static IEnumerable<long> Referrers(CommissionSettings settings, IEnumerable<Promotion> promotions) =>
        settings.CountsPartners
            ? promotions.Select(promotion => promotion.ReferrerKey).OfType<long>().Distinct()
            : [];

    private static async Task<List<Promotion>> Reached(
        ShopTransaction transaction, CommissionSettings settings, IReadOnlyCollection<PartnerState> standings,
        IReadOnlyCollection<EdgeRow> edges)
    {
        var counts = settings.CountsPartners ? await transaction.CountPartners(settings.Tiers, standings) : null;
        return TierPromotion.Of(settings.Tiers, standings.Select(partner => new PromotionCandidate(
            "", partner, edges.FirstOrDefault(edge => edge.ChildKey == partner.Key)?.ParentKey)), counts);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What follows after a commit failed and is left to the review")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
