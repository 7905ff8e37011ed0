using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Brings memberships up to date after paid orders, refunds, amendments and claims, after changes of the joining
/// settings, and when steps of ceremonies become due by the clock of their shop; announces what has changed. What is
/// due stands in the tables: a crash leaves nothing out, and two instances share the work.
/// </summary>
internal sealed partial class FollowMemberships(
    Db db, JoiningUpkeep upkeep, JoiningSchedule pace, ILogger<FollowMemberships> log)
    : ShopJob(pace.Time, pace.Pause)
{
    private const int CustomersPerPage = 1_000;
    private const int CustomersPerChunk = 100;

    /// <summary>Longer than a transaction may last that has read the earlier settings.</summary>
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        db.JoiningShops(machineTime, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        await LookAtAll(shop, cancel);
        while (await Follow(shop, cancel) == CustomersPerChunk)
        {
            // The next chunk of the shop.
        }
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    private async Task LookAtAll(Shop shop, CancellationToken cancel)
    {
        var machine = Timestamps.Micro(pace.Time.GetUtcNow());
        PendingRows<ShopState>? state = null;
        var due = await db.Read(shop.Id, batch =>
        {
            state = batch.ShopState(shop.Id);
            return batch.Membership.DueJoiningPass(shop.Id, machine);
        }, cancel);
        if (due.List is not [var versions]) return;
        var now = state!.First!.Now(shop, pace.Time);
        for (long? after = 0; after is { } key;)
        {
            var page = await db.Write(
                shop.Id, batch => batch.Membership.LookAtJoining(shop.Id, key, CustomersPerPage, now), cancel);
            after = page.List.Count == CustomersPerPage ? page.List.Max() : null;
        }
        await db.Write(shop.Id, async transaction =>
        {
            var batch = transaction.Batch();
            batch.Membership.EndJoiningPass(shop.Id, versions, machine + LongestTransaction);
            await batch.Commit(transaction.Cancel);
            return true;
        }, cancel);
    }

    private Task<int> Follow(Shop shop, CancellationToken cancel) => db.Write(shop.Id, async transaction =>
    {
        var reads = transaction.Batch();
        var state = reads.ShopState(shop.Id);
        await reads.Run(transaction.Cancel);
        var now = state.First!.Now(shop, pace.Time);
        var looking = transaction.Batch();
        var due = looking.Membership.DueMemberships(shop.Id, now, CustomersPerChunk);
        await looking.Run(transaction.Cancel);
        if (due.List.Count == 0) return 0;
        // After the locks, so that what an order has written that marked a row is read.
        var deriving = transaction.Batch();
        var inputs = new JoiningInputs(deriving, shop.Id, [.. due.List.Select(row => row.CustomerKey)]);
        await deriving.Run(transaction.Cancel);
        var writes = transaction.Batch();
        await upkeep.Keep(transaction, state.First!, writes, due.List, inputs, now);
        await writes.Commit(transaction.Cancel);
        return due.List.Count;
    }, cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Memberships were not followed, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
