using SocialCommerce.Flows.Context;
using SocialCommerce.Membership.Joining;

namespace SocialCommerce.Flows.Joining;

/// <summary>
/// Brings memberships up to date after paid orders, refunds, amendments and claims, after changes of the joining
/// settings, and when steps of ceremonies become due by the clock of their shop; announces what has changed. What is
/// due stands in the tables: a crash leaves nothing out, and two instances share the work.
/// </summary>
internal sealed partial class FollowMemberships(
    Db db, JoiningUpkeep upkeep, JoiningSchedule pace, ILogger<FollowMemberships> log)
    : ChunkJob(db, pace.Time, pace.Pause)
{
    private const int CustomersPerChunk = 100;

    private static readonly SettingPass Pass = new(
        (batch, shopId, machineTime) => batch.Membership.DueJoiningPass(shopId, machineTime),
        (batch, shopId, after, most, now) => batch.Membership.LookAtJoining(shopId, after, most, now),
        (batch, shopId, versions, again) => batch.Membership.EndJoiningPass(shopId, versions, again));

    /// <inheritdoc/>
    protected override Task<List<Shop>> Due(DateTimeOffset machineTime, CancellationToken cancel) =>
        Db.JoiningShops(machineTime, cancel);

    /// <inheritdoc/>
    protected override async Task Run(Shop shop, CancellationToken cancel)
    {
        await Pass.Run(Db, shop, pace.Time, cancel);
        await base.Run(shop, cancel);
    }

    /// <inheritdoc/>
    protected override void LogFailure(Exception error) => LogFailure(log, error);

    /// <inheritdoc/>
    protected override async Task<bool> Chunk(
        ShopTransaction transaction, Shop shop, ShopState state, DateTimeOffset now)
    {
        var looking = transaction.Batch();
        var due = looking.Membership.DueMemberships(shop.Id, now, CustomersPerChunk);
        await looking.Run(transaction.Cancel);
        if (due.List.Count == 0) return false;
        // After the locks, so that what an order has written that marked a row is read.
        var deriving = transaction.Batch();
        var inputs = new JoiningInputs(deriving, shop.Id, [.. due.List.Select(row => row.CustomerKey)]);
        await deriving.Run(transaction.Cancel);
        var writes = transaction.Batch();
        await upkeep.Keep(transaction, state, writes, due.List, inputs, now);
        await writes.Commit(transaction.Cancel);
        return due.List.Count == CustomersPerChunk;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Memberships were not followed, and will be later")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
