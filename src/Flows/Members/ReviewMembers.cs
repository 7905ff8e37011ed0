using SocialCommerce.Flows.Tiers;
using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Members;

/// <summary>
/// Brings customers up to date whose orders are older than what a shop has declared about the products in them: the
/// rung, or the member tier that they give. What is due stands in the tables, so that a crash leaves nothing out, and
/// doing it twice, or on two instances, changes nothing. Orders wait for no more than one chunk of customers.
/// </summary>
internal sealed partial class ReviewMembers(
    Db db, MemberCatalogues catalogues, DeclarationSignal bell, TierReviewSchedule pace, ILogger<ReviewMembers> log)
    : BackgroundService
{
    private const int OrdersPerPage = 5_000;
    private const int CustomersPerChunk = 50;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var waiting = bell.TakeUp();
            try
            {
                foreach (var shopId in await db.RungReviewShops(stoppingToken))
                    await Try(() => FollowRungs(shopId, stoppingToken), stoppingToken);
                foreach (var shop in await db.MemberReviewShops(stoppingToken))
                    await Try(() => FollowTiers(shop, stoppingToken), stoppingToken);
                foreach (var shop in await db.PointReviewShops(stoppingToken))
                    await Try(() => Doubted(shop, stoppingToken), stoppingToken);
            }
            catch (Exception error)
            {
                if (!stoppingToken.IsCancellationRequested) LogFailure(log, error);
            }
            foreach (var review in waiting.Values) review.TrySetResult();
            await bell.Wait(pace.Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One shop in trouble stops no other, and is looked at again.</summary>
    private async Task Try(Func<Task> review, CancellationToken cancel)
    {
        try
        {
            await review();
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            LogFailure(log, error);
        }
    }

    private async Task FollowRungs(long shopId, CancellationToken cancel)
    {
        var due = (await db.Read(shopId, batch => batch.Ladder.DueRungs(shopId), cancel)).List;
        if (due.Count == 0) return;
        // An order under way may know the product as it was before.
        await db.UntilEnded(shopId, pace.Time, cancel);
        var products = due.Select(one => one.ProductId).ToArray();
        for (long? after = 0; after is { } key;)
        {
            var began = pace.Time.GetTimestamp();
            after = (await db.Write(
                shopId, batch => batch.Ladder.RaiseRungs(shopId, products, key, OrdersPerPage), cancel)).First;
            await Rest(began, cancel);
        }
        await db.Write(shopId, batch => batch.Ladder.EndRungs(shopId, due), cancel);
    }

    private async Task FollowTiers(Shop shop, CancellationToken cancel)
    {
        var due = (await db.Read(shop.Id, batch => batch.Membership.DueNamings(shop.Id), cancel)).List;
        await db.UntilEnded(shop.Id, pace.Time, cancel);
        await Uncounted(shop, cancel);
        if (due.Count == 0) return;
        var named = due.SelectMany(version => version.MemberProducts).Distinct().ToArray();
        // An order creates its products, so an unknown product was never bought.
        var products = (await db.Read(shop.Id, batch => batch.Ladder.KnownProducts(shop.Id, named), cancel))
            .List.ToArray();
        for (long? after = products.Length == 0 ? null : 0; after is { } key;)
        {
            var page = (await db.Read(
                shop.Id, batch => batch.Ladder.BuyersOf(shop.Id, products, key, OrdersPerPage), cancel)).First!;
            foreach (var customers in (page.Customers ?? []).Chunk(CustomersPerChunk))
                await Recompute(shop, customers, products, cancel);
            after = page.Last;
        }
        await db.Write(shop.Id, batch =>
            batch.Membership.EndNamings(shop.Id, due, Timestamps.Micro(pace.Time.GetUtcNow())), cancel);
    }

    /// <summary>Rows that were written by the time of hearing, as before this version of the product.</summary>
    private async Task Uncounted(Shop shop, CancellationToken cancel)
    {
        while ((await db.Read(shop.Id, batch => batch.Membership.UncountedMembers(shop.Id, CustomersPerChunk), cancel))
            .List
            is { Count: > 0 } customers)
            await Recompute(shop, [.. customers], null, cancel);
    }

    /// <summary>Customers in whose past something has changed that points follow.</summary>
    private async Task Doubted(Shop shop, CancellationToken cancel)
    {
        while ((await db.Read(shop.Id, batch => batch.Membership.DoubtedPoints(shop.Id, CustomersPerChunk), cancel))
            .List is { Count: > 0 } customers)
            foreach (var customer in customers)
            {
                var began = pace.Time.GetTimestamp();
                await db.Write(shop.Id, transaction => Rejudge(transaction, shop, customer), cancel);
                await Rest(began, cancel);
            }
    }

    private async Task<bool> Rejudge(ShopTransaction transaction, Shop shop, long customerKey)
    {
        var locking = transaction.Batch();
        locking.LockCustomers(shop.Id, [customerKey]);
        // After the locks, as with orders.
        var state = locking.ShopState(shop.Id);
        await locking.Run(transaction.Cancel);
        await PointJudging.Rejudge(
            transaction, shop, await catalogues.Get(transaction, state.First!.SettingsVersion), customerKey,
            state.First.Now(shop, pace.Time));
        var batch = transaction.Batch();
        batch.Membership.EndDoubt(shop.Id, customerKey);
        await batch.Commit(transaction.Cancel);
        return true;
    }

    private async Task Recompute(
        Shop shop, long[] customers, IReadOnlyCollection<string>? products, CancellationToken cancel)
    {
        var began = pace.Time.GetTimestamp();
        await db.Write(shop.Id, async transaction =>
        {
            await MembershipRecount.Recompute(transaction, shop, catalogues, pace.Time, customers, products);
            var batch = transaction.Batch();
            await batch.Commit(transaction.Cancel);
            return true;
        }, cancel);
        await Rest(began, cancel);
    }

    /// <summary>Half of the time belongs to those who serve orders.</summary>
    private Task Rest(long began, CancellationToken cancel) =>
        Task.Delay(pace.Time.GetElapsedTime(began), pace.Time, cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A review of members failed and will be made later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
