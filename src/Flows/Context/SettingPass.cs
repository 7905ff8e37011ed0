namespace SocialCommerce.Flows.Context;

/// <summary>
/// Has all customers of a shop looked at that a setting concerns: at once when it has changed, and again when every
/// transaction that may have read the earlier version has ended.
/// </summary>
/// <param name="Due">
/// How many versions there are, by the machine's clock; nothing where the customers were looked at under the last.
/// </param>
/// <param name="LookAt">Has a page of customers looked at who follow a key; answers their keys.</param>
/// <param name="End">Keeps that they are looked at under so many versions, and when to do it again.</param>
internal sealed record SettingPass(
    Func<SqlBatch, long, DateTimeOffset, PendingRows<long>> Due,
    Func<SqlBatch, long, long, int, DateTimeOffset, PendingRows<long>> LookAt,
    Action<SqlBatch, long, long, DateTimeOffset> End)
{
    private const int CustomersPerPage = 1_000;

    /// <summary>Longer than a transaction may last that has read the earlier version.</summary>
    private static readonly TimeSpan LongestTransaction = TimeSpan.FromMinutes(2);

    /// <summary>Does the pass in a shop where it is due.</summary>
    public async Task Run(Db db, Shop shop, TimeProvider time, CancellationToken cancel)
    {
        var machine = Timestamps.Micro(time.GetUtcNow());
        PendingRows<ShopState>? state = null;
        var due = await db.Read(shop.Id, batch =>
        {
            state = batch.ShopState(shop.Id);
            return Due(batch, shop.Id, machine);
        }, cancel);
        if (due.List is not [var versions]) return;
        var now = state!.First!.Now(shop, time);
        for (long? after = 0; after is { } key;)
        {
            var page = await db.Write(shop.Id, batch => LookAt(batch, shop.Id, key, CustomersPerPage, now), cancel);
            after = page.List.Count == CustomersPerPage ? page.List.Max() : null;
        }
        await db.Write(shop.Id, async transaction =>
        {
            var batch = transaction.Batch();
            End(batch, shop.Id, versions, machine + LongestTransaction);
            await batch.Commit(transaction.Cancel);
            return true;
        }, cancel);
    }
}
