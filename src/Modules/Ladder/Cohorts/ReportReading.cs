namespace SocialCommerce.Ladder.Cohorts;

/// <summary>Reads reports: as of the shop's time, all parts of one moment.</summary>
public static class ReportReading
{
    /// <summary>The report that <paramref name="read"/> makes of the shop as it is at the shop's time.</summary>
    public static Task<T> Report<T>(
        this Db db, Caller caller, TimeProvider time, Func<ShopTransaction, DateTimeOffset, Task<T>> read,
        CancellationToken cancel) => db.Long.ReadSnapshot(caller.Shop.Id, async transaction =>
        {
            var clock = transaction.Batch();
            var state = clock.ShopState(transaction.ShopId);
            await clock.Run(cancel);
            return await read(transaction, state.First!.Now(caller.Shop, time));
        }, cancel);

    /// <summary>The first row of a statement over a whole shop, whose joins are by hash.</summary>
    internal static async Task<List<T>> WholeTables<T>(
        this ShopTransaction transaction, Func<SqlBatch, PendingRows<T>> add)
    {
        var batch = transaction.Batch();
        batch.JoinWholeTables();
        var rows = add(batch);
        await batch.Run(transaction.Cancel);
        return rows.List;
    }
}
